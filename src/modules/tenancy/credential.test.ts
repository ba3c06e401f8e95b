import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bearerOf, issueToken, parseToken, sameHash } from './credential.ts';

const kind = fc.constantFrom('api-key' as const, 'agent' as const);
const tenantSlug = fc.stringMatching(/^[a-z0-9-]{1,40}$/);

test('a token that was issued is read back as what it was issued for, and proves itself', () => {
  fc.assert(
    fc.property(kind, tenantSlug, fc.uuid(), (kind, tenantSlug, credentialId) => {
      const { token, secretHash } = issueToken({ kind, tenantSlug, credentialId });
      const read = parseToken(bearerOf(`Bearer ${token}`) ?? '');
      expect(read).toMatchObject({ kind, tenantSlug, credentialId });
      expect(read && sameHash(read.secretHash, secretHash)).toBe(true);
    }),
  );
});

test('a token with any one character changed proves nothing', () => {
  const issued = { kind: 'api-key', tenantSlug: 'alder', credentialId: randomUUID() } as const;
  const { token, secretHash } = issueToken(issued);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.stringMatching(/^[\w-]$/), (index, character) => {
      fc.pre(token[index] !== character);
      const read = parseToken(token.slice(0, index) + character + token.slice(index + 1));
      const isWhole =
        read && read.kind === issued.kind && read.tenantSlug === issued.tenantSlug && read.credentialId === issued.credentialId;
      expect(Boolean(isWhole && sameHash(read.secretHash, secretHash))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('two tokens never have the same secret, and the hash does not hold it', () => {
  const issue = () => issueToken({ kind: 'agent', tenantSlug: 'alder', credentialId: randomUUID() });
  const tokens = Array.from({ length: 100 }, issue);
  expect(new Set(tokens.map(({ token }) => token.slice(-50))).size).toBe(100);
  for (const { token, secretHash } of tokens) expect(secretHash.toString('base64url')).not.toBe(token.slice(-50));
});

test('a token ends with the checksum of the rest of it, and one of the time before checksums is read as well', () => {
  const { token } = issueToken({ kind: 'api-key', tenantSlug: 'alder', credentialId: randomUUID() });
  expect(token.slice(-7)).toBe(crc32(token.slice(0, -7)).toString(36).padStart(7, '0'));
  expect(parseToken(token)).not.toBeNull();
  expect(parseToken(token.slice(0, -7))).not.toBeNull();
  expect(parseToken(token.slice(0, -6))).toBeNull();
});

test.each([
  ['nothing', undefined],
  ['an empty header', ''],
  ['no scheme', 'hfk_a_b'],
  ['another scheme', 'Basic hfk_a_b'],
  ['two tokens', 'Bearer a b'],
  ['a token too long', `Bearer ${'a'.repeat(8_193)}`],
  ['characters no token has', 'Bearer hfk_a+b'],
])('no token is read from %s', (_what, header) => {
  expect(bearerOf(header)).toBeNull();
});

test.each(['', 'hfk', 'hfk_alder', 'hfx_alder_00000000000000000000000000000000_', 'hfk_ALDER_0_0'])(
  '%j is no token of ours',
  (text) => {
    expect(parseToken(text)).toBeNull();
  },
);

test('hashes of different lengths are not the same, and asking is no error', () => {
  expect(sameHash(Buffer.from('ab'), Buffer.from('abc'))).toBe(false);
});
