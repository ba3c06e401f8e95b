import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newRequest, tlsOf } from '../../edge/src/certificate-request.ts';
import type { Credentials } from '../../edge/src/identity-file.ts';
import { type Authority, createAuthority, keepAuthorities, readAuthorities } from './authority-files.ts';
import { clientCertificateOf, requiringCertificates } from './client-certificate.ts';
import { createDeviceAuthority, type DeviceAuthority, readCertificateRequest } from './device-authority.ts';

const DAY_MS = 86_400_000;
const NAME = 'alder/2907e233-9899-812c-a3fd-a9065d64e0b3';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authority-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const authorityOf = (authorities: readonly [Authority, ...Authority[]]): DeviceAuthority =>
  createDeviceAuthority({ authorities, lifetimeMs: 14 * DAY_MS, wallNow: () => new Date() });

async function issue(authority: DeviceAuthority): Promise<Credentials> {
  const made = await newRequest(NAME, null);
  const read = await readCertificateRequest(made.csrPem);
  if (!read) throw new Error('a request that is one');
  const { pem } = await authority.issue({ ...read, uris: ['urn:holdfast:site:one'] });
  return { keyPem: made.keyPem, certificatePem: pem, authoritiesPem: [...authority.authoritiesPem] };
}

/** The name that a server of one authority reads from a client. */
async function nameRead(server: DeviceAuthority, client: Credentials): Promise<string | undefined> {
  const listening = createServer(requiringCertificates(await server.serverTls(['127.0.0.1'])), (asked, answer) => {
    answer.end(clientCertificateOf(asked.socket)?.commonName);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    return await new Promise((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, agent: false, ...tlsOf(client) }, (answer) => {
        answer.on('data', (name: Buffer) => resolve(name.toString()));
      });
      asking.on('error', reject).end();
    });
  } finally {
    listening.closeAllConnections();
    listening.close();
  }
}

test('a certificate names its site, lasts as long as it should, and is for clients only', async () => {
  const { authority } = await createAuthority(new Date());
  const { certificatePem } = await issue(authorityOf([authority]));
  const certificate = new X509Certificate(certificatePem);
  expect(certificate.subject).toBe(`CN=${NAME}`);
  expect(certificate.subjectAltName).toBe('URI:urn:holdfast:site:one');
  expect(certificate.ca).toBe(false);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(certificate.verify(new X509Certificate(authority.pem).publicKey)).toBe(true);
  const days = (certificate.validToDate.getTime() - Date.now()) / DAY_MS;
  expect(days).toBeGreaterThan(13.99);
  expect(days).toBeLessThanOrEqual(14);
  expect(Date.now() - certificate.validFromDate.getTime()).toBeGreaterThan(4 * 60_000);
});

test('while one authority takes over from another, devices of both and servers of both understand one another', async () => {
  const { authority: older } = await createAuthority(new Date(Date.now() - DAY_MS));
  const { authority: newer } = await createAuthority(new Date());
  const [before, during, after] = [authorityOf([older]), authorityOf([newer, older]), authorityOf([newer])];
  const old = await issue(before);
  const renewed = await issue(during);
  expect(new X509Certificate(renewed.certificatePem).issuer).toBe(new X509Certificate(newer.pem).subject);
  expect(await nameRead(before, old)).toBe(NAME);
  expect(await nameRead(during, old)).toBe(NAME);
  expect(await nameRead(during, renewed)).toBe(NAME);
  expect(await nameRead(after, renewed)).toBe(NAME);
  await expect(nameRead(after, old)).rejects.toThrow();
});

test('the authority of a folder is made once, readable by its owner only, and joined by the next in its last year', async () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const [first] = await keepAuthorities(folder, now);
  const [again, ...others] = await keepAuthorities(folder, new Date(now.getTime() + 3_000 * DAY_MS));
  expect(again.pem).toBe(first.pem);
  expect(others).toEqual([]);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const late = new Date(now.getTime() + 3_300 * DAY_MS);
  const [next, older] = await keepAuthorities(folder, late);
  expect(next.pem).not.toBe(first.pem);
  expect(older?.pem).toBe(first.pem);
  const [alone, ...none] = await keepAuthorities(folder, new Date(now.getTime() + 3_700 * DAY_MS));
  expect(alone.pem).toBe(next.pem);
  expect(none).toEqual([]);
});

test('files that hold no authority, or another one’s key, are refused by name', async () => {
  const now = new Date();
  const [one, two] = await Promise.all([createAuthority(now), createAuthority(now)]);
  const file = join(folder, 'given.pem');
  const refused = async (text: string): Promise<void> => {
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    await expect(readAuthorities([file], now)).rejects.toThrow(file);
  };
  await refused('nothing');
  await refused(one.authority.pem);
  await refused(`${one.authority.pem}\n${two.text.slice(two.text.indexOf('-----BEGIN PRIVATE'))}`);
  writeFileSync(file, one.text);
  expect((await readAuthorities([file], now))[0].pem).toBe(one.authority.pem);
  await expect(readAuthorities([file], new Date(now.getTime() + 4_000 * DAY_MS))).rejects.toThrow('valid now');
});
