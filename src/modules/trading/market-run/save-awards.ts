import { present } from '../../../kernel/assert.ts';
import type { BatteryId } from '../../../kernel/ids.ts';
import { overlapMs } from '../../../kernel/intervals.ts';
import { type Decimal } from '../../../kernel/money.ts';
import { addDays, periodsOfDay, type SettlementPeriod } from '../../../kernel/periods.ts';
import { announce, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { type AvailabilityPrice, marketOf, saveAvailabilityPrices } from '../../markets/index.ts';
import { divideAward } from './divide-award.ts';
import { divideCapacity } from './divide-capacity.ts';
import type { JudgedAward } from './judge-results.ts';
import type { AuctionRules, MarketRun, OrderShare } from './run-facts.ts';
import { type MarketOrder, readShares } from './run-reads.ts';
import { insertResponsePositions, type NewResponsePosition } from './response-positions.ts';
import { saveFact } from './save-fact.ts';

interface Awarded {
  readonly run: MarketRun;
  readonly rules: AuctionRules;
  readonly orders: readonly MarketOrder[];
  readonly awards: readonly JudgedAward[];
  /** Of capacity: the prices of all services and blocks. */
  readonly cleared: readonly AvailabilityPrice[];
}

/** Awards, what they make each battery have sold, what the auction has cleared at, and the end of the run: all or nothing. The plans of these batteries are made anew. */
export async function saveAwards(platform: Platform, tx: Tx, awarded: Awarded): Promise<boolean> {
  const { run, rules, orders, awards, cleared } = awarded;
  const knownAt = platform.clock.now();
  const shares = await readShares(tx, run.runId);
  const positions = rules.capacity ? [] : positionsOf({ run, orders, awards, shares });
  const responses = rules.capacity ? responsesOf({ run, rules, orders, awards, shares }) : [];
  const takenCount = awards.filter(({ volumeMw }) => volumeMw > 0).length;
  const summary = `${takenCount} of ${orders.length} orders were taken, in whole or in part.`;
  const fact = { awardCount: takenCount, positionCount: positions.length + responses.length };
  if (!(await saveFact(tx, { runId: run.runId, step: 'AWARD', knownAt, summary, fact }))) return false;
  await insertAwards(tx, { awards, knownAt });
  await insertPositions(tx, { run, rules, positions, knownAt });
  await insertResponsePositions(tx, { runId: run.runId, currency: rules.currency, positions: responses, knownAt });
  const { market, product } = run;
  await saveAvailabilityPrices(tx, { market, product, prices: cleared, source: `market-run/${run.runId}`, knownAt });
  const batteryIds = [...new Set([...positions, ...responses].map(({ batteryId }) => batteryId))];
  await announce(platform, tx, { announcement: 'positions-changed', batteryIds });
  return true;
}

interface NewPosition {
  readonly batteryId: BatteryId;
  readonly period: SettlementPeriod;
  readonly powerKw: number;
  readonly pricePerMwh: Decimal;
}

interface Divided extends Pick<Awarded, 'run' | 'orders' | 'awards'> {
  readonly shares: ReadonlyMap<string, readonly OrderShare[]>;
}

/** Each award divided among the batteries of its order, in each settlement period that it covers. Pure. */
function positionsOf({ run, orders, awards, shares }: Divided): NewPosition[] {
  const settled = settledAround(run);
  return takenOf({ orders, awards }).flatMap(({ order, volumeMw, pricePerMwh }) => {
    const { orderId } = order;
    const covered = settled.filter((period) => overlapMs(period, order.period) > 0);
    return divideAward({ side: order.side, volumeMw, shares: shares.get(orderId) ?? [] })
      .filter(({ powerKw }) => powerKw !== 0)
      .flatMap(({ batteryId, powerKw }) => covered.map((period) => ({ batteryId, period, powerKw, pricePerMwh })));
  });
}

/** The same of capacity. Pure. */
function responsesOf({ run, rules, orders, awards, shares }: Divided & Pick<Awarded, 'rules'>): NewResponsePosition[] {
  const settled = settledAround(run);
  return takenOf({ orders, awards }).flatMap(({ order, volumeMw, pricePerMwh: pricePerMwHour }) => {
    const terms = rules.capacity?.services.find(({ name }) => name === order.service);
    if (!terms) return [];
    const { period: block, orderId } = order;
    const periods = settled.filter((period) => overlapMs(period, block) > 0);
    const divided = divideCapacity(block, { periods, volumeMw, pricePerMwHour, shares: shares.get(orderId) ?? [] });
    return divided.map((one) => ({ ...one, block, terms, pricePerMwHour }));
  });
}

/** The settlement periods of the delivery date and of the day before, on which its first block begins. */
function settledAround({ market, deliveryDate }: MarketRun): SettlementPeriod[] {
  const { calendar } = marketOf(market);
  return [addDays(deliveryDate, -1), deliveryDate].flatMap((date) => periodsOfDay(date, calendar));
}

function takenOf({ orders, awards }: Pick<Awarded, 'orders' | 'awards'>): (JudgedAward & { readonly order: MarketOrder })[] {
  const byId = new Map<string, MarketOrder>(orders.map((order) => [order.orderId, order]));
  return awards.flatMap((award) => {
    const order = byId.get(award.orderId);
    return order && award.volumeMw > 0 ? [{ ...award, order }] : [];
  });
}

async function insertAwards(
  { sql, tenantId }: Tx,
  { awards, knownAt }: { awards: readonly JudgedAward[]; knownAt: Date },
): Promise<void> {
  await sql`
    insert into market_award (tenant_id, order_id, volume_mw, price_per_mwh, known_at)
    select ${tenantId}::uuid, award.*, ${knownAt}::timestamptz from unnest(
      ${awards.map(({ orderId }) => orderId)}::uuid[], ${awards.map(({ volumeMw }) => volumeMw)}::float8[]::numeric[],
      ${awards.map(({ pricePerMwh }) => pricePerMwh)}::numeric[]) as award`;
}

interface NewPositions extends Pick<Awarded, 'run' | 'rules'> {
  readonly positions: readonly NewPosition[];
  readonly knownAt: Date;
}

async function insertPositions({ sql, tenantId }: Tx, { run, rules, positions, knownAt }: NewPositions): Promise<void> {
  if (positions.length === 0) return;
  const deviationPricePerMwh = present(rules.deviationPricePerMwh, 'what a deviation from sold energy costs');
  await sql`
    insert into market_position (tenant_id, battery_id, run_id, period_start, period_end, settlement_date, period_index, power_kw,
      price_per_mwh, deviation_price_per_mwh, currency, known_at)
    select ${tenantId}::uuid, battery_id, ${run.runId}::uuid, period_start, period_end, settlement_date, period_index, power_kw, price,
      ${deviationPricePerMwh}::numeric, ${rules.currency}, ${knownAt}::timestamptz
    from unnest(
      ${positions.map(({ batteryId }) => batteryId)}::uuid[],
      ${positions.map(({ period }) => period.fromAt.toISOString())}::timestamptz[],
      ${positions.map(({ period }) => period.untilAt.toISOString())}::timestamptz[],
      ${positions.map(({ period }) => period.settlementDate)}::date[],
      ${positions.map(({ period }) => period.periodIndex)}::smallint[],
      ${positions.map(({ powerKw }) => powerKw)}::float8[],
      ${positions.map(({ pricePerMwh }) => pricePerMwh)}::numeric[]
    ) as made (battery_id, period_start, period_end, settlement_date, period_index, power_kw, price)`;
}
