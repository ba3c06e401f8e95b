/** Whether a unit holds the energy its responses need, by settlement period. No clock: instants are given. */
import { kwhOf, MILLISECONDS_PER_SECOND } from '../../../src/kernel/units.ts';
import type { ResponseDirection } from '../../../src/kernel/response-curves.ts';
import type { ResponseContract } from './response-contract.ts';
import { energyRequirements } from '../../../src/kernel/energy-requirement.ts';

/** A settlement period of Great Britain; it begins on each half hour of UTC, in summer and winter. */
const SETTLEMENT_PERIOD_MS = 1_800 * MILLISECONDS_PER_SECOND;

/** The start of the settlement period of an instant. */
export function settlementPeriodMs(atMs: number): number {
  return Math.floor(atMs / SETTLEMENT_PERIOD_MS) * SETTLEMENT_PERIOD_MS;
}

interface DirectionBook {
  readonly contractEnergyKwh: number;
  periodMs: number;
  deliveredKwh: number[];
  requirementKwh: number;
  available: boolean;
}

/** What was delivered longer ago than two days has long been given back. */
const PERIODS_MAX = 96;
/** Reading the state of charge is not exact; so much less than required is no lack. */
const TOLERANCE_RATIO = 0.001;

export class EnergyBook {
  readonly #books: Partial<Record<ResponseDirection, DirectionBook>> = {};

  /** Follows one direction; answers whether it counts as available. `heldKwh` is what is in store, or the room left. */
  observe(
    direction: ResponseDirection,
    { atMs, contracts, heldKwh }: { atMs: number; contracts: readonly ResponseContract[]; heldKwh: number | null },
  ): boolean {
    const periodMs = settlementPeriodMs(atMs);
    const contractEnergyKwh = contractEnergyOf(contracts, direction);
    let book = this.#books[direction];
    if (!book || book.contractEnergyKwh !== contractEnergyKwh) {
      book = { contractEnergyKwh, periodMs, deliveredKwh: [0], requirementKwh: contractEnergyKwh, available: false };
      book.available = holds(book, heldKwh);
      this.#books[direction] = book;
    }
    while (book.periodMs < periodMs) {
      book.periodMs += SETTLEMENT_PERIOD_MS;
      book.requirementKwh = energyRequirements(book).at(-1) ?? contractEnergyKwh;
      book.deliveredKwh = [...book.deliveredKwh, 0].slice(-PERIODS_MAX);
      book.available = holds(book, heldKwh);
    }
    return book.available;
  }

  /** Counts what has flowed for a direction. */
  deliver(direction: ResponseDirection, flow: { powerKw: number; durationMs: number }): void {
    const book = this.#books[direction];
    if (book) book.deliveredKwh.push((book.deliveredKwh.pop() ?? 0) + kwhOf(flow));
  }

  requirementKwh(direction: ResponseDirection): number {
    return this.#books[direction]?.requirementKwh ?? 0;
  }
}

function holds({ requirementKwh, contractEnergyKwh }: DirectionBook, heldKwh: number | null): boolean {
  return heldKwh !== null && heldKwh >= requirementKwh - contractEnergyKwh * TOLERANCE_RATIO;
}

function contractEnergyOf(contracts: readonly ResponseContract[], direction: ResponseDirection): number {
  return contracts
    .filter((contract) => contract.direction === direction)
    .reduce((sum, { contractedPowerKw, deliverySeconds }) => {
      return sum + kwhOf({ powerKw: contractedPowerKw, durationMs: deliverySeconds * MILLISECONDS_PER_SECOND });
    }, 0);
}
