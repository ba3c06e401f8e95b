import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../kernel/assert.ts';
import { loadSolver } from './load-solver.ts';
import { planSite } from './plan-site.ts';
import type { SiteProblem } from './site-problem.ts';
import type { ThreadMessage, ThreadOptions } from './thread-messages.ts';

const port = present(parentPort, 'to run in a worker thread');
// True because planner.ts, the only one that starts this file, gives ThreadOptions.
const options = workerData as ThreadOptions;
const solver = await loadSolver(options.solver);

// planner.ts sends only checked problems.
port.on('message', (problem: SiteProblem) => tell(answer(problem)));
tell({ kind: 'ready' });

function answer(problem: SiteProblem): ThreadMessage {
  try {
    return { kind: 'planned', plan: planSite(problem, solver) };
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function tell(message: ThreadMessage): void {
  port.postMessage(message);
}
