const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** A fact as it was before it was kept as JSON: what is printed as instants are printed is an instant again. Pure. */
export function revived<Fact>(json: unknown): Fact {
  // Only what was printed from a fact of that kind is kept under its name.
  return JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  ) as Fact;
}
