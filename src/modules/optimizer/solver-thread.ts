import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../kernel/assert.ts';
import { loadSolver } from './load-solver.ts';
import { planPortfolio } from './plan-portfolio.ts';
import { planSite } from './plan-site.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import type { SitePlan } from './site-plan.ts';
import type { ThreadMessage, ThreadOptions, ThreadTask } from './thread-messages.ts';

const port = present(parentPort, 'to run in a worker thread');
// True because planner.ts, the only one that starts this file, gives ThreadOptions.
const options = workerData as ThreadOptions;
const solver = await loadSolver(options.solver);

// planner.ts sends only checked problems.
port.on('message', (task: ThreadTask) => tell(answer(task)));
tell({ kind: 'ready' });

function answer(task: ThreadTask): ThreadMessage {
  try {
    return { kind: 'planned', plan: planned(task) };
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function planned(task: ThreadTask): SitePlan | PortfolioPlan {
  if (task.kind === 'site') return planSite(task.problem, solver);
  const goOn = (): boolean => performance.timeOrigin + performance.now() < task.searchUntilMs;
  return planPortfolio(task.problem, task.previous === null ? { goOn } : { goOn, previous: task.previous });
}

function tell(message: ThreadMessage): void {
  port.postMessage(message);
}
