import { clippedTo, durationMs, END_OF_TIME, type Interval } from '../../../kernel/intervals.ts';
import type { Decimal } from '../../../kernel/money.ts';
import { addDays, type MarketCalendar, periodsOfDay, settlementDateOf, type SettlementPeriod } from '../../../kernel/periods.ts';
import { kwhOf } from '../../../kernel/units.ts';
import { Fault } from '../../../platform/fault.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type Battery, limitsDuring, type PowerLimits } from '../../assets/index.ts';
import { readOfflineSpans, readPeriodPoints } from '../../telemetry/index.ts';
import { readOutcomes } from '../../trading/index.ts';
import { acceptanceWishes } from '../acceptances/decide-acceptances.ts';
import { readAcceptancesOver } from '../acceptances/take-acceptances.ts';
import type { Setpoint, Wish } from '../decide-setpoints.ts';
import type { Instruction } from '../instruction.ts';
import { readResponsesOver } from '../responses/enable-response.ts';
import { readInstructionsOver, readOverridesOver } from '../reads.ts';
import { readStopsDuring } from '../stop-dispatch.ts';
import { baselineWishes, overrideWish, stopWish } from '../wishes.ts';
import { askedKwhOf, decidedKwhOf, decideReason, type DispatchReason, type PeriodFacts } from './decide-reason.ts';

/** What was wished, decided, told, done and settled in one settlement period. */
export interface DispatchPeriod {
  readonly period: SettlementPeriod;
  /** In the order of their priorities, the weakest first. */
  readonly wishes: readonly Wish[];
  readonly setpoints: readonly Setpoint[];
  /** Those that were the newest at some time of the period, in the order of their sequences. */
  readonly instructions: readonly Instruction[];
  readonly askedKwh: number | null;
  readonly decidedKwh: number | null;
  readonly meteredKwh: number | null;
  /** For how much of the period the metered energy is known. */
  readonly coveredRatio: number | null;
  readonly settledKwh: number | null;
  readonly settledRevenue: { readonly amount: Decimal; readonly currency: string } | null;
  /** Null until the period is over. */
  readonly reason: DispatchReason | null;
}

interface Wanted {
  readonly battery: Battery;
  readonly span: Interval;
  readonly now: Date;
  readonly calendar: MarketCalendar;
  /** Of the nameplate's energy in a period: asked and done that differ by less are the same. */
  readonly toleranceRatio: number;
}

/** More instructions than this in one answer are refused: some would be missing. */
const INSTRUCTIONS_MAX = 2_000;
/** Known for less than this share of the period, the metered energy says too little. */
const COVERED_RATIO_MIN = 0.9;

/** The periods of a span that have begun, each with all of its links. */
export async function readDispatch(tx: Tx, wanted: Wanted): Promise<DispatchPeriod[]> {
  const { battery, now } = wanted;
  const periods = periodsIn(wanted);
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (!first || !last) return [];
  const { batteryId } = battery;
  const span = { fromAt: first.fromAt, untilAt: last.untilAt };
  const instructions = await readInstructionsOver(tx, { batteryId, span, countMax: INSTRUCTIONS_MAX + 1 });
  if (instructions.length > INSTRUCTIONS_MAX)
    throw new Fault('BAD_USER_INPUT', {
      tell: `There are more than ${INSTRUCTIONS_MAX} instructions in the span; ask for a shorter one.`,
    });
  const points = await readPeriodPoints(tx, { batteryId, span });
  const outcomes = await readOutcomes(tx, { batteryId, span, now });
  const records = {
    held: heldOf(instructions),
    wishes: await readWishes(tx, { battery, span }),
    metered: new Map(points.map((point) => [point.fromAt.getTime(), point])),
    outcomes: new Map(outcomes.map((outcome) => [outcome.period.fromAt.getTime(), outcome])),
    limits: await limitsDuring(tx, { battery, span }),
    offline: await readOfflineSpans(tx, { batteryId, span }),
  };
  return periods.map((period) => periodOf(period, { ...wanted, ...records }));
}

function periodsIn({ span, now, calendar }: Wanted): SettlementPeriod[] {
  const periods: SettlementPeriod[] = [];
  const lastDate = settlementDateOf(span.untilAt, calendar);
  for (let date = settlementDateOf(span.fromAt, calendar); date <= lastDate; date = addDays(date, 1)) {
    periods.push(...periodsOfDay(date, calendar));
  }
  return periods.filter(({ fromAt }) => fromAt >= span.fromAt && fromAt < span.untilAt && fromAt <= now);
}

interface Held extends Interval {
  readonly instruction: Instruction;
}

/** Each instruction from its issue until the next one's, or until it runs out. */
function heldOf(instructions: readonly Instruction[]): Held[] {
  return instructions.flatMap((instruction, index) => {
    const nextAt = instructions[index + 1]?.issuedAt ?? END_OF_TIME;
    const untilAt = nextAt < instruction.validUntil ? nextAt : instruction.validUntil;
    return instruction.issuedAt < untilAt ? [{ instruction, fromAt: instruction.issuedAt, untilAt }] : [];
  });
}

/** What was wished beside the plan, the weakest first, each from when it was said until it was taken back. */
async function readWishes(tx: Tx, { battery, span }: { battery: Battery; span: Interval }): Promise<Wish[]> {
  const { batteryId } = battery;
  const responses = await readResponsesOver(tx, { batteryId, span });
  const acceptances = await readAcceptancesOver(tx, { batteryIds: [batteryId], ...span });
  const overrides = await readOverridesOver(tx, { batteryId, span });
  const stops = await readStopsDuring(tx, { battery, span });
  const said = (fromAt: Date, endedAt: Date | null): Interval => ({ fromAt, untilAt: endedAt ?? END_OF_TIME });
  return [
    ...responses.flatMap((one) => clippedTo(said(one.setAt, one.disabledAt), baselineWishes(one))),
    ...acceptanceWishes(acceptances.get(batteryId) ?? []),
    ...overrides.flatMap((one) => clippedTo(said(one.setAt, one.cancelledAt), [overrideWish(one)])),
    ...stops.flatMap((one) => clippedTo(said(one.setAt, one.liftedAt), [stopWish(one)])),
  ];
}

interface Records extends Wanted {
  readonly held: readonly Held[];
  readonly wishes: readonly Wish[];
  readonly metered: ReadonlyMap<number, { exportedKwh: number | null; importedKwh: number | null; coveredRatio: number }>;
  readonly outcomes: ReadonlyMap<number, Awaited<ReturnType<typeof readOutcomes>>[number]>;
  readonly limits: PowerLimits;
  readonly offline: readonly Interval[];
}

function periodOf(period: SettlementPeriod, records: Records): DispatchPeriod {
  const { battery, now, toleranceRatio } = records;
  const atMs = period.fromAt.getTime();
  const [outcome, metered] = [records.outcomes.get(atMs), records.metered.get(atMs)];
  const held = clippedTo(period, records.held);
  const setpoints = held.flatMap((one) => clippedTo(one, one.instruction.setpoints));
  const meteredKwh =
    metered && metered.exportedKwh !== null && metered.importedKwh !== null ? metered.exportedKwh - metered.importedKwh : null;
  const settledKwh = outcome?.netExportedKwh ?? null;
  const nameplateKw = Math.max(battery.chargePowerKwMax, battery.dischargePowerKwMax);
  const facts: PeriodFacts = {
    period,
    plannedPowerKw: outcome?.plannedPowerKw ?? null,
    setpoints,
    limits: records.limits,
    instructions: held.map(({ instruction, fromAt, untilAt }) => ({ ...instruction, fromAt, untilAt })),
    doneKwh: (metered?.coveredRatio ?? 0) >= COVERED_RATIO_MIN ? meteredKwh : settledKwh,
    responseKwhMax: held
      .flatMap((one) => clippedTo(one, one.instruction.responses))
      .reduce((sum, one) => sum + kwhOf({ powerKw: one.contractedPowerKw, durationMs: durationMs(one) }), 0),
    offlineMs: clippedTo(period, records.offline).reduce((sum, one) => sum + durationMs(one), 0),
    toleranceKwh: kwhOf({ powerKw: nameplateKw * toleranceRatio, durationMs: durationMs(period) }),
  };
  return {
    period,
    wishes: [...plannedWish(period, facts.plannedPowerKw), ...clippedTo(period, records.wishes)],
    setpoints,
    instructions: held.map(({ instruction }) => instruction),
    askedKwh: facts.plannedPowerKw === null ? null : askedKwhOf(facts),
    decidedKwh: setpoints.length === 0 ? null : decidedKwhOf(setpoints),
    meteredKwh,
    coveredRatio: metered?.coveredRatio ?? null,
    settledKwh,
    settledRevenue: outcome?.realisedRevenue ?? null,
    reason: period.untilAt <= now ? decideReason(facts) : null,
  };
}

function plannedWish({ fromAt, untilAt }: Interval, powerKw: number | null): Wish[] {
  return powerKw === null ? [] : [{ source: 'PLAN', powerKw, fromAt, untilAt }];
}
