/** What must never leave the tenant it belongs to, and how it is found in a text. */

/** In every text of the other tenant, and of the shadow. */
export const CANARY = 'CNRY';
/** Every number of theirs begins with it. */
export const RESERVED_NUMBER = '909090';
const RESERVED = new RegExp(`[:[,"]\\s*-?${RESERVED_NUMBER}[\\d.]*(?=[,}\\]"\\s]|$)`);
const UUID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/g;
/** A global id is base64 of `Type:uuid`, a cursor of JSON: both are looked into. */
const BASE64 = /[A-Za-z0-9+/_-]{40,}={0,2}/g;

export interface Canaries {
  /** The ids that nobody but the other tenant has. */
  readonly ids: ReadonlySet<string>;
}

/** The first thing in a text that is another tenant's; null when there is none. What was asked may come back. */
export function canaryIn(text: string, { ids }: Canaries, asked: readonly string[] = []): string | null {
  let rest = text;
  for (const part of asked) if (part !== '') rest = rest.replaceAll(part, '');
  return wordIn(rest) ?? foreignId(rest, ids) ?? decoded(rest, ids);
}

/** As `canaryIn`, without ids: a log may name what somebody asked for. */
export function wordIn(text: string): string | null {
  if (text.includes(CANARY)) return text.slice(Math.max(0, text.indexOf(CANARY) - 80), text.indexOf(CANARY) + 80);
  return RESERVED.exec(text)?.[0] ?? null;
}

function foreignId(text: string, ids: ReadonlySet<string>): string | null {
  for (const [uuid] of text.matchAll(UUID)) if (ids.has(uuid.replaceAll('-', ''))) return uuid;
  return null;
}

function decoded(text: string, ids: ReadonlySet<string>): string | null {
  for (const [token] of text.matchAll(BASE64)) {
    const inner = Buffer.from(token, 'base64').toString('latin1');
    const found = (inner.includes(CANARY) && inner) || foreignId(inner, ids);
    if (found) return `${token} holds ${found}`;
  }
  return null;
}
