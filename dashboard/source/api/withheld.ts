/** One field that an answer left out because it is not the viewer's to see, and what would give it. */
export interface Withheld {
  readonly path: readonly (string | number)[];
  readonly group: string;
  readonly reason: string;
  readonly missing: string;
}

/** What an answer left out, as told in its extensions. */
export function withheldIn(extensions: unknown): Withheld[] {
  const list = fieldOf(extensions, 'withheld');
  return Array.isArray(list) ? list.flatMap(parseWithheld) : [];
}

/** Why a field was left out, by its name and, where it holds several groups of facts, the group; null when it was not, or only in part. */
export function whyWithheld(withheld: readonly Withheld[], field: string, group?: string): string | null {
  const found = withheld.find((one) => isAbout(one, field) && !isPartly(one) && (group ?? one.group) === one.group);
  return found?.missing ?? null;
}

/** Whether a field holds only the part of a span that lies inside an agreement. */
export function isPartlyWithheld(withheld: readonly Withheld[], field: string): boolean {
  return withheld.some((one) => isAbout(one, field) && isPartly(one));
}

/** Whether an entry is about a part of what was asked for: the rest was answered. */
export function isPartly({ reason }: Withheld): boolean {
  return reason === 'OUTSIDE_AGREEMENT';
}

function isAbout({ path }: Withheld, field: string): boolean {
  return path.at(-1) === field;
}

function parseWithheld(value: unknown): Withheld[] {
  const [path, group, reason, missing] = ['path', 'group', 'reason', 'missing'].map((name) => fieldOf(value, name));
  if (!Array.isArray(path) || typeof group !== 'string' || typeof reason !== 'string' || typeof missing !== 'string') return [];
  return [{ path: path.filter((key) => typeof key === 'string' || typeof key === 'number'), group, reason, missing }];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
