import type postgres from 'postgres';
import { idOfKey } from '../../src/modules/tenancy/index.ts';
import { batteryIdOf, fileOf, type Place } from './world.ts';

/** A declaration of a unit that was accepted; of the battery as it stands nothing is a unit. */
export async function insertDeclaration(owner: postgres.Sql, place: Place): Promise<void> {
  const { tenantId, slug } = fileOf(place.tenant);
  const unit = `T_${slug.toUpperCase()}-9`;
  const [declaredAt, fromAt, untilAt] = ['2026-05-12T09:10:00Z', '2026-05-12T11:00:00.000Z', '2026-05-12T11:30:00.000Z'];
  const period = { settlementDate: '2026-05-12', periodIndex: 25, fromAt, untilAt };
  const pairs = [{ pairId: 1, rangeMw: 1, offerPerMwh: '70.00', bidPerMwh: '60.00' }];
  const periods = [{ period, notifiedPowerMw: 1, exportLimitMw: 2, importLimitMw: 1, pairs, isGateClosed: false }];
  await owner`
    insert into declaration values (${tenantId}, ${unit}, 1, ${batteryIdOf(place)}, 'GB', ${declaredAt}, ${owner.json(periods)})`;
  await owner`insert into declaration_event values (${tenantId}, ${unit}, 1, 1, 'SENT', null, ${declaredAt})`;
  await owner`insert into declaration_event values (${tenantId}, ${unit}, 1, 2, 'ACCEPTED', ${`word to ${slug}`}, ${declaredAt})`;
}

/** A look at a settlement date that came to nothing. */
export async function insertPriceLook(owner: postgres.Sql, tenant: Place['tenant']): Promise<void> {
  const { tenantId, slug } = fileOf(tenant);
  await owner`
    insert into price_look (tenant_id, market, settlement_date, asked_at, outcome, reason)
    values (${tenantId}, 'GB', '2026-05-10', '2026-05-12T09:10:00Z', 'UNANSWERED', ${`no answer for ${slug}`})`;
}

/** A run of a tenant that has come to its end: one order of one battery, for an hour of tomorrow. Answers its id. */
export async function insertMarketRun(owner: postgres.Sql, place: Place): Promise<string> {
  const { tenantId, slug } = fileOf(place.tenant);
  const [runId, orderId] = ['run', 'order'].map((name) => idOfKey<string>(tenantId, 'test-market', name));
  const [fromAt, untilAt] = ['2026-05-13T11:00:00Z', '2026-05-13T12:00:00Z'];
  const [openedAt, knownAt] = ['2026-05-12T08:10:00Z', '2026-05-12T09:10:00Z'];
  if (runId === undefined || orderId === undefined) throw new Error('ids of a run and its order');
  await owner`
    insert into market_run values (${tenantId}, ${runId}, 'GB', 'day-ahead hourly', ${slug}, '2026-05-13', '2026-05-12T08:50:00Z',
      '2026-05-13T23:00:00Z', ${openedAt})`;
  for (const step of ['FETCH', 'BID', 'SUBMIT', 'AWARD'])
    await owner`insert into market_run_fact values (${tenantId}, ${runId}, ${step}, ${knownAt}, ${`${step} of ${slug}`}, '{}')`;
  await owner`
    insert into market_order values (${tenantId}, ${orderId}, ${runId}, ${`HF-${orderId}`}, ${fromAt}, ${untilAt}, '2026-05-13', 13, 'SELL',
      0.1, 80, 'GBP')`;
  await owner`insert into market_order_share values (${tenantId}, ${orderId}, ${batteryIdOf(place)}, 1)`;
  await owner`insert into market_order_event values (${tenantId}, ${orderId}, 1, 'SENT', null, ${openedAt})`;
  await owner`insert into market_order_event values (${tenantId}, ${orderId}, 2, 'ACCEPTED', null, ${openedAt})`;
  await owner`insert into market_result_event values (${tenantId}, ${runId}, 1, 'UNANSWERED', ${`no answer for ${slug}`}, ${openedAt})`;
  await owner`insert into market_award values (${tenantId}, ${orderId}, 0.1, 85, ${knownAt})`;
  await owner`
    insert into market_position (tenant_id, battery_id, period_start, run_id, period_end, settlement_date, period_index, power_kw,
      price_per_mwh, deviation_price_per_mwh, currency, known_at)
    values (${tenantId}, ${batteryIdOf(place)}, ${fromAt}, ${runId}, '2026-05-13T11:30:00Z', '2026-05-13', 25, 1, 85, 250, 'GBP', ${knownAt})`;
  // A response of a block that is over: nothing is held for it any more.
  const soldAt = '2026-05-12T02:00:00Z';
  await owner`
    insert into response_position (tenant_id, battery_id, period_start, run_id, service, response_service, direction, period_end,
      settlement_date, period_index, block_start, block_end, power_kw, price_per_mw_hour, full_payment, currency, known_at)
    values (${tenantId}, ${batteryIdOf(place)}, ${soldAt}, ${runId}, 'DCL', 'DC', 'LOW', '2026-05-12T02:30:00Z', '2026-05-12', 7, ${soldAt},
      '2026-05-12T06:00:00Z', 1, 4, 0.002, 'GBP', ${knownAt})`;
  await owner`
    insert into settled_response (tenant_id, battery_id, period_start, run_id, service, is_available, required_kwh, payment, settled_at)
    values (${tenantId}, ${batteryIdOf(place)}, ${soldAt}, ${runId}, 'DCL', true, 0.25, 0.002, ${knownAt})`;
  await owner`
    insert into availability_price (tenant_id, market, product, service, block_start, known_at, block_end, delivery_date, block_index,
      price_per_mw_hour, currency, source)
    values (${tenantId}, 'GB', ${slug}, 'DCL', ${soldAt}, ${knownAt}, '2026-05-12T06:00:00Z', '2026-05-12', 2, 4, 'GBP', ${slug})`;
  return runId;
}
