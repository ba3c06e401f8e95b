import 'reflect-metadata';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralNames,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  type PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { assert } from '../kernel/assert.ts';
import type { Authority } from './authority-files.ts';
import { CERTIFICATE_KEY, printPrivateKey } from './certificate-key.ts';
import { newSerial } from './certificate-serial.ts';
import type { TlsSettings } from './client-certificate.ts';

/** Signs short-lived certificates for devices. Validity is by the wall clock, whatever the world's clock says. */
export interface DeviceAuthority {
  /** The wall clock's instant, by which certificates and enrolment tokens end. */
  now(): Date;
  /** Every authority that is trusted, newest first. */
  readonly authoritiesPem: readonly string[];
  issue(device: Device): Promise<IssuedCertificate>;
  /** A new key and its certificate for signing under a name and for a usage, trusted by whoever knows the older authority. */
  documentSigner(signer: { readonly commonName: string; readonly usage: string }): Promise<DocumentSigner>;
  /** For a listener under these names, trusted by whoever knows the older authority. */
  serverTls(hosts: readonly string[]): Promise<TlsSettings>;
}

export interface DocumentSigner {
  readonly certificateDer: Buffer;
  readonly issuedAt: Date;
  /** Signs with SHA-256; the two numbers of the signature one after the other, as JWS has them. */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Buffer>;
}

interface Device {
  readonly commonName: string;
  readonly uris: readonly string[];
  readonly publicKey: PublicKey;
}

export interface IssuedCertificate {
  readonly pem: string;
  /** Hexadecimal. */
  readonly serial: string;
  readonly fingerprint256: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface CertificateRequest {
  readonly commonName: string;
  readonly publicKey: PublicKey;
}

/** Clocks of sites may be behind by so much. */
const SKEW_MS = 5 * 60_000;
/** At most this part of a short lifetime, so that a new certificate is not old at once. */
const SKEW_PARTS = 10;
const SERVER_LIFETIME_MS = 365 * 86_400_000;
/** Longer than anything that is signed has any effect. */
const SIGNER_LIFETIME_MS = 7 * 86_400_000;
/** What X.509 allows (ub-common-name). */
export const COMMON_NAME_LENGTH_MAX = 64;

export function createDeviceAuthority({
  authorities,
  lifetimeMs,
  wallNow,
}: {
  /** Newest first; the first one signs for devices. */
  authorities: readonly [Authority, ...Authority[]];
  lifetimeMs: number;
  wallNow: () => Date;
}): DeviceAuthority {
  const [newest] = authorities;
  const oldest = authorities.at(-1) ?? newest;
  return {
    now: wallNow,
    authoritiesPem: authorities.map(({ pem }) => pem),
    async issue({ commonName, uris, publicKey }) {
      assert(commonName.length <= COMMON_NAME_LENGTH_MAX, 'a common name that a certificate can have');
      const names = uris.map((value) => ({ type: 'url', value }) as const);
      const extensions = [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])];
      const certificate = await sign(newest, { commonName, publicKey, names, extensions, lifetimeMs, now: wallNow() });
      return {
        pem: certificate.toString('pem'),
        serial: certificate.serialNumber,
        fingerprint256: await fingerprintOf(certificate),
        notBefore: certificate.notBefore,
        notAfter: certificate.notAfter,
      };
    },
    async documentSigner({ commonName, usage }) {
      const now = wallNow();
      const keys = await crypto.subtle.generateKey(CERTIFICATE_KEY, false, ['sign', 'verify']);
      const certificate = await sign(oldest, {
        commonName,
        publicKey: keys.publicKey,
        names: [],
        extensions: [new ExtendedKeyUsageExtension([usage])],
        lifetimeMs: SIGNER_LIFETIME_MS,
        now,
      });
      return {
        certificateDer: Buffer.from(certificate.rawData),
        issuedAt: now,
        sign: async (bytes) => Buffer.from(await crypto.subtle.sign(CERTIFICATE_KEY, keys.privateKey, bytes)),
      };
    },
    async serverTls(hosts) {
      const keys = await crypto.subtle.generateKey(CERTIFICATE_KEY, true, ['sign', 'verify']);
      const certificate = await sign(oldest, {
        commonName: 'Holdfast',
        publicKey: keys.publicKey,
        names: hosts.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value }) as const),
        extensions: [new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])],
        lifetimeMs: SERVER_LIFETIME_MS,
        now: wallNow(),
      });
      return {
        cert: `${certificate.toString('pem')}\n${oldest.pem}\n`,
        key: await printPrivateKey(keys.privateKey),
        ca: authorities.map(({ pem }) => pem),
      };
    },
  };
}

/** Reads a request and checks that its sender holds the key it names; null when it is none, or of another kind of key. */
export async function readCertificateRequest(pem: string): Promise<CertificateRequest | null> {
  try {
    const request = new Pkcs10CertificateRequest(pem);
    const [commonName, ...more] = request.subjectName.getField('CN');
    const { algorithm } = request.publicKey;
    const isOurs = algorithm.name === CERTIFICATE_KEY.name && Reflect.get(algorithm, 'namedCurve') === CERTIFICATE_KEY.namedCurve;
    if (commonName === undefined || more.length > 0 || !isOurs || !(await request.verify())) return null;
    return { commonName, publicKey: request.publicKey };
  } catch {
    // Whatever it is, it is no request.
    return null;
  }
}

async function sign(
  authority: Authority,
  {
    commonName,
    publicKey,
    names,
    extensions,
    lifetimeMs,
    now,
  }: {
    commonName: string;
    publicKey: PublicKey | CryptoKey;
    names: JsonGeneralNames;
    extensions: readonly Extension[];
    lifetimeMs: number;
    now: Date;
  },
): Promise<X509Certificate> {
  const issuer = new X509Certificate(authority.pem);
  return X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: [{ CN: [commonName] }],
    issuer: issuer.subjectName,
    notBefore: new Date(now.getTime() - Math.min(SKEW_MS, lifetimeMs / SKEW_PARTS)),
    notAfter: new Date(Math.min(now.getTime() + lifetimeMs, issuer.notAfter.getTime())),
    publicKey,
    signingKey: authority.key,
    signingAlgorithm: CERTIFICATE_KEY,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ...extensions,
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
}

/** As Node prints it for a connection. */
async function fingerprintOf(certificate: X509Certificate): Promise<string> {
  const hex = Buffer.from(await certificate.getThumbprint('SHA-256')).toString('hex');
  return (hex.toUpperCase().match(/../g) ?? []).join(':');
}
