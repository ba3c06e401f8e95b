/** The queue of batteries whose setpoints may have to change. */
export const REFRESH_SETPOINT = 'refresh-setpoint';
