import type { SolverName } from './linear-programme.ts';
import type { SitePlan } from './site-plan.ts';

/** What a solver thread is started with. */
export interface ThreadOptions {
  readonly solver: SolverName;
}

/** What a solver thread says: once that it is ready, then one answer for each problem. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'planned'; readonly plan: SitePlan }
  | { readonly kind: 'failed'; readonly error: Error };
