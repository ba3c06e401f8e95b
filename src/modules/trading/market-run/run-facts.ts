import type { BatteryId, MarketRunId } from '../../../kernel/ids.ts';
import type { Decimal } from '../../../kernel/money.ts';
import type { CivilDate, SettlementPeriod } from '../../../kernel/periods.ts';
import type { MarketName, MarketPrice, PriceLimits } from '../../markets/index.ts';
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

/** How the auction counts, as its terms said when the run began. */
export interface AuctionRules {
  readonly currency: string;
  /** What is traded, in the order of time. */
  readonly periods: readonly SettlementPeriod[];
  readonly volumeStepMw: number;
  readonly priceStep: number;
  readonly priceLimits: Pick<PriceLimits, 'least' | 'most'> | null;
  readonly resultsMinutesAfter: number;
  readonly deviationPricePerMwh: Decimal;
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

/** FORECAST: prices from now to the end of the delivery day; the delivery day by the periods of the auction. */
export interface Forecast {
  readonly prices: readonly ExpectedPrice[];
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

/** OPTIMISE: the best plan of each battery at the expected prices. */
export interface Optimised {
  readonly batteries: readonly PlannedBattery[];
}

export interface OrderShare {
  readonly batteryId: BatteryId;
  /** What the battery would do beyond what it has sold already, positive towards the grid. */
  readonly powerKw: number;
}

/** An order as it is decided; its reference follows from the run and the period. */
export interface DecidedOrder {
  readonly period: SettlementPeriod;
  readonly side: 'BUY' | 'SELL';
  readonly volumeMw: number;
  readonly limitPricePerMwh: Decimal;
  readonly shares: readonly OrderShare[];
}

/** BID: the orders. */
export interface Bid {
  readonly orders: readonly DecidedOrder[];
}
