const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const URI_LENGTH_MAX = 500;

/**
 * Whether an app may be answered there: by TLS, on the person's own machine, or in a program that has registered a scheme
 * named after a domain. It is compared character by character later, so it has nothing that could vary.
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > URI_LENGTH_MAX || !URL.canParse(text)) return false;
  const { protocol, hostname, hash, username, password } = new URL(text);
  if (hash !== '' || text.includes('#') || text.includes('*') || username !== '' || password !== '') return false;
  switch (protocol) {
    case 'https:':
      return true;
    case 'http:':
      return LOOPBACK.has(hostname);
    default:
      return isOwnScheme(protocol);
  }
}

/** Whether it leads into a program on the person's device instead of to a web page. */
export function isOwnScheme(protocol: string): boolean {
  return /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/.test(protocol);
}
