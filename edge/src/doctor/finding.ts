/** What an examination of a site found, and what to do about it. */

export interface Finding {
  readonly what: string;
  readonly grade: 'ok' | 'warning' | 'failure';
  readonly says: string;
  /** Null where there is nothing to do. */
  readonly advice: string | null;
}

export function fine(what: string, says: string): Finding {
  return { what, grade: 'ok', says, advice: null };
}

export function warning(what: string, says: string, advice: string): Finding {
  return { what, grade: 'warning', says, advice };
}

export function failure(what: string, says: string, advice: string): Finding {
  return { what, grade: 'failure', says, advice };
}

/** What an error says to a reader who did not write the program. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's attempts at several addresses come as one error without a text.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error.message || error.name;
}
