/** The API key lives in the tab's session storage: it goes when the tab goes and is never in an address. */
const STORAGE_KEY = 'holdfast.key';
const FRAGMENT = '#key=';

export function storedKey(): string | null {
  return sessionStorage.getItem(STORAGE_KEY);
}

export function storeKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, key);
}

/** Takes a key out of the fragment and out of the address bar and its history entry, before anything else can read it. */
export function takeKeyFromAddress(): void {
  if (!location.hash.startsWith(FRAGMENT)) return;
  const key = decodeURIComponent(location.hash.slice(FRAGMENT.length));
  history.replaceState(null, '', location.pathname + location.search);
  if (key !== '') storeKey(key);
}
