import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { FORECAST_KINDS, type ForecastKind } from '../../../platform/forecast-policy.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { Market } from '../../markets/index.ts';
import type { PeriodForecast } from './forecast-method.ts';

/** What a forecaster is asked and answers, version 1. Fields may be added to the request; an answer has no others. */
const closed = { additionalProperties: false };
const Instant = Type.String({ description: 'An instant in UTC, RFC 3339.', minLength: 20, maxLength: 30 });
/** Days of 50 half-hours or 100 quarters: three of them, with room. */
const PERIOD_COUNT_MAX = 400;
/** No market has prices beyond it. */
const PRICE_MAX = 1_000_000;

export const FORECAST_REQUEST = Type.Object(
  {
    version: Type.Literal(1),
    market: Type.String({ description: 'The market, by its code in the API.' }),
    kind: Type.Enum([...FORECAST_KINDS], { description: 'What is to be forecast, in `currency` per MWh.' }),
    currency: Type.String({ description: 'ISO 4217.' }),
    timeZone: Type.String({ description: 'Of the settlement days, an IANA name.' }),
    askedAt: Instant,
    levels: Type.Array(Type.Number(), { description: 'The levels of the quantiles that are wanted, rising.' }),
    periods: Type.Array(
      Type.Object(
        {
          startAt: Instant,
          endAt: Instant,
          settlementDate: Type.String({ description: 'The settlement date, a civil date.' }),
          periodIndex: Type.Integer({ description: 'Number within the settlement day, from 1.' }),
        },
        closed,
      ),
      { description: 'The settlement periods whose price is not known yet, in the order of time.', maxItems: PERIOD_COUNT_MAX },
    ),
  },
  { ...closed, title: 'What a forecaster is asked' },
);

export const FORECAST_ANSWER = Type.Object(
  {
    version: Type.Literal(1),
    periods: Type.Array(
      Type.Object(
        {
          startAt: Type.String({ description: 'Of one of the periods asked about, as it was written there.', maxLength: 30 }),
          quantiles: Type.Array(Type.Number({ minimum: -PRICE_MAX, maximum: PRICE_MAX }), {
            description: 'One price for each level asked for, never falling.',
            minItems: 1,
            maxItems: 19,
          }),
        },
        closed,
      ),
      { description: 'Each period once at most; what is left out is not forecast.', minItems: 1, maxItems: PERIOD_COUNT_MAX },
    ),
  },
  { ...closed, title: 'What a forecaster answers' },
);

export type ForecastRequest = Static<typeof FORECAST_REQUEST>;

interface Asked {
  readonly market: Market;
  readonly kind: ForecastKind;
  readonly askedAt: Date;
  readonly levels: readonly number[];
  readonly periods: readonly SettlementPeriod[];
}

/** Pure. */
export function requestOf({ market, kind, askedAt, levels, periods }: Asked): ForecastRequest {
  return {
    version: 1,
    market: market.code,
    kind,
    currency: market.currency,
    timeZone: market.calendar.timeZone,
    askedAt: askedAt.toISOString(),
    levels: [...levels],
    periods: periods.map(({ fromAt, untilAt, settlementDate, periodIndex }) => {
      return { startAt: fromAt.toISOString(), endAt: untilAt.toISOString(), settlementDate, periodIndex };
    }),
  };
}

const compiled = Compile(FORECAST_ANSWER);

export type ParsedAnswer =
  | { readonly ok: true; readonly periods: PeriodForecast[] }
  | { readonly ok: false; readonly reason: string };

/** Reads an answer; one with a mistake is refused as a whole, with what is wrong and where. Pure. */
export function parseAnswer(text: string, { levels, periods }: Pick<Asked, 'levels' | 'periods'>): ParsedAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('the answer is not JSON');
  }
  if (!compiled.Check(value)) {
    const [error] = compiled.Errors(value);
    return refuse(error ? problemOf(error) : 'the answer has another form');
  }
  const asked = new Map(periods.map((period) => [period.fromAt.toISOString(), period]));
  const forecasts: PeriodForecast[] = [];
  for (const [index, { startAt, quantiles }] of value.periods.entries()) {
    const at = `periods.${index}`;
    const period = asked.get(startAt);
    if (!period) return refuse(`${at}.startAt ${JSON.stringify(startAt)} was not asked about, or is told twice`);
    if (quantiles.length !== levels.length)
      return refuse(`${at}.quantiles has ${quantiles.length} values for ${levels.length} levels`);
    if (quantiles.some((one, place) => one < (quantiles[place - 1] ?? one)))
      return refuse(`${at}.quantiles falls: quantiles cross`);
    asked.delete(startAt);
    forecasts.push({ period, quantiles });
  }
  return { ok: true, periods: forecasts.toSorted((one, other) => one.period.fromAt.getTime() - other.period.fromAt.getTime()) };
}

/** The validator says of a field that is not documented that "schema is false". */
function problemOf({ instancePath, message }: { readonly instancePath: string; readonly message: string }): string {
  const place = instancePath.slice(1).replaceAll('/', '.') || 'the answer';
  return `${place} ${message === 'schema is false' ? 'is not a field of an answer' : message}`;
}

function refuse(reason: string): ParsedAnswer {
  return { ok: false, reason };
}
