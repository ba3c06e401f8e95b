import { runAction } from '../../../src/main/run-worker.ts';
import type { Services } from '../../../src/modules/module.ts';
import type { ForecastRequest } from '../../../src/modules/trading/index.ts';
import { openForecaster } from '../../../src/sim/forecaster/simulated-forecaster.ts';
import { wordIn } from '../canary.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';
import { adds, countOf } from './adds.ts';
import { actions, askedBy, runTimer, withFiles } from './own-work.ts';

/** Of three methods of our own and of a forecaster, for two kinds of price. */
const MADE_COUNT = 8;

const FIRST_UNKNOWN_DATE = '2026-05-14';

/** What is expected of a market rests on A's prices alone, and so does how it did. */
export async function askForecasts(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  await world.owner`
    insert into market_price
    select tenant_id, market, period_start - make_interval(days => day), known_at - interval '30 days', period_end - make_interval(days => day),
      settlement_date - day, period_index, import_price_per_mwh, export_price_per_mwh, currency, source
    from market_price cross join generate_series(1, 9) as day
    where tenant_id = ${A.tenantId} and settlement_date = '2026-05-12' on conflict do nothing`;
  const requests = await withForecaster(twins, (services) =>
    adds(twins, { table: 'forecast', least: MADE_COUNT }, () => forecastAll(services)),
  );
  const word = wordIn(JSON.stringify(requests));
  findings.expect('a forecaster', word === null, `is told ${word}`);
  // A's prices are known until then, and nobody else's are.
  const isMeant = requests.length > 0 && requests.every(({ periods }) => periods[0]?.settlementDate === FIRST_UNKNOWN_DATE);
  findings.expect('a forecaster', isMeant, 'is not asked for what A does not know, or not at all');
  const [highest] = await world.owner<{ price: number }[]>`
    select max(quantile) as price from forecast_period, unnest(quantiles) as quantile where tenant_id = ${A.tenantId}`;
  findings.expect('a forecast', (highest?.price ?? 0) < 10_000, `reckons with what others paid: ${highest?.price}`);
}

/** Neither the prices nor the forecasts of others, all newer than A's, make one of A's due, or keep it from being due. */
export async function askDueForecasts(twins: TwinWorld): Promise<void> {
  const moved = async (table: 'market_price' | 'forecast', column: 'known_at' | 'made_at', hours: number): Promise<void> => {
    await twins.world.owner.unsafe(
      `update ${table} set ${column} = ${column} - interval '${hours} hours'
       where tenant_id = '${A.tenantId}' and ${column} > (select max(${column}) from ${table} where tenant_id = '${A.tenantId}') - interval '1 hour'`,
    );
  };
  await withForecaster(twins, async (services) => {
    await moved('market_price', 'known_at', 2);
    await moved('forecast', 'made_at', 1);
    await adds(twins, { table: 'forecast', least: 0, most: 0 }, () => forecastAll(services));
    await expectAskedFor(twins, 0);
    await moved('forecast', 'made_at', 2);
    await expectAskedFor(twins, 2);
    await adds(twins, { table: 'forecast', least: MADE_COUNT }, () => forecastAll(services));
  });
}

/** The timer asks for the work on A's market where it is due, and for nobody else's. */
async function expectAskedFor(twins: TwinWorld, count: number): Promise<void> {
  const { findings } = twins;
  const asked = await askedBy(twins, 'watch-forecasts');
  const isMeant = asked.length === count && asked.every(({ tenantId }) => tenantId === A.tenantId);
  findings.count();
  findings.expect('the timer of forecasts', isMeant, `asks for ${JSON.stringify(asked)} instead of ${count} of A's`);
}

/** How methods did is reckoned of the days of which A's own prices have become known, and with these. */
export async function askScores(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  // Of this day A has forecasts, and others have the prices.
  const where = `settlement_date = '2026-05-14'`;
  findings.expect('a score', (await countOf(twins, 'forecast_period', where)) > 0, 'has nothing to be of');
  await adds(twins, { table: 'forecast_score', where, least: 0, most: 0 }, () => forecastAll(world.services));
  world.clock.advance({ minutes: 1 });
  await world.publishPrices('alder', '2026-05-14');
  await adds(twins, { table: 'forecast_score', where, least: 2 }, () => forecastAll(world.services));
}

/** What A no longer keeps of A's forecasts goes. */
export async function askForgottenForecasts(twins: TwinWorld): Promise<void> {
  const { owner, services } = twins.world;
  const old = `known_at < '2025-01-01'`;
  const aged = await owner`
    update forecast set known_at = known_at - interval '2 years' where tenant_id = ${A.tenantId}
      and forecast_id = (select forecast_id from forecast where tenant_id = ${A.tenantId} order by known_at limit 1)`;
  await runTimer(services, 'forget-forecasts');
  twins.findings.count();
  const left = await countOf(twins, 'forecast', old);
  twins.findings.expect('old forecasts', aged.count === 1 && left === 0, 'are kept');
}

async function forecastAll(services: Services): Promise<void> {
  for (const action of actions.filter((one) => 'runForMarket' in one))
    await runAction(services, action, [{ tenantId: A.tenantId, market: 'GB' }]);
}

/** As if every tenant's file named a forecaster; returns what it was asked. */
async function withForecaster(
  { world }: TwinWorld,
  work: (services: Services) => Promise<void>,
): Promise<readonly ForecastRequest[]> {
  const forecaster = await openForecaster();
  const forecasters = [
    { name: 'theirs', url: forecaster.url, kinds: ['IMPORT_PRICE', 'EXPORT_PRICE'], timeoutSeconds: 5 },
  ] as const;
  await work(withFiles(world.services, (entry) => ({ ...entry, forecasts: { ...entry.forecasts, forecasters } })));
  await forecaster.close();
  return forecaster.asked;
}
