import type { Decimal } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import type { BidOfferPair } from '../decide-accepted-volumes.ts';
import type { OrderAnswer } from '../exchange/exchange.ts';
import type { PowerSegment } from '../power-profile.ts';

/** A range above or below what is notified, with what it costs to go there and to come back. */
export interface PricedPair extends BidOfferPair {
  /** Paid to the unit for each MWh more. */
  readonly offerPerMwh: Decimal;
  /** Paid by the unit for each MWh less; below zero it is paid for that, too. */
  readonly bidPerMwh: Decimal;
}

/** What a unit will do in a settlement period, and what doing something else costs. */
export interface NotifiedPeriod {
  readonly period: SettlementPeriod;
  /** Without a gap, in the order of time. */
  readonly notification: readonly PowerSegment[];
  readonly pairs: readonly PricedPair[];
}

/** What a unit says of itself from an instant on, as the system operator is told. Where it covers, it takes the place of every lower sequence. */
export interface UnitDeclaration {
  readonly unit: string;
  /** Of the unit, unique for ever: under one the system operator has one declaration, however often it is sent. */
  readonly sequence: number;
  readonly declaredAt: Date;
  /** Of periods whose gates are open. */
  readonly periods: readonly NotifiedPeriod[];
  /** At most this much to the grid: never below zero. */
  readonly exportLimit: readonly PowerSegment[];
  /** At most this much from the grid: never above zero. */
  readonly importLimit: readonly PowerSegment[];
}

/** How a declaration stands; the same words as about an order. */
export type DeclarationAnswer = OrderAnswer;

/** Who balances a market, and is told what units will do and can do. Nothing here rejects for what the other side does or does not do. */
export interface SystemOperator {
  declare(declaration: UnitDeclaration): Promise<DeclarationAnswer>;
  /** How the declaration of that unit and sequence stands there. */
  stateOf(declaration: UnitDeclaration): Promise<DeclarationAnswer>;
}
