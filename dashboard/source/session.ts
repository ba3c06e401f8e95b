import { isPersonKey, personToken, storedPerson } from './person/person-session.ts';

/** A key lives in the tab's session storage: it goes when the tab goes and is never in an address. */
const STORAGE_KEY = 'holdfast.key';
const SESSIONS_KEY = 'holdfast.sessions';
const FRAGMENT = '#key=';
/** The oldest is forgotten first. */
const SESSION_COUNT_MAX = 12;

/** Somebody as whom this tab has signed in. */
export interface KnownSession {
  readonly key: string;
  readonly role: string;
  readonly tenantSlug: string;
  /** The party it acts for, or the tenant. */
  readonly name: string;
}

/** The key of this tab, or what stands for the person who is signed in. */
export function storedKey(): string | null {
  return sessionStorage.getItem(STORAGE_KEY) ?? storedPerson()?.key ?? null;
}

/** What is sent for a key: itself, or a person's token of now. */
export function tokenOf(key: string): Promise<string> {
  return isPersonKey(key) ? personToken(key) : Promise.resolve(key);
}

export function storeKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, key);
}

export function knownSessions(): readonly KnownSession[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(SESSIONS_KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isSession) : [];
  } catch {
    // Somebody else wrote there: whoever is signed in signs in again.
    return [];
  }
}

/** Keeps a session whose key was accepted, so that the reader can come back to it. */
export function rememberSession(session: KnownSession): void {
  const others = knownSessions().filter(({ key }) => key !== session.key);
  sessionStorage.setItem(SESSIONS_KEY, JSON.stringify([...others, session].slice(-SESSION_COUNT_MAX)));
}

/** Forgets one session; all of them when no key is given. */
export function forgetSession(key: string | null): void {
  const kept = key === null ? [] : knownSessions().filter((session) => session.key !== key);
  sessionStorage.setItem(SESSIONS_KEY, JSON.stringify(kept));
}

/** Takes a key out of the fragment and out of the address bar and its history entry, before anything else can read it. */
export function takeKeyFromAddress(): void {
  if (!location.hash.startsWith(FRAGMENT)) return;
  const key = decodeURIComponent(location.hash.slice(FRAGMENT.length));
  history.replaceState(null, '', location.pathname + location.search);
  if (key !== '') storeKey(key);
}

function isSession(value: unknown): value is KnownSession {
  if (typeof value !== 'object' || value === null) return false;
  return ['key', 'role', 'tenantSlug', 'name'].every((name) => typeof Reflect.get(value, name) === 'string');
}
