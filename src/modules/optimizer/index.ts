export { checkProblem } from './check-problem.ts';
export type { SolverName } from './linear-programme.ts';
export { loadSolver } from './load-solver.ts';
export { planSite, programmeOf } from './plan-site.ts';
export { PlanDeadlineExceeded, PlanProblemInvalid, startPlanner, type Planner } from './planner.ts';
export { SitePlan } from './site-plan.ts';
export { type SiteBattery, SiteProblem, type SiteResponse } from './site-problem.ts';
