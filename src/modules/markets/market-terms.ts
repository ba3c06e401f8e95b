import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parse as parseYaml } from 'yaml';
import { parseCivilDate } from '../../kernel/periods.ts';
import { Fault } from '../../platform/fault.ts';
import { MARKET_NAMES, type MarketName } from './market.ts';

const CLOSED = { additionalProperties: false };
/** Seen at the source, seen with somebody who quotes it, or not looked at yet. */
const Evidence = Type.Enum(['verified', 'secondary', 'unverified']);
const CivilDateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Price = Type.String({ pattern: '^-?\\d{1,6}(\\.\\d{1,6})?$' });

const GateParts = {
  name: Type.String({ minLength: 1 }),
  /** What can no longer be changed afterwards. */
  freezes: Type.Enum(['prices', 'volumes', 'everything']),
  evidence: Evidence,
};
const GateTerms = Type.Union([
  Type.Object({ ...GateParts, minutesBefore: Type.Integer({ minimum: 0, maximum: 10_080 }) }, CLOSED),
  Type.Object(
    {
      ...GateParts,
      daysBefore: Type.Integer({ minimum: 0, maximum: 7 }),
      wallTime: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
    },
    CLOSED,
  ),
]);
const AuctionParts = {
  /** Volumes are whole multiples of this, and prices of the other. */
  volumeStepMw: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  priceStep: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  /** A run begins so long before its gate closes: what is known then counts. */
  opensMinutesBefore: Type.Integer({ minimum: 1, maximum: 1_440 }),
  /** Results are asked for from so long after the gate on. */
  resultsMinutesAfter: Type.Integer({ minimum: 0, maximum: 1_440 }),
  evidence: Evidence,
};
const EnergyAuctionTerms = Type.Object(
  {
    ...AuctionParts,
    /** What each MWh beside a position is taken to cost beyond its price: what keeps a plan to what was sold. */
    deviationPricePerMwh: Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,6})?$' }),
  },
  CLOSED,
);
const ServiceTerms = Type.Object(
  {
    /** As orders and results name it. */
    name: Type.String({ minLength: 1, maxLength: 20 }),
    service: Type.Enum(['DC', 'DM', 'DR']),
    direction: Type.Enum(['LOW', 'HIGH']),
    /** What each MW is expected to earn in an hour while no cleared price is known; without it nothing is offered then. */
    expectedPricePerMwHour: Type.Optional(Price),
  },
  CLOSED,
);
const CapacityAuctionTerms = Type.Object(
  {
    ...AuctionParts,
    /** No order is larger. */
    volumeMwMax: Type.Number({ exclusiveMinimum: 0 }),
    /** Of so many delivery days before, the median of what cleared for the same service and block is expected. */
    historyDays: Type.Integer({ minimum: 1, maximum: 60 }),
    services: Type.Array(ServiceTerms, { minItems: 1, maxItems: 20 }),
  },
  CLOSED,
);
const AuctionTerms = Type.Union([EnergyAuctionTerms, CapacityAuctionTerms]);
const BalancingTerms = Type.Object(
  {
    /** Notifications and limits are whole multiples of this, and prices of the other. */
    levelStepMw: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    priceStep: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    /** A limit is a power that the store bears for so long. */
    sustainMinutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
    /** So many settlement days after the present one are declared. */
    daysAhead: Type.Integer({ minimum: 0, maximum: 2 }),
    /** So long before a gate a period is left alone: what is on its way then would come too late. */
    leadSeconds: Type.Integer({ minimum: 0, maximum: 3_600 }),
    /** A limit is raised again when it would rise by more than this; it is lowered at once. */
    raisedByMw: Type.Number({ minimum: 0, maximum: 1_000 }),
    evidence: Evidence,
  },
  CLOSED,
);
const SpanHours = Type.Integer({ minimum: 1, maximum: 8_784 });
const PublicationTerms = Type.Object(
  {
    /** So often the settlement day that runs, and the one before it, are asked for. */
    runningMinutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
    /** So often each of the days before them, whose prices are computed again. */
    settledMinutes: Type.Integer({ minimum: 1, maximum: 44_640 }),
    /** So many settlement days before the present one are asked for. */
    lookBackDays: Type.Integer({ minimum: 1, maximum: 500 }),
    /** One question reaches no further. */
    spanHoursMax: Type.Object(
      { marketIndex: SpanHours, frequency: SpanHours, notifications: SpanHours, acceptances: SpanHours },
      CLOSED,
    ),
    evidence: Evidence,
  },
  CLOSED,
);
const ProductTerms = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    sells: Type.Enum(['energy', 'capacity']),
    orders: Type.Array(Type.Enum(['bid-offer-pairs', 'price-curve', 'block', 'linked-block', 'limit-order', 'price-bands']), {
      minItems: 1,
    }),
    /** Where its periods have another length than those of the market's calendar. */
    periodMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    /** Where they are no settlement periods. */
    periods: Type.Optional(Type.Literal('efa-blocks')),
    gates: Type.Array(GateTerms, { minItems: 1 }),
    /** Where it is an auction in which the platform takes part: how orders are counted, and when what is done. */
    auction: Type.Optional(AuctionTerms),
    /** Where units declare to a system operator what they will do, can do, and ask for doing something else. */
    balancing: Type.Optional(BalancingTerms),
    priceLimits: Type.Array(
      Type.Object(
        { fromDate: CivilDateText, beforeDate: Type.Optional(CivilDateText), least: Price, most: Price, evidence: Evidence },
        CLOSED,
      ),
    ),
  },
  CLOSED,
);
const MarketTermsFormat = Type.Object(
  {
    products: Type.Array(ProductTerms, { minItems: 1 }),
    energyPrices: Type.Array(
      Type.Object(
        {
          import: Type.String(),
          export: Type.String(),
          labels: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
        },
        CLOSED,
      ),
      { minItems: 1 },
    ),
    /** Where somebody publishes what the market came to, and the platform asks for it. */
    publications: Type.Optional(PublicationTerms),
    /** Recorded results of an auction of capacity: of which product they are, and what their columns are called. */
    auctionResults: Type.Optional(
      Type.Object(
        {
          product: Type.String(),
          columns: Type.Object(
            { service: Type.String(), from: Type.String(), until: Type.String(), price: Type.String() },
            CLOSED,
          ),
          evidence: Evidence,
        },
        CLOSED,
      ),
    ),
    acceptances: Type.Object({ withdrawnFlags: Type.Array(Type.String()) }, CLOSED),
  },
  CLOSED,
);

/** What a market's rules are at present, as far as they change or have not been verified: `markets/<market>.yaml`. */
export type MarketTerms = Static<typeof MarketTermsFormat>;
export type ProductTerms = Static<typeof ProductTerms>;
export type GateTerms = Static<typeof GateTerms>;
export type AuctionTerms = Static<typeof AuctionTerms>;
export type PublicationTerms = Static<typeof PublicationTerms>;
export type ServiceTerms = Static<typeof ServiceTerms>;
export type BalancingTerms = Static<typeof BalancingTerms>;

const compiled = Compile(MarketTermsFormat);

/** The terms of every market, from a folder. The first mistake is refused with its file and its place. */
export async function readMarketTerms(folder: string): Promise<Readonly<Record<MarketName, MarketTerms>>> {
  const entries = MARKET_NAMES.map(async (name) => {
    const file = `${name}.yaml`;
    return [name, parseMarketTerms({ file, text: await readFile(path.join(folder, file), 'utf8') })] as const;
  });
  // Every market's name has its entry.
  return Object.fromEntries(await Promise.all(entries)) as Record<MarketName, MarketTerms>;
}

export function parseMarketTerms({ file, text }: { file: string; text: string }): MarketTerms {
  const value: unknown = parsed({ file, text });
  if (!compiled.Check(value)) {
    const [error] = compiled.Errors(value);
    return refuse(file, error ? `${error.instancePath || '/'} ${error.message}` : 'not the terms of a market');
  }
  for (const [index, { name, sells, auction, priceLimits }] of value.products.entries()) {
    if (auction && 'services' in auction !== (sells === 'capacity'))
      refuse(file, `/products/${index}/auction of ${name}: services are sold as capacity, and nothing else is`);
    for (const { fromDate, beforeDate } of priceLimits) {
      const wrong = [fromDate, beforeDate].find((date) => date !== undefined && parseCivilDate(date) === null);
      if (wrong !== undefined) refuse(file, `/products/${index}/priceLimits of ${name}: there is no date ${wrong}`);
    }
  }
  return value;
}

function parsed({ file, text }: { file: string; text: string }): unknown {
  try {
    return parseYaml(text, { schema: 'core' });
  } catch (error) {
    return refuse(file, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

function refuse(file: string, problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `markets/${file}: ${problem}.` });
}
