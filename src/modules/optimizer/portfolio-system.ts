import { factorDense, solveDense } from './dense-factor.ts';
import { entry, type RowSystem } from './interior-point.ts';

/** Columns of a battery in a period: charge, discharge, then the parts of the stored energy. */
export const STORED_SLOT = 2;
/** Columns of a period of the portfolio: the sum of powers within the limits, what is above them, what is below. */
export const SHARED_SLOT_COUNT = 3;

/** A limit of one battery on what is taken from its store in some periods. */
export interface SystemBudget {
  readonly batteryIndex: number;
  readonly periodIndices: readonly number[];
}

/** What the rows of a portfolio are made of. Arrays go battery by battery, with one number for each period. */
export interface PortfolioShape {
  readonly batteryCount: number;
  readonly periodCount: number;
  /** In how many parts the stored energy of a period is counted. */
  readonly storedPartCount: number;
  /** kWh stored in a period for each kW charged, and taken from the store for each kW discharged. */
  readonly gainKwh: Float64Array;
  readonly takenKwh: Float64Array;
  /** What is left at the end of a period of each kWh stored at its start. */
  readonly keptRatio: Float64Array;
  readonly budgets: readonly SystemBudget[];
}

/**
 * Rows: the balance of each battery and period, the sum of powers of each period, the budgets. Columns: those of each battery and
 * period, those of the portfolio for each period, what is left of each budget.
 *
 * The balances of one battery couple neighbouring periods only, so that they are eliminated by a tridiagonal factor, and its
 * budgets by a border of it. What couples the batteries then is one row for each period, however many batteries there are.
 */
export class PortfolioSystem implements RowSystem {
  readonly slotCount: number;
  readonly sharedColumn: number;
  readonly budgetColumn: number;
  readonly columnCount: number;
  readonly sharedRow: number;
  readonly budgetRow: number;
  readonly rowCount: number;
  readonly #shape: PortfolioShape;
  /** The tridiagonal factors: diagonals, and how far a balance depends on the next one. */
  readonly #diagonal: Float64Array;
  readonly #passed: Float64Array;
  /** What ties the balance of a period to its sum of powers. */
  readonly #tie: Float64Array;
  readonly #shared: Float64Array;
  readonly #sums: Float64Array;
  /** What was added up on the diagonal of the sums of powers. */
  readonly #added: Float64Array;
  readonly #ahead: Float64Array;
  /** What the balances alone lead to. */
  readonly #own: Float64Array;
  readonly #borders: readonly Border[];

  constructor(shape: PortfolioShape) {
    const { batteryCount, periodCount, storedPartCount, budgets } = shape;
    this.#shape = shape;
    this.slotCount = STORED_SLOT + storedPartCount;
    this.sharedRow = batteryCount * periodCount;
    this.budgetRow = this.sharedRow + periodCount;
    this.rowCount = this.budgetRow + budgets.length;
    this.sharedColumn = this.sharedRow * this.slotCount;
    this.budgetColumn = this.sharedColumn + periodCount * SHARED_SLOT_COUNT;
    this.columnCount = this.budgetColumn + budgets.length;
    this.#diagonal = new Float64Array(this.sharedRow);
    this.#passed = new Float64Array(this.sharedRow);
    this.#tie = new Float64Array(this.sharedRow);
    this.#shared = new Float64Array(periodCount * periodCount);
    this.#sums = new Float64Array(periodCount);
    this.#added = new Float64Array(periodCount);
    this.#ahead = new Float64Array(periodCount);
    this.#own = new Float64Array(this.sharedRow);
    this.#borders = bordersOf(shape);
  }

  multiply(x: Float64Array, out: Float64Array): void {
    const { batteryCount, periodCount, storedPartCount, gainKwh, takenKwh, keptRatio } = this.#shape;
    const { slotCount, sharedRow, sharedColumn, budgetRow, budgetColumn } = this;
    for (let t = 0; t < periodCount; t += 1) {
      const column = sharedColumn + t * SHARED_SLOT_COUNT;
      out[sharedRow + t] = entry(x, column + 2) - entry(x, column) - entry(x, column + 1);
    }
    for (let i = 0; i < batteryCount; i += 1) {
      let before = 0;
      for (let t = 0; t < periodCount; t += 1) {
        const row = i * periodCount + t;
        const column = row * slotCount;
        const [charged, discharged] = [entry(x, column), entry(x, column + 1)];
        let stored = entry(x, column + STORED_SLOT);
        for (let s = 1; s < storedPartCount; s += 1) stored += entry(x, column + STORED_SLOT + s);
        const moved = entry(takenKwh, row) * discharged - entry(gainKwh, row) * charged;
        out[row] = stored - entry(keptRatio, row) * before + moved;
        out[sharedRow + t] = entry(out, sharedRow + t) + discharged - charged;
        before = stored;
      }
    }
    for (const { batteryIndex, budgets } of this.#borders) {
      for (const { index, counted } of budgets) {
        let taken = entry(x, budgetColumn + index);
        for (const t of counted) {
          const row = batteryIndex * periodCount + t;
          taken += entry(takenKwh, row) * entry(x, row * slotCount + 1);
        }
        out[budgetRow + index] = taken;
      }
    }
  }

  multiplyTransposed(y: Float64Array, out: Float64Array): void {
    const { batteryCount, periodCount, storedPartCount, gainKwh, takenKwh, keptRatio } = this.#shape;
    const { slotCount, sharedRow, sharedColumn, budgetRow, budgetColumn } = this;
    for (let t = 0; t < periodCount; t += 1) {
      const column = sharedColumn + t * SHARED_SLOT_COUNT;
      const price = entry(y, sharedRow + t);
      out[column] = -price;
      out[column + 1] = -price;
      out[column + 2] = price;
    }
    for (let i = 0; i < batteryCount; i += 1) {
      for (let t = 0; t < periodCount; t += 1) {
        const row = i * periodCount + t;
        const column = row * slotCount;
        const [balance, price] = [entry(y, row), entry(y, sharedRow + t)];
        const passedOn = t + 1 < periodCount ? entry(keptRatio, row + 1) * entry(y, row + 1) : 0;
        out[column] = -entry(gainKwh, row) * balance - price;
        out[column + 1] = entry(takenKwh, row) * balance + price;
        for (let s = 0; s < storedPartCount; s += 1) out[column + STORED_SLOT + s] = balance - passedOn;
      }
    }
    for (const { batteryIndex, budgets } of this.#borders) {
      for (const { index, counted } of budgets) {
        const price = entry(y, budgetRow + index);
        out[budgetColumn + index] = price;
        for (const t of counted) {
          const row = batteryIndex * periodCount + t;
          const column = row * slotCount + 1;
          out[column] = entry(out, column) + entry(takenKwh, row) * price;
        }
      }
    }
  }

  factor(theta: Float64Array): void {
    const { batteryCount, periodCount } = this.#shape;
    const shared = this.#shared.fill(0);
    for (let t = 0; t < periodCount; t += 1) {
      const column = this.sharedColumn + t * SHARED_SLOT_COUNT;
      this.#added[t] = entry(theta, column) + entry(theta, column + 1) + entry(theta, column + 2);
      shared[t * periodCount + t] = entry(this.#added, t);
    }
    for (let i = 0; i < batteryCount; i += 1) {
      this.#factorBalances(theta, i);
      this.#addToShared(i);
    }
    for (const border of this.#borders) this.#factorBorder(theta, border);
    factorDense(shared, periodCount, this.#added);
  }

  /** A balance's pivot is what its own columns give and what the period before passes on: sums only, so nothing cancels. */
  #factorBalances(theta: Float64Array, batteryIndex: number): void {
    const { periodCount, storedPartCount, gainKwh, takenKwh, keptRatio } = this.#shape;
    const [shared, added, diagonal, passed, tie] = [this.#shared, this.#added, this.#diagonal, this.#passed, this.#tie];
    let [storedBefore, movedBefore, pivotBefore] = [0, 0, 1];
    for (let t = 0; t < periodCount; t += 1) {
      const row = batteryIndex * periodCount + t;
      const column = row * this.slotCount;
      const [gain, taken, kept] = [entry(gainKwh, row), entry(takenKwh, row), entry(keptRatio, row)];
      const [charge, discharge] = [entry(theta, column), entry(theta, column + 1)];
      let stored = 0;
      for (let s = 0; s < storedPartCount; s += 1) stored += entry(theta, column + STORED_SLOT + s);
      const before = kept * kept * storedBefore * (movedBefore / pivotBefore);
      const moved = gain * gain * charge + taken * taken * discharge + before;
      const pivot = stored + moved > 0 ? stored + moved : 1;
      diagonal[row] = pivot;
      if (t > 0) passed[row - 1] = (kept * storedBefore) / pivotBefore;
      tie[row] = gain * charge + taken * discharge;
      added[t] = entry(added, t) + charge + discharge;
      shared[t * periodCount + t] = entry(shared, t * periodCount + t) + charge + discharge;
      [storedBefore, movedBefore, pivotBefore] = [stored, moved, pivot];
    }
    passed[batteryIndex * periodCount + periodCount - 1] = 0;
  }

  /** Takes the ties through the inverse of the balances from the sums: each row of that inverse follows from the next one. */
  #addToShared(batteryIndex: number): void {
    const { periodCount } = this.#shape;
    const [shared, diagonal, passed, tie, ahead] = [this.#shared, this.#diagonal, this.#passed, this.#tie, this.#ahead];
    let inverse = 0;
    for (let t = periodCount - 1; t >= 0; t -= 1) {
      const row = batteryIndex * periodCount + t;
      const [on, tied] = [entry(passed, row), entry(tie, row)];
      inverse = 1 / entry(diagonal, row) + on * on * inverse;
      for (let s = t + 1; s < periodCount; s += 1) {
        const reached = on * entry(ahead, s);
        ahead[s] = reached;
        // The lower half, which is what is factored.
        shared[s * periodCount + t] = entry(shared, s * periodCount + t) - tied * reached;
      }
      ahead[t] = inverse * tied;
      shared[t * periodCount + t] = entry(shared, t * periodCount + t) - tied * inverse * tied;
    }
  }

  #factorBorder(theta: Float64Array, { batteryIndex, budgets, matrix }: Border): void {
    const { periodCount, takenKwh } = this.#shape;
    const [first, size] = [batteryIndex * periodCount, budgets.length];
    matrix.fill(0);
    for (const { counted, balances, solved, sums, through } of budgets) {
      for (const t of counted) {
        const discharge = entry(theta, (first + t) * this.slotCount + 1);
        const taken = entry(takenKwh, first + t);
        sums[t] = taken * discharge;
        balances[t] = taken * taken * discharge;
      }
      solved.set(balances);
      this.#solveBalances(solved, 0, first);
      for (let t = 0; t < periodCount; t += 1) through[t] = entry(sums, t) - entry(this.#tie, first + t) * entry(solved, t);
    }
    const added = new Float64Array(size);
    budgets.forEach(({ index, balances, counts }, one) => {
      budgets.forEach(({ solved, counted: others }, other) => {
        let sum = one === other ? entry(theta, this.budgetColumn + index) : 0;
        for (const t of others) if (counts[t] === 1) sum += entry(balances, t);
        if (one === other) added[one] = sum;
        for (let t = 0; t < periodCount; t += 1) sum -= entry(balances, t) * entry(solved, t);
        matrix[one * size + other] = sum;
      });
    });
    factorDense(matrix, size, added);
    const column = new Float64Array(size);
    for (let t = 0; t < periodCount; t += 1) {
      budgets.forEach(({ through }, each) => (column[each] = entry(through, t)));
      solveDense(matrix, size, column);
      for (let s = t; s < periodCount; s += 1) {
        let sum = 0;
        for (const [each, { through }] of budgets.entries()) sum += entry(through, s) * entry(column, each);
        this.#shared[s * periodCount + t] = entry(this.#shared, s * periodCount + t) - sum;
      }
    }
  }

  solve(rhs: Float64Array): void {
    const { batteryCount, periodCount } = this.#shape;
    const { sharedRow, budgetRow } = this;
    const sums = this.#sums;
    for (let t = 0; t < periodCount; t += 1) sums[t] = entry(rhs, sharedRow + t);
    const own = this.#own;
    own.set(rhs.subarray(0, sharedRow));
    for (let i = 0; i < batteryCount; i += 1) {
      this.#solveBalances(own, i * periodCount, i * periodCount);
      for (let t = 0; t < periodCount; t += 1) {
        sums[t] = entry(sums, t) - entry(this.#tie, i * periodCount + t) * entry(own, i * periodCount + t);
      }
    }
    for (const border of this.#borders) {
      const prices = this.#borderPrices(border, { rhs, own });
      for (const [each, { through }] of border.budgets.entries()) {
        for (let t = 0; t < periodCount; t += 1) sums[t] = entry(sums, t) - entry(through, t) * entry(prices, each);
      }
    }
    solveDense(this.#shared, periodCount, sums);
    for (let i = 0; i < batteryCount; i += 1) {
      for (let t = 0; t < periodCount; t += 1) {
        const row = i * periodCount + t;
        rhs[row] = entry(rhs, row) - entry(this.#tie, row) * entry(sums, t);
      }
      this.#solveBalances(rhs, i * periodCount, i * periodCount);
    }
    for (const border of this.#borders) {
      for (const { index, counted, sums: tied } of border.budgets) {
        for (const t of counted) rhs[budgetRow + index] = entry(rhs, budgetRow + index) - entry(tied, t) * entry(sums, t);
      }
      const prices = this.#borderPrices(border, { rhs, own: rhs });
      for (const [each, { index, solved }] of border.budgets.entries()) {
        rhs[budgetRow + index] = entry(prices, each);
        for (let t = 0; t < periodCount; t += 1) {
          const row = border.batteryIndex * periodCount + t;
          rhs[row] = entry(rhs, row) - entry(solved, t) * entry(prices, each);
        }
      }
    }
    for (let t = 0; t < periodCount; t += 1) rhs[sharedRow + t] = entry(sums, t);
  }

  /** The prices of a battery's budgets, from what its balances alone lead to. */
  #borderPrices({ batteryIndex, budgets, matrix }: Border, { rhs, own }: { rhs: Float64Array; own: Float64Array }): Float64Array {
    const first = batteryIndex * this.#shape.periodCount;
    const prices = Float64Array.from(budgets, ({ index, counted, balances }) => {
      let left = entry(rhs, this.budgetRow + index);
      for (const t of counted) left -= entry(balances, t) * entry(own, first + t);
      return left;
    });
    solveDense(matrix, budgets.length, prices);
    return prices;
  }

  /** In place in `values` from `start` on, with the factor of the battery whose first row is `first`. */
  #solveBalances(values: Float64Array, start: number, first: number): void {
    const { periodCount } = this.#shape;
    const [diagonal, passed] = [this.#diagonal, this.#passed];
    for (let t = 1; t < periodCount; t += 1) {
      values[start + t] = entry(values, start + t) + entry(passed, first + t - 1) * entry(values, start + t - 1);
    }
    let after = 0;
    for (let t = periodCount - 1; t >= 0; t -= 1) {
      after = entry(values, start + t) / entry(diagonal, first + t) + entry(passed, first + t) * after;
      values[start + t] = after;
    }
  }
}

interface BudgetWork {
  readonly index: number;
  readonly counted: readonly number[];
  readonly counts: Uint8Array;
  /** What ties it to the balances and to the sums of powers. */
  readonly balances: Float64Array;
  readonly sums: Float64Array;
  /** The former through the inverse of the balances, and the latter less what goes that way. */
  readonly solved: Float64Array;
  readonly through: Float64Array;
}

/** The budgets of one battery. */
interface Border {
  readonly batteryIndex: number;
  readonly budgets: readonly BudgetWork[];
  readonly matrix: Float64Array;
}

function bordersOf({ budgets, periodCount }: PortfolioShape): Border[] {
  const works = budgets.map(({ batteryIndex, periodIndices }, index) => {
    const counts = new Uint8Array(periodCount);
    for (const t of periodIndices) counts[t] = 1;
    const vector = (): Float64Array => new Float64Array(periodCount);
    const work: BudgetWork = { index, counted: periodIndices, counts, balances: vector(), sums: vector(), solved: vector(), through: vector() }; // prettier-ignore
    return { batteryIndex, work };
  });
  return [...Map.groupBy(works, ({ batteryIndex }) => batteryIndex)].map(([batteryIndex, of]) => ({
    batteryIndex,
    budgets: of.map(({ work }) => work),
    matrix: new Float64Array(of.length * of.length),
  }));
}
