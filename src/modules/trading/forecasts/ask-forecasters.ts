import type { TenantId } from '../../../kernel/ids.ts';
import { dayBounds, settlementDateOf } from '../../../kernel/periods.ts';
import type { Forecaster, ForecastKind } from '../../../platform/forecast-policy.ts';
import type { OutboundAnswer } from '../../../platform/outbound.ts';
import type { MarketTarget } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';
import { marketOf, readPriceVersions } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { readNewestMakings, readNewsAt } from './forecast-reads.ts';
import type { PeriodForecast } from './forecast-method.ts';
import { parseAnswer, requestOf } from './forecaster-exchange.ts';
import { isDue } from './is-due.ts';
import { type MadeForecast, saveForecasts } from './save-forecast.ts';
import { wantedPeriods } from './wanted-periods.ts';

/** Three days of quarter-hours with 19 quantiles each stay well below it. */
const ANSWER_BYTES_MAX = 500_000;

interface Place {
  readonly tenantId: TenantId;
  readonly market: MarketCode;
}

/**
 * Asks the tenant's forecasters for the prices that are not known yet. One that fails is asked again when the queue says so, and is a dead
 * letter with its reason in the end; what the others said is stored by then, and nobody waits for it.
 */
export async function askForecasters(services: Services, target: MarketTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueMarket` put there.
  const place = { tenantId: target.tenantId as TenantId, market: target.market as MarketCode };
  const { forecasters } = services.tenants.byId(place.tenantId).forecasts;
  if (forecasters.length === 0) return;
  const failures: string[] = [];
  const due = await services.db.read(place.tenantId, (tx) => readDue(services, tx, place));
  for (const forecaster of due) {
    const failure = await askOne(services, place, forecaster);
    if (failure !== null) failures.push(`The forecaster ${forecaster.name}: ${failure}.`);
  }
  if (failures.length > 0) throw new Error(failures.join(' '));
}

/** Those that have not said anything since the newest price became known. */
async function readDue({ clock, tenants }: Services, tx: Tx, { tenantId, market }: Place): Promise<readonly Forecaster[]> {
  const makings = await readNewestMakings(tx, { market });
  const newsAt = await readNewsAt(tx, { market });
  const { forecasters } = tenants.byId(tenantId).forecasts;
  return forecasters.filter(({ name }) => isDue({ at: clock.now(), madeAt: makings.get(name) ?? null, newsAt }));
}

/** What it says is stored with the instant at which it came. Null when all went well; otherwise why not. */
async function askOne(services: Services, { tenantId, market: code }: Place, forecaster: Forecaster): Promise<string | null> {
  const { db, clock, tenants } = services;
  const madeAt = clock.now();
  const market = marketOf(code);
  const { quantileLevels: levels } = tenants.byId(tenantId).forecasts;
  const { fromAt } = dayBounds(settlementDateOf(madeAt, market.calendar), market.calendar);
  const prices = await db.read(tenantId, (tx) => readPriceVersions(tx, { market: code, fromAt, knownUntil: madeAt }));
  const periods = wantedPeriods(prices, { at: madeAt, calendar: market.calendar });
  if (periods.length === 0) return null;
  const forecasts: MadeForecast[] = [];
  for (const kind of forecaster.kinds) {
    const body = JSON.stringify(requestOf({ market, kind, askedAt: madeAt, levels, periods }));
    // No connection to the database is held meanwhile.
    const answer = await services.outbound.post({
      url: forecaster.url,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      timeoutMs: forecaster.timeoutSeconds * 1_000,
      answerBytesMax: ANSWER_BYTES_MAX,
    });
    const read = readAnswer(answer, { levels, periods });
    if (!read.ok) return `${kind}: ${read.reason}`;
    forecasts.push(forecastOf({ forecaster, kind, levels, periods: read.periods, madeAt, knownAt: clock.now() }));
  }
  await db.write(tenantId, (tx) => saveForecasts(services, tx, { market: code, forecasts }));
  return null;
}

function readAnswer(answer: OutboundAnswer, asked: Parameters<typeof parseAnswer>[1]): ReturnType<typeof parseAnswer> {
  if (answer.kind === 'unanswered') return { ok: false, reason: answer.reason };
  if (answer.statusCode !== 200) return { ok: false, reason: `answered ${answer.statusCode}` };
  if (!answer.isWhole) return { ok: false, reason: `the answer broke off, or has more than ${ANSWER_BYTES_MAX} bytes` };
  return parseAnswer(answer.excerpt, asked);
}

interface Answered extends Pick<MadeForecast, 'kind' | 'levels' | 'madeAt' | 'knownAt'> {
  readonly forecaster: Forecaster;
  readonly kind: ForecastKind;
  readonly periods: readonly PeriodForecast[];
}

function forecastOf({ forecaster, ...rest }: Answered): MadeForecast {
  return { ...rest, method: forecaster.name, source: new URL(forecaster.url).origin };
}
