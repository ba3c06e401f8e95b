import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { sumOf } from '../../kernel/money.ts';
import { ratioFromPercent } from '../../kernel/units.ts';
import { type Battery, readAllBatteries } from '../../modules/assets/index.ts';
import { countInstructions, countLimitViolations } from '../../modules/control/index.ts';
import { marketOf, readSettledPeriods } from '../../modules/markets/index.ts';
import type { Services } from '../../modules/module.ts';
import { readOutcomes } from '../../modules/trading/index.ts';
import type { Tx } from '../../platform/tenant-db.ts';

/** What one battery did over the run. Money in major units of the currency. */
export interface BatterySummary {
  readonly tenant: string;
  readonly battery: string;
  readonly batteryId: string;
  /** All that its metered energy was worth. */
  readonly earnedRevenue: number;
  /** Planned and realised over the same periods: those that were planned before they began and are settled. */
  readonly plannedRevenue: number;
  readonly realisedRevenue: number;
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly cyclesCount: number;
  readonly instructionsSent: number;
  readonly instructionsApplied: number;
  readonly instructionsRefused: number;
  /** A newer one took their place before the site applied them. */
  readonly instructionsSuperseded: number;
  readonly instructionsExpired: number;
  readonly limitViolations: number;
  /** Of `periods` settlement periods in the span, how many are settled, and how many of those were planned before they began. */
  readonly periods: number;
  readonly settledPeriods: number;
  readonly comparedPeriods: number;
}

export interface Summary {
  readonly fromAt: string;
  readonly untilAt: string;
  readonly currency: string;
  readonly limitViolations: number;
  readonly earnedRevenue: number;
  readonly plannedRevenue: number;
  readonly realisedRevenue: number;
  /** What the batteries earned as a share of what was planned; null when nothing was planned. */
  readonly realisedOverPlanned: number | null;
  readonly batteries: readonly BatterySummary[];
}

/** Sums up a span of time from what Postgres holds. */
export async function summarise(services: Services, span: Interval): Promise<Summary> {
  const batteries: BatterySummary[] = [];
  for (const { tenantId, name } of services.tenants.all()) {
    const of = await services.db.read(tenantId, async (tx) => {
      const summaries: BatterySummary[] = [];
      for (const battery of await readAllBatteries(tx))
        summaries.push(await summariseBattery(tx, { battery, tenant: name, span }));
      return summaries;
    });
    batteries.push(...of);
  }
  const plannedRevenue = total(batteries, (battery) => battery.plannedRevenue);
  const realisedRevenue = total(batteries, (battery) => battery.realisedRevenue);
  return {
    fromAt: span.fromAt.toISOString(),
    untilAt: span.untilAt.toISOString(),
    currency: 'GBP',
    limitViolations: total(batteries, (battery) => battery.limitViolations),
    earnedRevenue: total(batteries, (battery) => battery.earnedRevenue),
    plannedRevenue,
    realisedRevenue,
    realisedOverPlanned: plannedRevenue === 0 ? null : round(realisedRevenue / plannedRevenue, 5),
    batteries,
  };
}

async function summariseBattery(
  tx: Tx,
  { battery, tenant, span }: { battery: Battery; tenant: string; span: Interval },
): Promise<BatterySummary> {
  const { batteryId } = battery;
  const outcomes = await readOutcomes(tx, { batteryId, span, now: span.untilAt });
  // Compared like with like: only periods that were planned before they began and are metered.
  const complete = outcomes.flatMap(({ plannedRevenue, realisedRevenue, ...outcome }) =>
    plannedRevenue && realisedRevenue ? [{ ...outcome, plannedRevenue, realisedRevenue }] : [],
  );
  const settled = await readSettledPeriods(tx, { batteryId, span });
  const exportedKwh = settled.reduce((sum, period) => sum + period.exportedKwh, 0);
  const instructions = await countInstructions(tx, { batteryId, span });
  return {
    tenant,
    battery: battery.name,
    batteryId,
    earnedRevenue: Number(sumOf(settled.map((period) => period.revenue.amount))),
    plannedRevenue: Number(sumOf(complete.map((outcome) => outcome.plannedRevenue.amount))),
    realisedRevenue: Number(sumOf(complete.map((outcome) => outcome.realisedRevenue.amount))),
    exportedKwh: round(exportedKwh, 3),
    importedKwh: round(
      settled.reduce((sum, period) => sum + period.importedKwh, 0),
      3,
    ),
    cyclesCount: round(exportedKwh / ratioFromPercent(battery.dischargeEfficiencyPercent) / battery.energyCapacityKwh, 3),
    instructionsSent: instructions.sentCount,
    instructionsApplied: instructions.appliedCount,
    instructionsRefused: instructions.refusedCount,
    instructionsSuperseded: instructions.supersededCount,
    instructionsExpired: instructions.expiredCount,
    limitViolations: await countLimitViolations(tx, { batteryId, span }),
    periods: Math.round(durationMs(span) / (marketOf(battery.site.market).calendar.periodMinutes * 60_000)),
    settledPeriods: settled.length,
    comparedPeriods: complete.length,
  };
}

/** The summary as a table for people. */
export function printSummary({ batteries, ...whole }: Summary): string {
  const header = [
    'battery',
    'earned',
    'planned',
    'realised',
    'share',
    'out kWh',
    'in kWh',
    'cycles',
    'sent',
    'applied',
    'refused',
    'superseded',
    'expired',
    'violations',
    'periods',
  ];
  const rows = batteries.map((battery) => [
    battery.battery,
    pounds(battery.earnedRevenue),
    pounds(battery.plannedRevenue),
    pounds(battery.realisedRevenue),
    share(battery.plannedRevenue, battery.realisedRevenue),
    battery.exportedKwh.toFixed(1),
    battery.importedKwh.toFixed(1),
    battery.cyclesCount.toFixed(2),
    String(battery.instructionsSent),
    String(battery.instructionsApplied),
    String(battery.instructionsRefused),
    String(battery.instructionsSuperseded),
    String(battery.instructionsExpired),
    String(battery.limitViolations),
    `${battery.settledPeriods}/${battery.periods}`,
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [
    `${whole.fromAt} to ${whole.untilAt}`,
    line(header),
    ...rows.map(line),
    `Earned ${pounds(whole.earnedRevenue)}. Planned ${pounds(whole.plannedRevenue)}, realised ${pounds(whole.realisedRevenue)} over the same periods (${share(whole.plannedRevenue, whole.realisedRevenue)}). Limit violations ${whole.limitViolations}.`,
  ].join('\n');
}

function total(batteries: readonly BatterySummary[], valueOf: (battery: BatterySummary) => number): number {
  return round(
    batteries.reduce((sum, battery) => sum + valueOf(battery), 0),
    6,
  );
}

function share(planned: number, realised: number): string {
  return planned === 0 ? '-' : `${((realised / planned) * 100).toFixed(2)} %`;
}

function pounds(amount: number): string {
  return `${amount < 0 ? '-' : ''}£${Math.abs(amount).toFixed(2)}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
