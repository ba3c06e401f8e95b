import Type from 'typebox';

/** An instant in UTC, to the nanosecond at most. */
export const WireInstant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$' });
/** A price per MWh as a text, to the millionth at most. */
export const WirePrice = Type.String({ pattern: '^-?\\d{1,6}(\\.\\d{1,6})?$' });
export const WireDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
