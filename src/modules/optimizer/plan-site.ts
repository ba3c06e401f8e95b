import { buildSite } from './build-site.ts';
import type { LinearProgramme, LinearProgrammeSolver } from './linear-programme.ts';
import { readPlan } from './read-plan.ts';
import { factsOf } from './site-facts.ts';
import type { SitePlan } from './site-plan.ts';
import type { SiteProblem } from './site-problem.ts';
import { solveSite } from './solve-site.ts';

/** The best plan for a checked problem of a site. The same problem gives the same plan. */
export function planSite(problem: SiteProblem, solver: LinearProgrammeSolver): SitePlan {
  const facts = factsOf(problem);
  return readPlan(facts, solveSite(facts, solver), solver.name);
}

/** The programme that a checked problem is solved by first, for those who want to measure the solver alone. */
export function programmeOf(problem: SiteProblem): LinearProgramme {
  return buildSite(factsOf(problem), { elastic: false, exclusive: new Set() }).programme;
}
