import { at } from './build-battery.ts';
import {
  extended,
  type LinearProgramme,
  type LinearProgrammeSolver,
  type LinearSolution,
  type ProgrammeRow,
} from './linear-programme.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SiteProgramme } from './site-programme.ts';

/** Of plans that earn the same: fewer cycles first, then smoother power, then earlier charging. Each far below the one before. */
const WEIGHTS = { throughput: 1, smoothness: 1e-2, lateness: 1e-4 } as const;

interface Tied {
  readonly facts: SiteFacts;
  readonly site: SiteProgramme;
  /** Every plan in it earns the same. */
  readonly face: LinearProgramme;
  readonly solver: LinearProgrammeSolver;
}

/** The calmest of the plans that earn the most. Without it, plans change from one price publication to the next for nothing. */
export function breakTies({ facts, site, face, solver }: Tied): LinearSolution {
  const columnCost = new Float64Array(face.columnCost.length);
  const columns: { cost: number; lower: number; upper: number }[] = [];
  const rows: ProgrammeRow[] = [];
  for (const { charge, discharge } of site.batteries) {
    facts.periods.forEach(({ durationHours }, index) => {
      const [into, out] = [at(charge, index), at(discharge, index)];
      columnCost[into] = -durationHours * (WEIGHTS.throughput + (WEIGHTS.lateness * index) / facts.periods.length);
      columnCost[out] = -durationHours * WEIGHTS.throughput;
      const [intoBefore, outBefore] = [charge[index - 1], discharge[index - 1]];
      if (intoBefore === undefined || outBefore === undefined) return;
      // Where neither period can move any more, the step between them cannot either.
      if ([into, out, intoBefore, outBefore].every((column) => face.columnLower[column] === face.columnUpper[column])) return;
      const up = columnCost.length + columns.length;
      const step = { cost: -WEIGHTS.smoothness, lower: 0, upper: Infinity };
      columns.push(step, step);
      rows.push({ lower: 0, upper: 0, entries: [[out, 1], [into, -1], [outBefore, -1], [intoBefore, 1], [up, -1], [up + 1, 1]] }); // prettier-ignore
    });
  }
  const solution = solver.solve(extended({ ...face, columnCost }, { columns, rows }));
  if (solution.status === 'infeasible') return solution;
  return { ...solution, values: solution.values.subarray(0, face.columnCost.length) };
}
