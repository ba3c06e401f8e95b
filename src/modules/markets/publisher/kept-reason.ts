const REASON_LENGTH_MAX = 500;

/** A reason quotes what was told, which may be long, and PostgreSQL takes no NUL in a text. Pure. */
export function keptReason(reason: string): string {
  return reason.slice(0, REASON_LENGTH_MAX).replaceAll('\0', '\uFFFD');
}
