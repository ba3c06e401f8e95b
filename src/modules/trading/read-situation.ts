import { dayBounds, settlementDateOf } from '../../kernel/periods.ts';
import { ratioFromPercent } from '../../kernel/units.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, limitsOf, readBattery } from '../assets/index.ts';
import { marketOf, readSettledExport } from '../markets/index.ts';
import { latestReadings, readFirstRegisters } from '../telemetry/index.ts';
import type { Situation } from './build-problem.ts';
import { readPlannedPrices } from './forecasts/read-chosen.ts';
import type { Intent } from './intent.ts';
import { readHeldPositions } from './market-run/position-reads.ts';
import { readHeldResponses } from './market-run/response-positions.ts';
import { readIntent } from './reads.ts';

const HORIZON_MS = 10 * 86_400_000;
/** Older than this, a reading says too little about the state of charge to plan with. */
export const READING_AGE_MS_MAX = 15 * 60_000;

export interface BatterySituation extends Situation {
  readonly battery: Battery;
}

/** What is true now of a battery, for plans by its intent or by the one that is asked about; null without a reading that is fresh enough to plan with. */
export async function readSituation(
  platform: Platform,
  tx: Tx,
  { batteryId, asked = null }: { batteryId: string; asked?: Pick<Intent, 'cyclesPerYearCountMax'> | null },
): Promise<BatterySituation | null> {
  const now = platform.clock.now();
  const battery = await readBattery(tx, batteryId);
  const latest = await latestReadings(platform.live, { tenantId: tx.tenantId, batteryIds: [batteryId] });
  const reading = latest.get(batteryId);
  if (!battery || !reading || now.getTime() - reading.measuredAt.getTime() > READING_AGE_MS_MAX) return null;
  const { market } = battery.site;
  const span = { fromAt: now, untilAt: new Date(now.getTime() + HORIZON_MS) };
  const prices = await readPlannedPrices(platform, tx, { market, span });
  const intent = await readIntent(tx, batteryId);
  const dischargedKwhToday = await dischargedToday(tx, { battery, now, exportedKwh: reading.exportedKwh });
  const limitsYear = (asked ?? intent).cyclesPerYearCountMax !== null;
  const dischargedKwhBefore = limitsYear ? await dischargedThisYearBeforeToday(tx, { battery, now }) : 0;
  return {
    now,
    timeZone: battery.site.timeZone,
    battery,
    limits: await limitsOf(tx, { battery, now }),
    intent,
    socPercent: reading.socPercent,
    dischargedKwhToday,
    dischargedKwhThisYear: dischargedKwhBefore + dischargedKwhToday,
    prices,
    positions: await readHeldPositions(tx, { batteryId, span }),
    responses: await readHeldResponses(tx, { batteryId, span }),
  };
}

/** What has left the store since the settlement day began, by the first register of the day. */
async function dischargedToday(
  tx: Tx,
  { battery, now, exportedKwh }: { battery: Battery; now: Date; exportedKwh: number },
): Promise<number> {
  const { calendar } = marketOf(battery.site.market);
  const { fromAt } = dayBounds(settlementDateOf(now, calendar), calendar);
  const first = await readFirstRegisters(tx, { batteryId: battery.batteryId, fromAt });
  const exportedToday = Math.max(0, exportedKwh - (first?.exportedKwh ?? exportedKwh));
  return exportedToday / ratioFromPercent(battery.dischargeEfficiencyPercent);
}

/** By what was settled: metered, and kept longer than readings are. */
async function dischargedThisYearBeforeToday(tx: Tx, { battery, now }: { battery: Battery; now: Date }): Promise<number> {
  const { calendar } = marketOf(battery.site.market);
  const today = settlementDateOf(now, calendar);
  const { fromAt } = dayBounds(`${today.slice(0, 4)}-01-01`, calendar);
  const span = { fromAt, untilAt: dayBounds(today, calendar).fromAt };
  const exportedKwh = await readSettledExport(tx, { batteryId: battery.batteryId, span });
  return exportedKwh / ratioFromPercent(battery.dischargeEfficiencyPercent);
}
