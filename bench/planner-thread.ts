/** A bare loop over the solver: programmes written beforehand are passed, run and read. Nothing else is done with them. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadSolver, programmeOf, type SiteProblem } from '../src/modules/optimizer/index.ts';

/** What the bench starts it with. */
export interface BareLoop {
  readonly problems: readonly SiteProblem[];
}

// True because bench/planner.ts, the only one that starts this file, gives a BareLoop.
const { problems } = workerData as BareLoop;
const solver = await loadSolver('highs');
const programmes = problems.map(programmeOf);
for (const programme of programmes.slice(0, 50)) solver.solve(programme);
parentPort?.on('message', () => {
  const startedAtMs = performance.now();
  for (const programme of programmes) solver.solve(programme);
  parentPort?.postMessage(performance.now() - startedAtMs);
});
parentPort?.postMessage(0);
