/** The queue of batteries whose setpoints may have to change. */
export const REFRESH_SETPOINT = 'refresh-setpoint';
/** The queue of batteries that may have sold responses that are not enabled. */
export const ENABLE_SOLD = 'enable-sold-responses';
