import type { BatteryId, TenantId } from '../../kernel/ids.ts';
import { clippedTo, durationMs } from '../../kernel/intervals.ts';
import type { ResponseDirection } from '../../kernel/response-curves.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, readBattery } from '../assets/index.ts';
import { type DispatchPeriod, readDispatch } from '../control/index.ts';
import { marketOf } from '../markets/index.ts';
import { latestReadings, readOfflineSpans, readSocAt } from '../telemetry/index.ts';
import { readResponsePositionsEnded, type ResponsePosition } from '../trading/index.ts';
import { type Availability, contractEnergyOf, decideAvailability } from './decide-availability.ts';
import { insertSettledResponses, readSettledKeys, settledKeyOf } from './settled-responses.ts';

/** A period that is over for so long has been settled. */
const LOOK_BACK_MS = 48 * 3_600_000;
/** Readings may be late by so much: a battery that has said nothing since the period's end is waited for. */
const LATE_READINGS_MS = 3_600_000;
/** A state of charge that was read longer before says nothing of the beginning of a period. */
const CHARGE_AGE_MS_MAX = 5 * 60_000;
const COVERED_RATIO_MIN = 0.9;

/** Settles every settlement period that is over and for which a response was sold. Settling again changes nothing. */
export async function settleResponses(platform: Platform, tenantId: TenantId): Promise<void> {
  const { clock, db, live } = platform;
  const now = clock.now();
  const span = { fromAt: new Date(now.getTime() - LOOK_BACK_MS), untilAt: now };
  const due = await db.read(tenantId, async (tx) => {
    const positions = await readResponsePositionsEnded(tx, span);
    const settled = positions.length === 0 ? new Set<string>() : await readSettledKeys(tx, span);
    return positions.filter((position) => !settled.has(settledKeyOf(position)));
  });
  if (due.length === 0) return;
  const byBattery = Map.groupBy(due, ({ batteryId }) => batteryId);
  const latest = await latestReadings(live, { tenantId, batteryIds: [...byBattery.keys()] });
  for (const [batteryId, positions] of byBattery) {
    const heardAt = latest.get(batteryId)?.measuredAt ?? new Date(0);
    const ready = positions.filter(
      ({ period: { untilAt } }) => heardAt >= untilAt || now.getTime() - untilAt.getTime() >= LATE_READINGS_MS,
    );
    if (ready.length > 0) await db.write(tenantId, (tx) => settleBattery(platform, tx, { batteryId, positions: ready }));
  }
}

interface Ready {
  readonly batteryId: BatteryId;
  readonly positions: readonly ResponsePosition[];
}

async function settleBattery({ clock }: Platform, tx: Tx, { batteryId, positions }: Ready): Promise<void> {
  const battery = await readBattery(tx, batteryId);
  if (!battery) return;
  const settledAt = clock.now();
  const groups = Map.groupBy(positions, ({ direction, period }) => `${direction} ${period.fromAt.getTime()}`);
  for (const together of groups.values()) {
    const availability = await availabilityOf(tx, { battery, together, now: settledAt });
    if (availability) await insertSettledResponses(tx, { positions: together, availability, settledAt });
  }
}

interface Together {
  readonly battery: Battery;
  /** Of one direction and settlement period. */
  readonly together: readonly ResponsePosition[];
  readonly now: Date;
}

async function availabilityOf(tx: Tx, { battery, together, now }: Together): Promise<Availability | null> {
  const [first] = together;
  if (!first) return null;
  const { batteryId, site } = battery;
  const { period, block, direction } = first;
  const span = { fromAt: block.fromAt, untilAt: period.untilAt };
  const { calendar } = marketOf(site.market);
  const dispatched = await readDispatch(tx, { battery, span, now, calendar, toleranceRatio: 0 });
  const offline = await readOfflineSpans(tx, { batteryId, span: period });
  const socs = await readSocAt(tx, { batteryId, instants: [period.fromAt], ageMsMax: CHARGE_AGE_MS_MAX });
  const energyKwhMax = together.reduce((sum, one) => sum + contractEnergyOf(one), 0);
  const before = dispatched.filter(({ period: { fromAt } }) => fromAt < period.fromAt);
  const instructions = new Map(dispatched.flatMap((one) => one.instructions).map((one) => [one.instructionSequence, one]));
  return decideAvailability({
    period,
    sold: together,
    deliveredKwh: before.map((one) => Math.min(energyKwhMax, deliveredIn(one, direction))),
    socPercent: socs.get(period.fromAt.getTime()) ?? null,
    offlineMs: clippedTo(period, offline).reduce((sum, one) => sum + durationMs(one), 0),
    instructions: [...instructions.values()].toSorted((one, other) => one.instructionSequence - other.instructionSequence),
    battery,
  });
}

/** What the meter shows beside the setpoints, in a direction; nothing where either is not known well. */
function deliveredIn({ meteredKwh, decidedKwh, coveredRatio }: DispatchPeriod, direction: ResponseDirection): number {
  if (meteredKwh === null || decidedKwh === null || (coveredRatio ?? 0) < COVERED_RATIO_MIN) return 0;
  return Math.max(0, (meteredKwh - decidedKwh) * (direction === 'LOW' ? 1 : -1));
}
