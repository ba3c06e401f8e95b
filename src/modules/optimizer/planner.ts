import { Worker } from 'node:worker_threads';
import { assert } from '../../kernel/assert.ts';
import type { SolverName } from './linear-programme.ts';
import { type Checked, checkPortfolio, checkProblem } from './check-problem.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import type { PortfolioProblem } from './portfolio-problem.ts';
import type { SitePlan } from './site-plan.ts';
import type { SiteProblem } from './site-problem.ts';
import type { ThreadMessage, ThreadOptions, ThreadTask } from './thread-messages.ts';

const DEADLINE_MS_DEFAULT = 30_000;
const THREAD_COUNT_MAX = 64;
/** Each waiting problem holds its periods; beyond this the caller is told, not the memory filled. */
const WAITING_TASK_COUNT_MAX = 10_000;
/** With the next problem at hand a thread need not wait until its last answer has been read. */
const READY_TASK_COUNT = 3;
/** But only while so many wait that one behind a long plan loses nothing against the others. */
const BACKLOG_TASK_COUNT = 50;
/** Of the time until the deadline of a portfolio, what goes into the search; the rest is for reading the plan it reached. */
const SEARCH_RATIO = 0.7;

export interface Planner {
  /** Rejects with `PlanProblemInvalid`, `PlanDeadlineExceeded`, or an `Error` for a bug. */
  plan(problem: SiteProblem, options?: { deadlineMs?: number }): Promise<SitePlan>;
  /** Waiting and running plans are rejected. */
  close(): Promise<void>;
}

export interface PortfolioPlanner extends Planner {
  /**
   * The same for a portfolio. The plan in force makes the way shorter, and stays where nothing earns more. Near the deadline the
   * search ends, and the plan says how far from the best it may be.
   */
  planPortfolio(problem: PortfolioProblem, options?: { deadlineMs?: number; previous?: PortfolioPlan }): Promise<PortfolioPlan>;
}

/** A problem that contradicts itself, with the place of every mistake. */
export class PlanProblemInvalid extends Error {
  override name = 'PlanProblemInvalid';
}

export class PlanDeadlineExceeded extends Error {
  override name = 'PlanDeadlineExceeded';
}

/** Threads that plan, one problem each at a time, the others waiting in the order in which they came. */
export function startPlanner(options: { solver: SolverName; threadCount: number }): PortfolioPlanner {
  const { threadCount } = options;
  assert(Number.isInteger(threadCount) && threadCount > 0 && threadCount <= THREAD_COUNT_MAX, 'a threadCount from 1 to 64');
  return new PlannerPool(options);
}

interface Task {
  readonly asked: ThreadTask;
  /** Nobody waits for it any more. */
  isSettled: boolean;
  settle(outcome: SitePlan | PortfolioPlan | Error): void;
}

interface Thread {
  readonly worker: Worker;
  isStarting: boolean;
  /** What it works on, and then what lies ready for it. */
  readonly tasks: Task[];
}

class PlannerPool implements PortfolioPlanner {
  readonly #solver: SolverName;
  readonly #threadCount: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting = new Set<Task>();
  #closed = false;

  constructor({ solver, threadCount }: { solver: SolverName; threadCount: number }) {
    this.#solver = solver;
    this.#threadCount = threadCount;
    this.#fill();
  }

  async plan(problem: SiteProblem, { deadlineMs = DEADLINE_MS_DEFAULT }: { deadlineMs?: number } = {}): Promise<SitePlan> {
    const task: ThreadTask = { kind: 'site', problem: validOf(checkProblem(problem)) };
    // True because a site is answered with the plan of a site.
    return (await this.#give(task, deadlineMs)) as SitePlan;
  }

  async planPortfolio(
    problem: PortfolioProblem,
    { deadlineMs = DEADLINE_MS_DEFAULT, previous }: { deadlineMs?: number; previous?: PortfolioPlan } = {},
  ): Promise<PortfolioPlan> {
    const searchUntilMs = performance.timeOrigin + performance.now() + SEARCH_RATIO * deadlineMs;
    const checked = validOf(checkPortfolio(problem));
    const task: ThreadTask = { kind: 'portfolio', problem: checked, previous: previous ?? null, searchUntilMs };
    // True because a portfolio is answered with the plan of a portfolio.
    return (await this.#give(task, deadlineMs)) as PortfolioPlan;
  }

  async #give(asked: ThreadTask, deadlineMs: number): Promise<SitePlan | PortfolioPlan> {
    if (this.#closed) throw new Error('The planner is closed.');
    if (this.#waiting.size >= WAITING_TASK_COUNT_MAX) throw new Error(`More than ${WAITING_TASK_COUNT_MAX} plans are waiting.`);
    return new Promise((resolve, reject) => {
      // Counted from the call, so that the time spent waiting for a thread is the caller's time too.
      const timer = setTimeout(() => this.#expire(task, deadlineMs), deadlineMs);
      const task: Task = {
        asked,
        isSettled: false,
        settle: (outcome) => {
          task.isSettled = true;
          clearTimeout(timer);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      };
      this.#waiting.add(task);
      this.#fill();
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const closed = new Error('The planner was closed before the plan was ready.');
    const threads = [...this.#threads];
    for (const thread of threads) this.#drop(thread, closed);
    for (const task of this.#waiting) task.settle(closed);
    this.#waiting.clear();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #fill(): void {
    while (!this.#closed && this.#threads.size < this.#threadCount) this.#startThread();
  }

  #startThread(): void {
    const workerData: ThreadOptions = { solver: this.#solver };
    const worker = new Worker(new URL('./solver-thread.ts', import.meta.url), { workerData });
    const thread: Thread = { worker, isStarting: true, tasks: [] };
    this.#threads.add(thread);
    worker.on('message', (message: ThreadMessage) => this.#hear(thread, message));
    worker.on('error', (cause: unknown) => this.#lose(thread, new Error('A solver thread broke.', { cause })));
    worker.on('exit', (code) => this.#lose(thread, new Error(`A solver thread ended with code ${code}.`)));
  }

  #hear(thread: Thread, message: ThreadMessage): void {
    // A thread that was given up may still have had an answer under way.
    if (!this.#threads.has(thread)) return;
    // A solver that broke may have left its memory broken: seen with GLPK, whose every later answer then failed.
    if (message.kind === 'failed') return this.#replace(thread, message.error);
    if (message.kind === 'ready') thread.isStarting = false;
    else thread.tasks.shift()?.settle(message.plan);
    this.#assign();
  }

  /** Each thread gets one to work on before any gets another to lie ready. */
  #assign(): void {
    for (let readyCount = 0; readyCount <= READY_TASK_COUNT; readyCount += 1) {
      for (const thread of this.#threads) {
        if (thread.isStarting || thread.tasks.length > readyCount) continue;
        const [task] = this.#waiting;
        if (!task || (readyCount > 0 && this.#waiting.size < BACKLOG_TASK_COUNT)) return;
        this.#waiting.delete(task);
        thread.tasks.push(task);
        thread.worker.postMessage(task.asked);
      }
    }
  }

  #expire(task: Task, deadlineMs: number): void {
    const exceeded = new PlanDeadlineExceeded(`No plan within ${deadlineMs} ms.`);
    if (this.#waiting.delete(task)) return task.settle(exceeded);
    for (const thread of this.#threads) {
      const place = thread.tasks.indexOf(task);
      // A solver cannot be interrupted: only the end of its thread stops it.
      if (place === 0) return this.#replace(thread, exceeded);
      if (place > 0) return task.settle(exceeded);
    }
  }

  #replace(thread: Thread, reason: Error): void {
    this.#drop(thread, reason);
    void thread.worker.terminate();
    this.#fill();
  }

  #lose(thread: Thread, cause: Error): void {
    if (!this.#threads.has(thread)) return;
    this.#drop(thread, cause);
    if (!thread.isStarting) return this.#fill();
    // Whatever keeps a thread from starting would keep the next one: those who wait are told, and the next call tries again.
    for (const task of this.#waiting) task.settle(cause);
    this.#waiting.clear();
  }

  /** What it works on fails; what only lay ready for it is given to another. */
  #drop(thread: Thread, reason: Error): void {
    this.#threads.delete(thread);
    const [running, ...ready] = thread.tasks;
    running?.settle(reason);
    const waiting = [...ready.filter(({ isSettled }) => !isSettled), ...this.#waiting];
    this.#waiting.clear();
    for (const task of waiting) this.#waiting.add(task);
  }
}

function validOf<Problem>({ problem, errors }: Checked<Problem>): Problem {
  if (errors) throw new PlanProblemInvalid(errors.map(({ path, message }) => `${path} ${message}.`).join(' '));
  return problem;
}
