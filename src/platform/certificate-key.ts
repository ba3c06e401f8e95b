import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';

/** The one kind of key that certificates are made with. */
export const CERTIFICATE_KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export async function printPrivateKey(key: CryptoKey): Promise<string> {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' });
}

/** The key pair of a private key in PEM; throws when it is none of our kind. */
export async function readKeyPair(pem: string): Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }> {
  const key = createPrivateKey(pem);
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, CERTIFICATE_KEY, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', spki, CERTIFICATE_KEY, true, ['verify']),
  };
}
