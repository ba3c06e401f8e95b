import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';

/** 32 MiB and about 0.2 s each: guessing is dear, and the two cores of a small machine still serve. */
const COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const SCHEME = 'scrypt-15-8-3';
const INITIAL_BYTES = 12;

/** A password to begin with, shown once. */
export function newPassword(): string {
  return randomBytes(INITIAL_BYTES).toString('base64url');
}

/** What is kept of a password: scheme, salt and hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return [SCHEME, salt.toString('base64url'), (await derive(password, salt)).toString('base64url')].join('$');
}

/** Whether a password is the one that was kept. Without one it takes as long, so that nobody learns who has an account. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [scheme, salt = '', hash = ''] = (kept ?? NOBODY).split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(hash, 'base64url');
  return kept !== null && scheme === SCHEME && expected.length === HASH_BYTES && timingSafeEqual(derived, expected);
}

const NOBODY = [SCHEME, Buffer.alloc(SALT_BYTES).toString('base64url'), Buffer.alloc(HASH_BYTES).toString('base64url')].join('$');

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard are the same password.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
