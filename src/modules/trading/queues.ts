/** The queue of batteries that need a new plan. */
export const MAKE_PLAN = 'make-plan';
