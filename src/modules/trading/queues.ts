/** The queue of batteries that need a new plan. */
export const MAKE_PLAN = 'make-plan';
/** The queue of market runs that may have something to do. */
export const CONTINUE_RUN = 'continue-market-run';
/** The queue of batteries whose units may have to be declared anew. */
export const DECLARE_BATTERY = 'declare-battery';
