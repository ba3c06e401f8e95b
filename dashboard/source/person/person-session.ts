import { clear, createStore, del, get, set, update } from 'idb-keyval';
import { endAtIssuer, isRefusal, renewedTokens, type Tokens } from './issuer.ts';

/**
 * Who has signed in with a password is kept for all tabs of this browser: a refresh token works once, so that two tabs with
 * one each would end each other. For the same reason the tokens lie in a database and not beside the name: what one tab puts
 * into the local storage another one reads some time later, lock or no lock.
 */
const STORAGE_KEY = 'holdfast.person';
const STORE = createStore('holdfast', 'tokens');
const LOCK = 'holdfast.renew';
const KEY_PREFIX = 'person:';
/** Before it ends by so much, a token is used no more. */
const RENEW_BEFORE_MS = 90_000;

interface Person {
  /** Stands for the tokens where a key would: it stays while they change. */
  readonly key: string;
  readonly tenantSlug: string;
}

/** The person is signed in no more, and has to do it again. */
export class SessionEnded extends Error {}

export function isPersonKey(key: string | null): boolean {
  return key?.startsWith(KEY_PREFIX) ?? false;
}

export function storedPerson(): Person | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    return isPerson(value) ? value : null;
  } catch {
    // Somebody else wrote there: the person signs in again.
    return null;
  }
}

/** Begins a session with the tokens of a sign-in. */
export async function savePerson(tenantSlug: string, tokens: Tokens): Promise<string> {
  const key = `${KEY_PREFIX}${crypto.randomUUID()}`;
  await clear(STORE);
  await set(key, tokens, STORE);
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ key, tenantSlug } satisfies Person));
  return key;
}

/** A token that is good for a while yet; one tab at a time fetches the next, and the others take it. */
export async function personToken(key: string): Promise<string> {
  const held = await tokensOf(key);
  if (isFresh(held)) return held.accessToken;
  return navigator.locks.request(LOCK, async () => {
    const now = await tokensOf(key);
    return isFresh(now) ? now.accessToken : renew(personOf(key), now);
  });
}

/** The platform has refused the token: the next one who asks gets another, or learns that there is none. */
export async function distrustToken(key: string, token: string): Promise<void> {
  await change(key, (held) => (held.accessToken === token ? { ...held, expiresAtMs: 0 } : held));
}

/** Signs the person out here at once and at the issuer as soon as it answers. */
export async function endPerson(key: string): Promise<void> {
  const person = storedPerson();
  if (person?.key !== key) return;
  localStorage.removeItem(STORAGE_KEY);
  const held = await get<Tokens>(key, STORE);
  await del(key, STORE);
  if (held) await endAtIssuer(person.tenantSlug, held);
}

/** Says when another tab has signed the person out, or somebody else in. */
export function watchPerson(key: string, ended: () => void): () => void {
  const look = (event: StorageEvent): void => {
    if (event.key === STORAGE_KEY && storedPerson()?.key !== key) ended();
  };
  addEventListener('storage', look);
  return () => removeEventListener('storage', look);
}

function personOf(key: string): Person {
  const person = storedPerson();
  if (person?.key !== key) throw new SessionEnded();
  return person;
}

async function tokensOf(key: string): Promise<Tokens> {
  const held = await get<Tokens>(key, STORE);
  if (!held) throw new SessionEnded();
  return held;
}

function isFresh({ expiresAtMs }: Tokens): boolean {
  return expiresAtMs - Date.now() > RENEW_BEFORE_MS;
}

async function renew({ key, tenantSlug }: Person, held: Tokens): Promise<string> {
  try {
    const tokens = await renewedTokens(tenantSlug, held);
    await change(key, () => tokens);
    // Whoever signed out meanwhile stays signed out.
    return (await tokensOf(key)).accessToken;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (storedPerson()?.key === key) localStorage.removeItem(STORAGE_KEY);
    await del(key, STORE);
    throw new SessionEnded();
  }
}

/** Changes what is there still, and never brings back what has gone. */
function change(key: string, changed: (held: Tokens) => Tokens): Promise<void> {
  return update<Tokens | undefined>(key, (held) => held && changed(held), STORE);
}

function isPerson(value: unknown): value is Person {
  if (typeof value !== 'object' || value === null) return false;
  return ['key', 'tenantSlug'].every((name) => typeof Reflect.get(value, name) === 'string');
}
