import type { SolverName } from './linear-programme.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import type { PortfolioProblem } from './portfolio-problem.ts';
import type { SitePlan } from './site-plan.ts';
import type { SiteProblem } from './site-problem.ts';

/** What a solver thread is started with. */
export interface ThreadOptions {
  readonly solver: SolverName;
}

/** What a solver thread is asked. */
export type ThreadTask =
  | { readonly kind: 'site'; readonly problem: SiteProblem }
  | {
      readonly kind: 'portfolio';
      readonly problem: PortfolioProblem;
      readonly previous: PortfolioPlan | null;
      /** When it is to stop on its way to the optimum, by the clock that all threads share. */
      readonly searchUntilMs: number;
    };

/** What a solver thread says: once that it is ready, then one answer for each problem. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'planned'; readonly plan: SitePlan | PortfolioPlan }
  | { readonly kind: 'failed'; readonly error: Error };
