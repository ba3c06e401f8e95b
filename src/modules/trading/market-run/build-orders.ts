import { KW_PER_MW } from '../../../kernel/units.ts';
import { durationMs, overlapMs } from '../../../kernel/intervals.ts';
import { type Decimal, decimalOf } from '../../../kernel/money.ts';
import type { SettlementPeriod } from '../../../kernel/periods.ts';
import { worthAtGrid } from '../energy-worth.ts';
import type { HeldPosition } from '../positions.ts';
import { buildOffers } from './build-offers.ts';
import { stepsIn, steppedDown, steppedUp } from '../whole-steps.ts';
import type {
  AuctionRules,
  Bid,
  DecidedOrder,
  ExpectedPrice,
  Fetched,
  Forecast,
  Optimised,
  PlannedBattery,
} from './run-facts.ts';

/** Below this, a battery has no part in an order: what the solver leaves of a zero. */
const POWER_KW_MIN = 0.001;

interface Decided {
  readonly fetched: Fetched;
  readonly forecast: Forecast;
  readonly optimised: Optimised;
}

/**
 * The orders of a run: for each period of the auction one (of capacity: for each service and block), of what the batteries together
 * would do beyond what they have sold already. Volumes are rounded towards nothing, to what the exchange counts in; limits are what energy is worth to the
 * batteries, and never beyond the expected price. Pure.
 */
export function buildOrders({ fetched, forecast, optimised }: Decided): Bid {
  const { rules } = fetched;
  return rules.capacity
    ? buildOffers({ rules, availability: forecast.availability ?? [], optimised })
    : buildEnergyOrders({ fetched, forecast, optimised });
}

function buildEnergyOrders({ fetched, forecast, optimised }: Decided): Bid {
  const expected = new Map(forecast.prices.map((price) => [price.period.fromAt.getTime(), price]));
  const positions = new Map(fetched.batteries.map((battery) => [battery.batteryId, battery.positions]));
  const orders = fetched.rules.periods.flatMap((period) => {
    const price = expected.get(period.fromAt.getTime());
    const courses = optimised.batteries.flatMap((battery) => courseOf(battery, period, positions.get(battery.batteryId) ?? []));
    const order = price && orderOf(courses, { period, price, rules: fetched.rules });
    return order ? [order] : [];
  });
  return { orders };
}

/** What one battery would change in a period, and at which price that is worth its while. */
interface Course {
  readonly batteryId: PlannedBattery['batteryId'];
  readonly powerKw: number;
  readonly worthPerMwh: number;
}

function courseOf(battery: PlannedBattery, period: SettlementPeriod, positions: readonly HeldPosition[]): Course[] {
  const planned = battery.periods.find(({ fromAt }) => fromAt.getTime() === period.fromAt.getTime());
  if (!planned) return [];
  const { chargePowerKwMax, dischargePowerKwMax, storedValuePerMwh } = planned;
  // The solver's own tolerance, too, stays within the nameplate and the connection.
  const targetKw = Math.min(Math.max(planned.powerKw, -chargePowerKwMax), dischargePowerKwMax);
  const powerKw = targetKw - heldKw(period, positions);
  if (Math.abs(powerKw) < POWER_KW_MIN) return [];
  const discharges = targetKw > 0 || (targetKw === 0 && powerKw < 0);
  const { charged, discharged } = worthAtGrid({ ...battery, storedValuePerMwh });
  return [{ batteryId: battery.batteryId, powerKw, worthPerMwh: discharges ? discharged : charged }];
}

/** The mean power that is sold already. */
function heldKw(period: SettlementPeriod, positions: readonly HeldPosition[]): number {
  return positions.reduce((sum, position) => sum + (position.powerKw * overlapMs(period, position)) / durationMs(period), 0);
}

interface Traded {
  readonly period: SettlementPeriod;
  readonly price: ExpectedPrice;
  readonly rules: AuctionRules;
}

function orderOf(courses: readonly Course[], { period, price, rules }: Traded): DecidedOrder | null {
  const netKw = courses.reduce((sum, { powerKw }) => sum + powerKw, 0);
  const side = netKw > 0 ? 'SELL' : 'BUY';
  const stepCount = stepsIn(Math.abs(netKw), rules.volumeStepMw * KW_PER_MW);
  if (stepCount === 0) return null;
  const limitPricePerMwh = limitOf(courses, { side, price, rules });
  if (limitPricePerMwh === null) return null;
  return {
    period,
    side,
    volumeMw: rounded(stepCount * rules.volumeStepMw),
    limitPricePerMwh,
    shares: courses.map(({ batteryId, powerKw }) => ({ batteryId, powerKw })),
  };
}

/**
 * Sold for no less than it is worth to whoever sells most dearly, bought for no more than to whoever buys most cheaply. At the
 * expected price the plan wants to trade, so the limit never excludes it; what is worth exactly that may be reckoned a little
 * beyond. Null where the exchange takes no such limit.
 */
function limitOf(
  courses: readonly Course[],
  { side, price, rules }: { side: DecidedOrder['side'] } & Omit<Traded, 'period'>,
): Decimal | null {
  const { priceStep, priceLimits } = rules;
  const [least, most] = priceLimits ? [Number(priceLimits.least), Number(priceLimits.most)] : [-Infinity, Infinity];
  if (side === 'SELL') {
    const worth = Math.max(...courses.filter(({ powerKw }) => powerKw > 0).map(({ worthPerMwh }) => worthPerMwh));
    const limit = steppedUp(Math.min(worth, Number(price.exportPricePerMwh)), priceStep);
    return limit > most ? null : decimalOf(Math.max(limit, least));
  }
  const worth = Math.min(...courses.filter(({ powerKw }) => powerKw < 0).map(({ worthPerMwh }) => worthPerMwh));
  const limit = steppedDown(Math.max(worth, Number(price.importPricePerMwh)), priceStep);
  return limit < least ? null : decimalOf(Math.min(limit, most));
}

/** To the kilowatt, as orders are kept. */
function rounded(volumeMw: number): number {
  return Math.round(volumeMw * KW_PER_MW) / KW_PER_MW;
}
