export type { BatteryPlan } from './follow-energy.ts';
export { PlanProblemInvalid, type PlanProblem } from './plan-problem.ts';
export { PlanDeadlineExceeded, startPlanner, type Planner } from './planner.ts';
