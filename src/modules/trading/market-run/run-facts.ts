import type { BatteryId, MarketRunId } from '../../../kernel/ids.ts';
import type { Decimal } from '../../../kernel/money.ts';
import type { CivilDate, SettlementPeriod } from '../../../kernel/periods.ts';
import type {
  AvailabilityPrice,
  KnownAvailabilityPrice,
  MarketName,
  MarketPrice,
  PriceLimits,
  ServiceTerms,
} from '../../markets/index.ts';
import type { SitePlan, SiteProblem } from '../../optimizer/index.ts';
import type { Situation } from '../build-problem.ts';
import type { PlannedPrice } from '../forecasts/expected-prices.ts';

/** The steps of a market run, in their order. What comes of each is a fact, and the next one is made of facts alone. */
export const RUN_STEPS = ['FETCH', 'FORECAST', 'OPTIMISE', 'BID', 'SUBMIT', 'AWARD'] as const;
export type RunStep = (typeof RUN_STEPS)[number];
/** A run that cannot go on ends with the last of these. */
export type FactName = RunStep | 'ABANDON';

/** A tenant's part in one auction. */
export interface MarketRun {
  readonly runId: MarketRunId;
  readonly market: MarketName;
  readonly product: string;
  readonly participant: string;
  readonly deliveryDate: CivilDate;
  readonly gateClosesAt: Date;
  readonly deliveryEndsAt: Date;
  readonly openedAt: Date;
}

/** The best plan of a problem; the same for the same problem. */
export type PlanProblem = (problem: SiteProblem) => Promise<SitePlan>;

/** How the auction counts, as its terms said when the run began. */
export interface AuctionRules {
  readonly currency: string;
  /** What is traded, in the order of time. */
  readonly periods: readonly SettlementPeriod[];
  readonly volumeStepMw: number;
  readonly priceStep: number;
  readonly priceLimits: Pick<PriceLimits, 'least' | 'most'> | null;
  readonly resultsMinutesAfter: number;
  /** Of energy alone. */
  readonly deviationPricePerMwh?: Decimal;
  /** Where capacity is auctioned: the services, and of how many days before the prices are learned from. */
  readonly capacity?: CapacityRules;
}

export interface CapacityRules {
  readonly services: readonly ServiceTerms[];
  /** No order is larger. */
  readonly volumeMwMax: number;
  readonly historyDays: number;
}

/** What was known of a battery when the run began. */
export type KnownBattery = { readonly batteryId: BatteryId } & Omit<Situation, 'now' | 'prices'>;

/** FETCH: everything that the run rests on. */
export interface Fetched {
  readonly at: Date;
  readonly rules: AuctionRules;
  /** Of the weeks before and as far ahead as they are known, each with the instant at which it became known. */
  readonly prices: readonly MarketPrice[];
  /** For periods without a published price what the method that has scored best of late expects. Runs of earlier versions did not look. */
  readonly expected?: readonly PlannedPrice[];
  /** What the auction of capacity cleared at on the days before. */
  readonly cleared?: readonly KnownAvailabilityPrice[];
  readonly batteries: readonly KnownBattery[];
  /** Those that take no part, because too little is known of them. */
  readonly missing: readonly BatteryId[];
}

export interface ExpectedPrice extends Pick<MarketPrice, 'period' | 'importPricePerMwh' | 'exportPricePerMwh'> {
  /** Published already; otherwise a forecast. */
  readonly isKnown: boolean;
  /** Of a forecast: the method. */
  readonly method?: string;
}

/** What a service is expected to earn in a block. */
export interface ExpectedAvailability extends AvailabilityPrice {
  readonly method: string;
}

/** FORECAST: prices from now to the end of the delivery day; where energy is auctioned, the delivery day by the periods of the auction. */
export interface Forecast {
  readonly prices: readonly ExpectedPrice[];
  /** Of capacity; what is not expected to have a price is not offered. */
  readonly availability?: readonly ExpectedAvailability[];
}

/** What a battery is to do in one period of the auction, and what that is worth. */
export interface PlannedPower {
  readonly fromAt: Date;
  readonly powerKw: number;
  /** Of one MWh more in the store at the end. */
  readonly storedValuePerMwh: number;
  readonly chargePowerKwMax: number;
  readonly dischargePowerKwMax: number;
}

export interface PlannedBattery {
  readonly batteryId: BatteryId;
  readonly chargeEfficiencyRatio: number;
  readonly dischargeEfficiencyRatio: number;
  readonly wearCostPerMwh: number;
  readonly periods: readonly PlannedPower[];
}

/** What a battery would hold of a service over a block. */
export interface HeldOffer {
  readonly batteryId: BatteryId;
  /** As the market's terms call it. */
  readonly service: string;
  readonly fromAt: Date;
  readonly powerKw: number;
  /** Below this, holding everything that the battery offers would cost it more than it earns. */
  readonly worthPerMwHour: number;
}

/** OPTIMISE: the best plan of each battery at the expected prices. */
export interface Optimised {
  readonly batteries: readonly PlannedBattery[];
  /** Of capacity. */
  readonly offers?: readonly HeldOffer[];
}

export interface OrderShare {
  readonly batteryId: BatteryId;
  /** What the battery would do beyond what it has sold already, positive towards the grid; of capacity, what it would hold. */
  readonly powerKw: number;
}

/** An order as it is decided; its reference follows from the run and the period. */
export interface DecidedOrder {
  readonly period: SettlementPeriod;
  /** Of capacity: what is sold, as the market's terms call it. */
  readonly service?: string;
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  /** Of capacity, per MW and hour. */
  readonly limitPricePerMwh: Decimal;
  readonly shares: readonly OrderShare[];
}

/** BID: the orders. */
export interface Bid {
  readonly orders: readonly DecidedOrder[];
}
