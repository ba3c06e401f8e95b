import { expect, test } from 'vitest';
import type { BatteryId, InstructionId, SiteId } from '../../kernel/ids.ts';
import type { Instruction } from '../control/index.ts';
import { decideAvailability, type PeriodOfBlock, type Sold } from './decide-availability.ts';

const at = (hour: number, minute = 0): Date => new Date(Date.UTC(2026, 4, 13, hour, minute));
const PERIOD = { fromAt: at(8), untilAt: at(8, 30) };
/** DC of 10 MW needs 2.5 MWh. */
const LOW: Sold = { service: 'DC', direction: 'LOW', powerKw: 10_000 };
const HIGH: Sold = { ...LOW, direction: 'HIGH' };

function instruction(change: Partial<Instruction> = {}): Instruction {
  const carried = { fromAt: at(6), untilAt: at(10), deliverySeconds: 900, curve: [] };
  return {
    // The ids are of no consequence.
    instructionId: 'one' as InstructionId,
    siteId: 'site' as SiteId,
    batteryId: 'battery' as BatteryId,
    instructionSequence: 1,
    issuedAt: at(5),
    validFrom: at(5),
    validUntil: at(23),
    state: 'APPLIED',
    refusalReason: null,
    deliveredAt: at(5),
    appliedAt: at(5),
    executingAt: null,
    setpoints: [],
    limits: { chargePowerKwMax: 10_000, dischargePowerKwMax: 10_000, socPercentMin: 10, socPercentMax: 90 },
    responses: [LOW, HIGH].map(({ service, direction, powerKw }) => ({
      ...carried,
      service,
      direction,
      contractedPowerKw: powerKw,
    })),
    ...change,
  };
}

function facts(change: Partial<PeriodOfBlock> = {}): PeriodOfBlock {
  return {
    period: PERIOD,
    sold: [LOW],
    deliveredKwh: [0, 0, 0, 0],
    socPercent: 50,
    offlineMs: 0,
    instructions: [instruction()],
    battery: { energyCapacityKwh: 20_000, dischargeEfficiencyPercent: 100 },
    ...change,
  };
}

const suspended = instruction({ instructionSequence: 2, appliedAt: at(8, 10), issuedAt: at(8, 10), responses: [] });

test.each<[string, Partial<PeriodOfBlock>, string | null]>([
  ['heard, enabled and with the energy: available', {}, null],
  ['the energy to the last kilowatt-hour: available', { socPercent: 22.5 }, null],
  ['less in store than is asked for', { socPercent: 22.4 }, 'TOO_LITTLE_ENERGY'],
  [
    'what the way out loses counts',
    { socPercent: 22.6, battery: { energyCapacityKwh: 20_000, dischargeEfficiencyPercent: 90 } },
    'TOO_LITTLE_ENERGY',
  ],
  ['less room than a high one asks for', { sold: [HIGH], socPercent: 78 }, 'TOO_LITTLE_ENERGY'],
  ['the room that a high one asks for: available', { sold: [HIGH], socPercent: 77 }, null],
  ['two services of a direction add up', { sold: [LOW, { ...LOW, service: 'DR', powerKw: 10_000 }] }, 'NOT_ENABLED'],
  ['delivered right before: less is asked for', { socPercent: 12.6, deliveredKwh: [0, 0, 0, 2_000] }, null],
  [
    'delivered long before: it has come back',
    { socPercent: 12.6, deliveredKwh: [2_000, 0, 0, 0, 0, 0, 0, 0] },
    'TOO_LITTLE_ENERGY',
  ],
  ['offline for a moment', { offlineMs: 1_000 }, 'OFFLINE'],
  ['nothing read at the beginning', { socPercent: null }, 'NOT_MEASURED'],
  ['never told to the site', { instructions: [instruction({ appliedAt: null })] }, 'NOT_ENABLED'],
  ['suspended within the period', { instructions: [instruction(), suspended] }, 'NOT_ENABLED'],
  ['suspended after it', { instructions: [instruction(), { ...suspended, appliedAt: at(8, 30) }] }, null],
  [
    'told half a minute into the period',
    { instructions: [instruction({ appliedAt: new Date(at(8).getTime() + 30_000) })] },
    null,
  ],
  ['told two minutes into it', { instructions: [instruction({ appliedAt: at(8, 2) })] }, 'NOT_ENABLED'],
  ['held back by a limit', { sold: [{ ...LOW, powerKw: 10_500 }] }, 'NOT_ENABLED'],
  ['what the site was told has run out', { instructions: [instruction({ validUntil: at(8, 20) })] }, 'NOT_ENABLED'],
])('%s', (_what, change, reason) => {
  expect(decideAvailability(facts(change)).reason).toBe(reason);
});
