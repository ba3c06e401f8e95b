import { present, unreachable } from '../../../kernel/assert.ts';
import type { MarketOrderId, TenantId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { marketOf } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { idOfKey } from '../../tenancy/index.ts';
import { DEADLINE_MS } from '../make-plan.ts';
import { awaitAward } from './await-award.ts';
import { buildOrders } from './build-orders.ts';
import { decideStep } from './decide-step.ts';
import { fetchKnown } from './fetch-known.ts';
import { forecastPrices } from './forecast-prices.ts';
import { optimiseBatteries } from './optimise-batteries.ts';
import type { Bid, Fetched, Forecast, MarketRun, Optimised, RunStep } from './run-facts.ts';
import { readFact, readRun, readRunFacts } from './run-reads.ts';
import { saveFact } from './save-fact.ts';
import { submitOrders } from './submit-orders.ts';

/** A run has fewer steps than this and rounds of sending; whatever is left is done at the next look. */
const STEPS_AT_ONCE_MAX = 100;

/** Takes a run as far as it goes now, from the last fact on. Doing it twice, or in two processes, changes nothing. */
export async function continueRun(
  services: Services,
  { tenantId, subjectId }: { tenantId: TenantId; subjectId: string },
): Promise<void> {
  for (let count = 0; count < STEPS_AT_ONCE_MAX; count += 1) {
    if (!(await takeNextStep(services, { tenantId, runId: subjectId }))) return;
  }
}

/** False when there is nothing to do now. */
async function takeNextStep(services: Services, { tenantId, runId }: { tenantId: TenantId; runId: string }): Promise<boolean> {
  const { run, taken } = await services.db.read(tenantId, async (tx) => ({
    run: await readRun(tx, runId),
    taken: new Set(((await readRunFacts(tx, [runId])).get(runId) ?? []).map(({ step }) => step)),
  }));
  if (!run) return false;
  const next = decideStep({ ...run, taken, now: services.clock.now() });
  switch (next.kind) {
    case 'over':
      return false;
    case 'abandon':
      return abandon(services, { tenantId, run, reason: next.reason });
    case 'take':
      return takeStep(services, { tenantId, run, step: next.step });
    default:
      return unreachable(next);
  }
}

interface Stepping {
  readonly tenantId: TenantId;
  readonly run: MarketRun;
}

async function takeStep(services: Services, { tenantId, run, step }: Stepping & { step: RunStep }): Promise<boolean> {
  switch (step) {
    case 'FETCH':
      return fetchStep(services, { tenantId, run });
    case 'FORECAST':
      return forecastStep(services, { tenantId, run });
    case 'OPTIMISE':
      return optimiseStep(services, { tenantId, run });
    case 'BID':
      return bidStep(services, { tenantId, run });
    case 'SUBMIT':
      return submitOrders(services, { tenantId, run });
    case 'AWARD':
      return awaitAward(services, { tenantId, run });
    default:
      return unreachable(step);
  }
}

async function fetchStep(services: Services, { tenantId, run }: Stepping): Promise<boolean> {
  const fact = await services.db.read(tenantId, (tx) => fetchKnown(services, tx, run));
  const summary = `${fact.prices.length} prices and ${fact.batteries.length} batteries are known; of ${fact.missing.length} batteries too little is.`;
  return services.db.write(tenantId, (tx) => saveFact(tx, { runId: run.runId, step: 'FETCH', knownAt: fact.at, summary, fact }));
}

async function forecastStep(services: Services, { tenantId, run }: Stepping): Promise<boolean> {
  const fetched = await factOf<Fetched>(services, { tenantId, run }, 'FETCH');
  const { calendar } = marketOf(run.market);
  const fact = forecastPrices(fetched, { calendar, deliveryDate: run.deliveryDate });
  if (!fact) return abandon(services, { tenantId, run, reason: 'Too few prices are known to expect any for the delivery day.' });
  const forecasts = fact.prices.filter(({ isKnown }) => !isKnown);
  const methods = [...new Set(forecasts.flatMap(({ method }) => method ?? []))].toSorted().join(', ');
  const by = methods === '' ? '' : ` by ${methods}`;
  const summary = `${fact.prices.length} prices to the end of the delivery day, ${forecasts.length} of them expected${by}.`;
  return save(services, { tenantId, run }, { step: 'FORECAST', summary: `${summary}${availabilitySummary(fact)}`, fact });
}

function availabilitySummary({ availability }: Forecast): string {
  return availability ? ` A price is expected of ${availability.length} services in their blocks.` : '';
}

async function optimiseStep(services: Services, { tenantId, run }: Stepping): Promise<boolean> {
  const fetched = await factOf<Fetched>(services, { tenantId, run }, 'FETCH');
  const forecast = await factOf<Forecast>(services, { tenantId, run }, 'FORECAST');
  const question = { fetched, forecast, deliveryDate: run.deliveryDate };
  const fact = await optimiseBatteries(question, (problem) => services.planner.plan(problem, { deadlineMs: DEADLINE_MS }));
  const summary = `${fetched.batteries.length} batteries planned.`;
  return save(services, { tenantId, run }, { step: 'OPTIMISE', summary, fact });
}

/** The orders and the fact that they are decided are one transaction: nothing is sent that is not stored. */
async function bidStep(services: Services, { tenantId, run }: Stepping): Promise<boolean> {
  const fetched = await factOf<Fetched>(services, { tenantId, run }, 'FETCH');
  const forecast = await factOf<Forecast>(services, { tenantId, run }, 'FORECAST');
  const optimised = await factOf<Optimised>(services, { tenantId, run }, 'OPTIMISE');
  const fact = buildOrders({ fetched, forecast, optimised });
  const soldCount = fact.orders.filter(({ side }) => side === 'SELL').length;
  const summary = `${fact.orders.length} orders, ${soldCount} of them to sell.`;
  return services.db.write(tenantId, async (tx) => {
    const isNew = await saveFact(tx, { runId: run.runId, step: 'BID', knownAt: services.clock.now(), summary, fact });
    if (isNew) await insertOrders(tx, { run, bid: fact, currency: fetched.rules.currency });
    return isNew;
  });
}

async function insertOrders(
  { sql, tenantId }: Tx,
  { run, bid, currency }: { run: MarketRun; bid: Bid; currency: string },
): Promise<void> {
  for (const { period, service = null, side, volumeMw, limitPricePerMwh, shares } of bid.orders) {
    const place = [period.fromAt.toISOString(), ...(service === null ? [] : [service])];
    const orderId: MarketOrderId = idOfKey(tenantId, 'market-order', run.runId, ...place);
    await sql`
      insert into market_order (tenant_id, order_id, run_id, reference, period_start, period_end, settlement_date, period_index, side,
        volume_mw, limit_price_per_mwh, currency, service)
      values (${tenantId}, ${orderId}, ${run.runId}, ${`HF-${orderId}`}, ${period.fromAt}, ${period.untilAt}, ${period.settlementDate},
        ${period.periodIndex}, ${side}, ${volumeMw}, ${limitPricePerMwh}, ${currency}, ${service})`;
    await sql`
      insert into market_order_share (tenant_id, order_id, battery_id, power_kw)
      select ${tenantId}::uuid, ${orderId}::uuid, * from unnest(
        ${shares.map(({ batteryId }) => batteryId)}::uuid[], ${shares.map(({ powerKw }) => powerKw)}::float8[])`;
  }
}

async function abandon(services: Services, { tenantId, run, reason }: Stepping & { reason: string }): Promise<boolean> {
  const { runId, market, product, deliveryDate } = run;
  services.log.error({ tenantId, runId, market, product, deliveryDate, reason }, 'a market run was abandoned');
  return save(services, { tenantId, run }, { step: 'ABANDON', summary: reason, fact: {} });
}

interface NewFact {
  readonly step: 'FORECAST' | 'OPTIMISE' | 'ABANDON';
  readonly summary: string;
  readonly fact: object;
}

function save(services: Services, { tenantId, run }: Stepping, fact: NewFact): Promise<boolean> {
  return services.db.write(tenantId, (tx) => saveFact(tx, { ...fact, runId: run.runId, knownAt: services.clock.now() }));
}

/** What an earlier step came to, as it was kept: a run that is replayed begins from the very same. */
async function factOf<Fact>(services: Services, { tenantId, run }: Stepping, step: RunStep): Promise<Fact> {
  const fact = await services.db.read(tenantId, (tx) => readFact<Fact>(tx, run.runId, step));
  return present(fact, `what ${step} came to`);
}
