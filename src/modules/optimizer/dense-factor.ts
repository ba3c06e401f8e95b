import { entry } from './interior-point.ts';

/** Of what was added up on a diagonal before anything was taken from it: a smaller pivot is the rounding of that. */
const PIVOT_RATIO_MIN = 1e-13;

/** L L' of a symmetric matrix by rows, in place in its lower half. `sums`: what was added up on its diagonal. */
export function factorDense(matrix: Float64Array, size: number, sums: Float64Array): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = entry(matrix, row * size + column);
      for (let k = 0; k < column; k += 1) sum -= entry(matrix, row * size + k) * entry(matrix, column * size + k);
      if (column < row) matrix[row * size + column] = sum / entry(matrix, column * size + column);
      else matrix[row * size + row] = Math.sqrt(Math.max(sum, PIVOT_RATIO_MIN * entry(sums, row)));
    }
  }
}

/** Solves with the factor, in place in `rhs`. */
export function solveDense(factor: Float64Array, size: number, rhs: Float64Array): void {
  for (let row = 0; row < size; row += 1) {
    let sum = entry(rhs, row);
    for (let k = 0; k < row; k += 1) sum -= entry(factor, row * size + k) * entry(rhs, k);
    rhs[row] = sum / entry(factor, row * size + row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = entry(rhs, row);
    for (let k = row + 1; k < size; k += 1) sum -= entry(factor, k * size + row) * entry(rhs, k);
    rhs[row] = sum / entry(factor, row * size + row);
  }
}
