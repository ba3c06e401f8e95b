/** What the agent keeps of who it is: its key, which never leaves the site, and its certificate. */
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { readIfPresent, writeDurably } from './durable-file.ts';

const OWNER_ONLY = 0o600;

const Credentials = Type.Object({
  keyPem: Type.String(),
  certificatePem: Type.String(),
  /** The authorities that the platform's own certificates are checked against. */
  authoritiesPem: Type.Array(Type.String(), { minItems: 1 }),
});

/** Kept before it is sent: when the answer is lost, the same request with the same key gets it again. */
const Request = Type.Object({
  keyPem: Type.String(),
  csrPem: Type.String(),
  idempotencyKey: Type.String(),
  /** Null asks for the next certificate with the present one. */
  tokenHash: Type.Union([Type.String(), Type.Null()]),
});

const Identity = Type.Object({
  credentials: Type.Union([Credentials, Type.Null()]),
  /** Of the token that led to them. */
  tokenHash: Type.Union([Type.String(), Type.Null()]),
  request: Type.Union([Request, Type.Null()]),
});

export type Credentials = Static<typeof Credentials>;
export type CertificateRequest = Static<typeof Request>;
export type StoredIdentity = Static<typeof Identity>;

const compiled = Compile(Identity);
const NOTHING: StoredIdentity = { credentials: null, tokenHash: null, request: null };

export const identityPath = (dataDir: string): string => join(dataDir, 'identity.json');

/** Nothing when there is no file yet; a damaged one is an error, for the key in it cannot be made again. */
export async function loadIdentity(path: string): Promise<StoredIdentity> {
  const text = await readIfPresent(path);
  if (text === null) return NOTHING;
  const value: unknown = JSON.parse(text);
  if (!compiled.Check(value)) throw new Error(`${path} does not hold an agent's identity; remove it and enrol the agent again`);
  return value;
}

/** Key and certificate in one file: after a crash they still belong together. */
export async function saveIdentity(path: string, identity: StoredIdentity): Promise<void> {
  await writeDurably(path, JSON.stringify(identity), OWNER_ONLY);
}

/** When a certificate ends, and when it is time for the next one: at two thirds. */
export function timesOf({ certificatePem }: Credentials): { readonly untilMs: number; readonly renewAtMs: number } {
  const certificate = new X509Certificate(certificatePem);
  const fromMs = certificate.validFromDate.getTime();
  const untilMs = certificate.validToDate.getTime();
  return { untilMs, renewAtMs: fromMs + ((untilMs - fromMs) * 2) / 3 };
}
