import { unreachable } from '../../kernel/assert.ts';
import type { LinearProgrammeSolver, SolverName } from './linear-programme.ts';

/** Loads only the library that is asked for: each brings its own WebAssembly. */
export async function loadSolver(name: SolverName): Promise<LinearProgrammeSolver> {
  switch (name) {
    case 'highs':
      return (await import('./highs-solver.ts')).loadHighsSolver();
    case 'glpk':
      return (await import('./glpk-solver.ts')).loadGlpkSolver();
    default:
      return unreachable(name);
  }
}
