import 'reflect-metadata';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { CERTIFICATE_KEY, printPrivateKey, readKeyPair } from './certificate-key.ts';
import { newSerial } from './certificate-serial.ts';
import { Fault } from './fault.ts';

/** A certificate authority: its certificate and the key it signs with. */
export interface Authority {
  readonly pem: string;
  readonly key: CryptoKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

type Authorities = readonly [Authority, ...Authority[]];

/** While one authority takes over from another both are trusted. */
const TRUSTED_COUNT_MAX = 2;
const LIFETIME_MS = 10 * 365 * 86_400_000;
/** The next one is made so long before the end, which gives every device time to hear of it with a renewal. */
const OVERLAP_MS = 365 * 86_400_000;

/** The authorities of a data folder, newest first. Made when there is none, or when the newest is about to end. */
export async function keepAuthorities(folder: string, now: Date): Promise<Authorities> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pem'));
  const kept = await Promise.all(names.map((name) => readAuthority(path.join(folder, name))));
  const valid = trusted(kept, now);
  if (valid && valid[0].notAfter.getTime() - now.getTime() > OVERLAP_MS) return valid;
  const next = await createAuthority(now);
  const file = path.join(folder, `${now.toISOString().replaceAll(/[:.]/g, '-')}.pem`);
  // Its owner alone reads it; a crash leaves no half of it under the name.
  await writeFile(`${file}.new`, next.text, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return trusted([...kept, next.authority], now) ?? [next.authority];
}

/** The authorities that an installation was given as files, each a certificate and its key. */
export async function readAuthorities(files: readonly string[], now: Date): Promise<Authorities> {
  const valid = trusted(await Promise.all(files.map(readAuthority)), now);
  if (!valid) throw new Fault('BAD_USER_INPUT', { tell: `None of the device authorities (${files.join(', ')}) is valid now.` });
  return valid;
}

/** A new authority, and the text of the file that keeps it. */
export async function createAuthority(now: Date): Promise<{ authority: Authority; text: string }> {
  const keys = await crypto.subtle.generateKey(CERTIFICATE_KEY, true, ['sign', 'verify']);
  const serialNumber = newSerial();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: [{ CN: [`Holdfast devices ${serialNumber.slice(0, 8)}`] }],
    notBefore: now,
    notAfter: new Date(now.getTime() + LIFETIME_MS),
    keys,
    signingAlgorithm: CERTIFICATE_KEY,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const { notBefore, notAfter } = certificate;
  const pem = certificate.toString('pem');
  return {
    authority: { pem, key: keys.privateKey, notBefore, notAfter },
    text: `${pem}\n${await printPrivateKey(keys.privateKey)}`,
  };
}

async function readAuthority(file: string): Promise<Authority> {
  try {
    const text = await readFile(file, 'utf8');
    const [pem] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text) ?? [];
    const certificate = new X509Certificate(pem ?? '');
    const { privateKey, publicKey } = await readKeyPair(text);
    const isPair = Buffer.from(certificate.publicKey.rawData).equals(
      Buffer.from(await crypto.subtle.exportKey('spki', publicKey)),
    );
    if (!isPair || certificate.getExtension(BasicConstraintsExtension)?.ca !== true) {
      throw new Error('the certificate is no authority’s, or the key is another one’s');
    }
    const { notBefore, notAfter } = certificate;
    return { pem: certificate.toString('pem'), key: privateKey, notBefore, notAfter };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('BAD_USER_INPUT', {
      tell: `${file} must hold a certificate authority and its P-256 key as PEM (${reason}).`,
      cause: error,
    });
  }
}

/** Those that are valid, newest first; null when none is. */
function trusted(all: readonly Authority[], now: Date): Authorities | null {
  const [newest, ...older] = all
    .filter(({ notBefore, notAfter }) => notBefore <= now && now < notAfter)
    .toSorted((one, other) => other.notBefore.getTime() - one.notBefore.getTime());
  return newest ? [newest, ...older.slice(0, TRUSTED_COUNT_MAX - 1)] : null;
}
