/** What an interior point needs of a matrix `A`: its products, and `A diag(theta) A'` taken apart and solved. */
export interface RowSystem {
  /** out = A x */
  multiply(x: Float64Array, out: Float64Array): void;
  /** out = A' y */
  multiplyTransposed(y: Float64Array, out: Float64Array): void;
  factor(theta: Float64Array): void;
  /** Solves with what was factored last, in place. */
  solve(rhs: Float64Array): void;
}

/** Minimise `cost . x` where `A x = rhs` and every column is between two finite bounds. */
export interface BoxProgramme {
  readonly system: RowSystem;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rhs: Float64Array;
  /** The size of the money that matters, which precision is a share of. */
  readonly moneyAtStake: number;
}

/** Where the path begins: prices of the rows, and how far from them it begins, as a share of the money at stake. */
export interface PathStart {
  readonly rowDuals: Float64Array;
  readonly distanceRatio: number;
}

export interface InteriorPoint {
  readonly values: Float64Array;
  /** What one more of each row's right-hand side would cost. */
  readonly rowDuals: Float64Array;
  /** False where it ended before. */
  readonly isOptimal: boolean;
}

interface Limits {
  readonly start: PathStart;
  readonly stepCountMax: number;
  /** Asked before each step. */
  readonly goOn: () => boolean;
}

/** What ends it: the distance to the optimum, as a share of the money at stake, and missed rows, as a share of the largest. */
const CONVERGED_RATIO = { money: 1e-11, rows: 1e-9 } as const;
/** Of the distance that ends it, what is still aimed at. Nearer, the bounds' prices span more than numbers can hold. */
const NEAREST_RATIO = 0.01;
/** How far a step goes towards the nearest bound. */
const STEP_RATIO = 0.9995;
/** A column narrower than this, as a share of its bounds, does not move. */
const FIXED_RATIO = 1e-12;
/** Shorter steps no longer gain: what is left is the rounding of the machine. */
const STALLED_STEP_RATIO = 1e-6;
/**
 * Mehrotra's predictor and corrector. The path leads to the middle of the best solutions, so the same programme gives the same
 * values, and a small change of it small changes of them.
 */
export function followCentralPath(programme: BoxProgramme, { start, stepCountMax, goOn }: Limits): InteriorPoint {
  const path = new CentralPath(programme, start);
  for (let stepCount = 0; ; stepCount += 1) {
    const isOptimal = path.isOptimal();
    const isOver = isOptimal || stepCount === stepCountMax || !goOn();
    if (isOver || !(path.step() >= STALLED_STEP_RATIO)) return { values: path.x, rowDuals: path.y, isOptimal };
  }
}

/** Of arrays whose length is known to be right; out of range it is not a number, which nothing after it survives unnoticed. */
export function entry(values: Float64Array, index: number): number {
  return values[index] ?? NaN;
}

interface Direction {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** How far it can be followed until a bound, or the price of one, is reached; a little more than one at most. */
  primal: number;
  dual: number;
}

class CentralPath {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #programme: BoxProgramme;
  /** Distances to the bounds. Their own numbers, since beside a bound the difference of two large ones is none. */
  readonly #below: Float64Array;
  readonly #above: Float64Array;
  /** Prices of the lower and the upper bounds. */
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  /** The columns that can move. */
  readonly #moving: Int32Array;
  readonly #rhsSize: number;
  readonly #rowMiss: Float64Array;
  readonly #costMiss: Float64Array;
  readonly #theta: Float64Array;
  /** What is still asked of the product of each bound's distance and price. */
  readonly #askedLower: Float64Array;
  readonly #askedUpper: Float64Array;
  /** What is multiplied; columns that do not move stay zero in it. */
  readonly #columns: Float64Array;
  readonly #priced: Float64Array;
  readonly #direction: Direction;
  /** Mean product of a bound's distance and its price. */
  #nearness = 0;

  constructor(programme: BoxProgramme, { rowDuals, distanceRatio }: PathStart) {
    const { cost, lower, upper, rhs } = programme;
    const columns = (): Float64Array => new Float64Array(cost.length);
    this.#programme = programme;
    this.x = columns();
    this.y = rowDuals.slice();
    this.#below = columns();
    this.#above = columns();
    this.#lower = columns();
    this.#upper = columns();
    this.#rowMiss = new Float64Array(rhs.length);
    this.#costMiss = columns();
    this.#theta = columns();
    this.#askedLower = columns();
    this.#askedUpper = columns();
    this.#columns = columns();
    this.#priced = columns();
    this.#direction = { x: columns(), y: new Float64Array(rhs.length), lower: columns(), upper: columns(), primal: 0, dual: 0 }; // prettier-ignore
    this.#moving = Int32Array.from(cost.keys()).filter((j) => {
      const width = entry(upper, j) - entry(lower, j);
      return width > FIXED_RATIO * Math.max(1, Math.abs(entry(upper, j)));
    });
    this.#rhsSize = rhs.reduce((size, each) => Math.max(size, Math.abs(each)), 1);
    this.#begin(distanceRatio);
  }

  /** Every column where its price and its two bounds are in balance, equally near to all of them. */
  #begin(distanceRatio: number): void {
    const { system, cost, lower, upper, moneyAtStake } = this.#programme;
    system.multiplyTransposed(this.y, this.#priced);
    for (let j = 0; j < cost.length; j += 1) this.x[j] = (entry(lower, j) + entry(upper, j)) / 2;
    const near = (distanceRatio * moneyAtStake) / Math.max(1, this.#moving.length);
    for (const j of this.#moving) {
      const price = entry(cost, j) - entry(this.#priced, j);
      const half = (entry(upper, j) - entry(lower, j)) / 2;
      // Of near / below - near / above = price, the root between the bounds, in a form that does not cancel.
      const scaled = (Math.abs(price) * half) / near;
      const nearer = (2 * half) / (1 + scaled + Math.sqrt(1 + scaled * scaled));
      const below = price > 0 ? nearer : 2 * half - nearer;
      const above = price > 0 ? 2 * half - nearer : nearer;
      this.x[j] = entry(lower, j) + below;
      this.#below[j] = below;
      this.#above[j] = above;
      this.#lower[j] = near / below;
      this.#upper[j] = near / above;
    }
  }

  /** Looks at what is missed here, and whether it is little enough. */
  isOptimal(): boolean {
    const { system, cost, rhs, moneyAtStake } = this.#programme;
    const { x, y } = this;
    const [rowMiss, costMiss, priced, theta, moving] = [this.#rowMiss, this.#costMiss, this.#priced, this.#theta, this.#moving];
    const [lowerPrice, upperPrice] = [this.#lower, this.#upper];
    system.multiply(x, rowMiss);
    let rowMissMax = 0;
    for (let row = 0; row < rowMiss.length; row += 1) {
      const missed = entry(rhs, row) - entry(rowMiss, row);
      rowMiss[row] = missed;
      rowMissMax = Math.max(rowMissMax, Math.abs(missed));
    }
    system.multiplyTransposed(y, priced);
    let products = 0;
    let costMissed = 0;
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      const below = entry(this.#below, j);
      const above = entry(this.#above, j);
      const priceBelow = entry(lowerPrice, j);
      const priceAbove = entry(upperPrice, j);
      const missed = entry(cost, j) - entry(priced, j) - priceBelow + priceAbove;
      costMiss[j] = missed;
      costMissed += Math.abs(missed) * (below + above);
      products += priceBelow * below + priceAbove * above;
      theta[j] = 1 / (priceBelow / below + priceAbove / above);
    }
    this.#nearness = products / Math.max(1, 2 * moving.length);
    const isNear = products + costMissed <= CONVERGED_RATIO.money * moneyAtStake;
    return isNear && rowMissMax <= CONVERGED_RATIO.rows * this.#rhsSize;
  }

  /** One step along the path; how far it went. */
  step(): number {
    this.#programme.system.factor(this.#theta);
    this.#askForBounds();
    this.#direct();
    this.#askForCentre();
    this.#direct();
    return this.#move();
  }

  #askForBounds(): void {
    const moving = this.#moving;
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      this.#askedLower[j] = -entry(this.#lower, j) * entry(this.#below, j);
      this.#askedUpper[j] = -entry(this.#upper, j) * entry(this.#above, j);
    }
  }

  /** The direction in which rows, costs and what is asked of the bounds are met at once, to first order. */
  #direct(): void {
    const { system } = this.#programme;
    const direction = this.#direction;
    const [rowMiss, costMiss, theta, columns, moving] = [this.#rowMiss, this.#costMiss, this.#theta, this.#columns, this.#moving];
    const [askedLower, askedUpper, priced] = [this.#askedLower, this.#askedUpper, this.#priced];
    const [lowerPrice, upperPrice] = [this.#lower, this.#upper];
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      const below = entry(this.#below, j);
      const above = entry(this.#above, j);
      const uphill = entry(costMiss, j) - entry(askedLower, j) / below + entry(askedUpper, j) / above;
      columns[j] = entry(theta, j) * uphill;
    }
    const dy = direction.y;
    system.multiply(columns, dy);
    for (let row = 0; row < dy.length; row += 1) dy[row] = entry(rowMiss, row) + entry(dy, row);
    system.solve(dy);
    system.multiplyTransposed(dy, priced);
    let primal = 1 / STEP_RATIO;
    let dual = 1 / STEP_RATIO;
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      const below = entry(this.#below, j);
      const above = entry(this.#above, j);
      const priceBelow = entry(lowerPrice, j);
      const priceAbove = entry(upperPrice, j);
      const moved = entry(theta, j) * entry(priced, j) - entry(columns, j);
      const movedBelow = (entry(askedLower, j) - priceBelow * moved) / below;
      const movedAbove = (entry(askedUpper, j) + priceAbove * moved) / above;
      direction.x[j] = moved;
      direction.lower[j] = movedBelow;
      direction.upper[j] = movedAbove;
      if (moved * primal < -below) primal = -below / moved;
      if (moved * primal > above) primal = above / moved;
      if (movedBelow * dual < -priceBelow) dual = -priceBelow / movedBelow;
      if (movedAbove * dual < -priceAbove) dual = -priceAbove / movedAbove;
    }
    direction.primal = primal;
    direction.dual = dual;
  }

  /** Aims at the middle as much as the straight direction fails to gain, and at what it leaves out. */
  #askForCentre(): void {
    const { x: dx, lower: dLower, upper: dUpper, ...reach } = this.#direction;
    const primal = Math.min(1, reach.primal);
    const dual = Math.min(1, reach.dual);
    const moving = this.#moving;
    let after = 0;
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      const moved = primal * entry(dx, j);
      after += (entry(this.#lower, j) + dual * entry(dLower, j)) * (entry(this.#below, j) + moved);
      after += (entry(this.#upper, j) + dual * entry(dUpper, j)) * (entry(this.#above, j) - moved);
    }
    const nearness = after / Math.max(1, 2 * moving.length);
    const nearest = (NEAREST_RATIO * CONVERGED_RATIO.money * this.#programme.moneyAtStake) / Math.max(1, 2 * moving.length);
    const centre = Math.max((nearness / this.#nearness) ** 3 * this.#nearness, nearest);
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      this.#askedLower[j] = entry(this.#askedLower, j) + centre - entry(dx, j) * entry(dLower, j);
      this.#askedUpper[j] = entry(this.#askedUpper, j) + centre + entry(dx, j) * entry(dUpper, j);
    }
  }

  #move(): number {
    const { x, y } = this;
    const { x: dx, y: dy, lower: dLower, upper: dUpper, ...reach } = this.#direction;
    const moving = this.#moving;
    const primal = STEP_RATIO * reach.primal;
    const dual = STEP_RATIO * reach.dual;
    const { lower, upper } = this.#programme;
    for (let k = 0; k < moving.length; k += 1) {
      const j = moving[k] ?? 0;
      const below = entry(this.#below, j) + primal * entry(dx, j);
      const above = entry(this.#above, j) - primal * entry(dx, j);
      this.#below[j] = below;
      this.#above[j] = above;
      x[j] = below < above ? entry(lower, j) + below : entry(upper, j) - above;
      this.#lower[j] = entry(this.#lower, j) + dual * entry(dLower, j);
      this.#upper[j] = entry(this.#upper, j) + dual * entry(dUpper, j);
    }
    for (let row = 0; row < y.length; row += 1) y[row] = entry(y, row) + dual * entry(dy, row);
    return Math.max(primal, dual);
  }
}
