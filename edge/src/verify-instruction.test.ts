/** What the platform's own signer writes, and what is made of it on its way and on disk. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatteryId, InstructionId, SiteId, TenantId } from '../../src/kernel/ids.ts';
import type { Instruction } from '../../src/modules/control/instruction.ts';
import { signInstruction } from '../../src/modules/control/sign-instruction.ts';
import { type Authority, createAuthority } from '../../src/platform/authority-files.ts';
import { createDeviceAuthority, type DeviceAuthority, readCertificateRequest } from '../../src/platform/device-authority.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { agentName } from '../../src/wire/agent-name.ts';
import { DOCUMENT_SIGNING, printHeader, signerName } from '../../src/wire/signed-instruction.ts';
import { quietLog } from '../../test/harness/quiet-log.ts';
import { newRequest } from './certificate-request.ts';
import { parseCheckedLine, printCheckedLine } from './durable-file.ts';
import { InstructionCache } from './instruction-cache.ts';
import { KnownSigner, type Verified, verifyInstruction } from './verify-instruction.ts';

const NOW = new Date('2030-01-01T12:00:00Z');
const DAY_MS = 86_400_000;
// Any UUIDs will do for these.
const SITE = randomUUID() as SiteId;
const BATTERY = randomUUID() as BatteryId;
const TENANTS = { alder: randomUUID() as TenantId, birch: randomUUID() as TenantId };
const OWN = { tenantSlug: 'alder', siteId: SITE };

let old: Authority;
let next: Authority;
beforeAll(async () => {
  old = (await createAuthority(new Date(NOW.getTime() - DAY_MS))).authority;
  next = (await createAuthority(new Date(NOW.getTime() - 1_000))).authority;
});

const authorityOf = (authorities: readonly [Authority, ...Authority[]], now = NOW): DeviceAuthority =>
  createDeviceAuthority({ authorities, lifetimeMs: 14 * DAY_MS, wallNow: () => now });

function instructionOf(sequence = 1, siteId = SITE): Instruction {
  const span = { fromAt: NOW, untilAt: new Date(NOW.getTime() + DAY_MS) };
  return {
    instructionId: randomUUID() as InstructionId,
    siteId,
    batteryId: BATTERY,
    instructionSequence: sequence,
    issuedAt: NOW,
    validFrom: span.fromAt,
    validUntil: span.untilAt,
    state: 'ISSUED',
    refusalReason: null,
    deliveredAt: null,
    appliedAt: null,
    executingAt: null,
    setpoints: [{ ...span, powerKw: 3.25, source: 'STANDBY', limitedBy: null }],
    limits: { chargePowerKwMax: 5, dischargePowerKwMax: 5, socPercentMin: 10, socPercentMax: 90 },
    responses: [],
  };
}

async function signed(
  authority: DeviceAuthority,
  instruction = instructionOf(),
  slug: keyof typeof TENANTS = 'alder',
): Promise<string> {
  // Of all tenants the signer asks for the slug of one.
  const tenants = { byId: () => ({ slug }) } as unknown as Platform['tenants'];
  const text = await signInstruction({ authority, tenants }, TENANTS[slug], instruction);
  if (text === null) throw new Error('an authority that signs nothing');
  return text;
}

const verifiedBy = (text: string, authorities: readonly Authority[], wallNow = NOW): Verified =>
  verifyInstruction(text, {
    authoritiesPem: authorities.map(({ pem }) => pem),
    tenantSlug: OWN.tenantSlug,
    agentName: agentName(OWN),
    wallNow,
  });

const refusal = (reason: RegExp): object => ({ ok: false, reason: expect.stringMatching(reason) });

test('what the platform has signed for a site is taken there as it was issued', async () => {
  const instruction = instructionOf();
  const verified = verifiedBy(await signed(authorityOf([old]), instruction), [old]);
  expect(verified).toMatchObject({
    ok: true,
    instruction: {
      instructionSequence: 1,
      validFrom: NOW.toISOString(),
      setpoints: [{ powerKw: 3.25 }],
      limits: instruction.limits,
    },
  });
});

test('a signer that was believed before is so no longer when it has run out, or when its authority is none of the site’s', async () => {
  const known = new KnownSigner();
  const [oldPem, nextPem] = [[old.pem], [next.pem]];
  const by = { tenantSlug: OWN.tenantSlug, agentName: agentName(OWN) };
  const isTaken = (text: string, authoritiesPem: readonly string[], wallNow = NOW): boolean =>
    verifyInstruction(text, { ...by, authoritiesPem, wallNow }, known).ok;
  const [byOld, byNext] = [await signed(authorityOf([old])), await signed(authorityOf([next]))];
  expect(isTaken(byOld, oldPem)).toBe(true);
  expect(isTaken(byNext, oldPem)).toBe(false);
  expect(isTaken(byOld, oldPem, new Date(NOW.getTime() + 15 * DAY_MS))).toBe(false);
  expect(isTaken(byOld, nextPem)).toBe(false);
  expect(isTaken(byNext, nextPem)).toBe(true);
});

test('a byte that was changed on the way, anywhere in it, is noticed', async () => {
  const text = await signed(authorityOf([old]));
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ difference);
      expect(verifiedBy(Buffer.from(changed).toString('latin1'), [old]).ok).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test('one writing of a signature counts: digits of plain base64 and idle bits at the end are refused', async () => {
  // Each signature is another one: some have a digit that plain base64 writes otherwise.
  for (let count = 0; count < 20; count += 1) {
    const text = await signed(authorityOf([old]));
    const at = text.lastIndexOf('.') + 1;
    const signature = text.slice(at);
    const idle = `${signature.slice(0, -1)}${String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1)}`;
    for (const other of [signature.replaceAll('-', '+').replaceAll('_', '/'), `${signature}==`, idle]) {
      if (other !== signature) expect(verifiedBy(text.slice(0, at) + other, [old])).toMatchObject({ ok: false });
    }
    expect(verifiedBy(text, [old]).ok).toBe(true);
  }
});

test('another course under the same signature is refused', async () => {
  const [head, payload = '', signature] = (await signed(authorityOf([old]))).split('.');
  const text = Buffer.from(payload, 'base64url').toString().replace('3.25', '4.25');
  const changed = [head, Buffer.from(text).toString('base64url'), signature].join('.');
  expect(verifiedBy(changed, [old])).toEqual(refusal(/signature is wrong/));
});

describe('not taken is an instruction', () => {
  test('that another tenant’s signer has signed', async () => {
    expect(verifiedBy(await signed(authorityOf([old]), instructionOf(), 'birch'), [old])).toEqual(
      refusal(/not sign .* for this tenant/),
    );
  });

  test('for another site of the tenant', async () => {
    const text = await signed(authorityOf([old]), instructionOf(1, randomUUID() as SiteId));
    expect(verifiedBy(text, [old])).toEqual(refusal(/another site/));
  });

  test('of an authority that the site never heard of', async () => {
    expect(verifiedBy(await signed(authorityOf([next])), [old])).toEqual(refusal(/not of an authority/));
  });

  test('that an agent has signed with its own certificate, or with one of the signer’s name for another purpose', async () => {
    const authority = authorityOf([old]);
    const [, payload] = (await signed(authority)).split('.');
    const request = await readCertificateRequest((await newRequest(agentName(OWN), null)).csrPem);
    if (!request) throw new Error('a request that is one');
    for (const commonName of [agentName(OWN), signerName('alder')]) {
      const { pem } = await authority.issue({ commonName, publicKey: request.publicKey, uris: [] });
      const der = Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
      expect(verifiedBy(`${printHeader(der)}.${payload}.AAAA`, [old])).toEqual(refusal(/not sign .* for this tenant/));
    }
  });

  test('whose signer’s certificate has ended, or has not begun', async () => {
    const text = await signed(authorityOf([old]));
    expect(verifiedBy(text, [old], new Date(NOW.getTime() + 7 * DAY_MS))).toEqual(refusal(/not valid now/));
    expect(verifiedBy(text, [old], new Date(NOW.getTime() - 3_600_000))).toEqual(refusal(/not valid now/));
  });

  test.each(['', 'a.b', 'a.b.c', `${Buffer.from('{}').toString('base64url')}.e30.e30`])('that is none: "%s"', (text) => {
    expect(verifiedBy(text, [old])).toEqual(refusal(/not signed/));
  });

  test('for which something else was signed', async () => {
    const { certificateDer, sign } = await authorityOf([old]).documentSigner({
      commonName: signerName('alder'),
      usage: DOCUMENT_SIGNING,
    });
    const bytes = `${printHeader(certificateDer)}.${Buffer.from('{"version":1}').toString('base64url')}`;
    const text = `${bytes}.${(await sign(Buffer.from(bytes))).toString('base64url')}`;
    expect(verifiedBy(text, [old])).toEqual(refusal(/does not fit the format/));
  });
});

describe('while one authority takes over from another', () => {
  test('the platform signs by the older one, which every site knows, renewed or not', async () => {
    const text = await signed(authorityOf([next, old]));
    expect(verifiedBy(text, [old]).ok).toBe(true);
    expect(verifiedBy(text, [next, old]).ok).toBe(true);
  });

  test('a site that has renewed believes both, and in the end the new one alone', async () => {
    const text = await signed(authorityOf([next]));
    expect(verifiedBy(text, [next, old]).ok).toBe(true);
    expect(verifiedBy(await signed(authorityOf([old])), [next])).toEqual(refusal(/not of an authority/));
  });

  test('a day later a tenant’s signer has another key, and what the one before signed is still good', async () => {
    let now = NOW;
    const authority = createDeviceAuthority({ authorities: [old], lifetimeMs: DAY_MS, wallNow: () => now });
    const first = await signed(authority);
    const second = await signed(authority);
    now = new Date(NOW.getTime() + DAY_MS);
    const third = await signed(authority);
    const headOf = (text: string): string | undefined => text.split('.')[0];
    expect(headOf(first)).toBe(headOf(second));
    expect(headOf(third)).not.toBe(headOf(first));
    expect([first, third].map((text) => verifiedBy(text, [old], now).ok)).toEqual([true, true]);
  });
});

describe('on the site’s disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signed-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = (): string => join(folder, 'instructions.json');
  const open = (knowsKey = true): Promise<InstructionCache> =>
    InstructionCache.open(file(), {
      log: quietLog,
      onReport: () => undefined,
      verify: knowsKey ? (text) => verifiedBy(text, [old]) : null,
    });

  async function stored(knowsKey = true): Promise<InstructionCache> {
    const text = await signed(authorityOf([old]), instructionOf(4));
    const verified = verifiedBy(text, [old]);
    if (!verified.ok) throw new Error(verified.reason);
    const cache = await open(knowsKey);
    await cache.receive(verified.instruction, { refusal: null, at: NOW, signed: knowsKey ? text : null });
    return cache;
  }

  const heldIn = (cache: InstructionCache): number | undefined =>
    cache.newestBegun(BATTERY, NOW.getTime())?.setpoints[0]?.powerKw;

  test('an instruction is believed again after a restart, and a state that was noted with it', async () => {
    const cache = await stored();
    const held = cache.newestBegun(BATTERY, NOW.getTime());
    if (held) await cache.markApplied(held, NOW);
    const again = await open();
    expect(again.newestBegun(BATTERY, NOW.getTime())).toEqual({ ...held, state: 'applied' });
    expect(again.lastSequence).toBe(4);
  });

  test('one that somebody changed, checksum and all, is dropped, and the platform is asked for all in force', async () => {
    await stored();
    const json = parseCheckedLine((await readFile(file(), 'utf8')).trimEnd()) ?? '';
    const payload = /"signed":"[^.]+\.([^.]+)\./.exec(json)?.[1] ?? '';
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('3.25', '4.25')).toString('base64url');
    await writeFile(file(), printCheckedLine(json.replace(payload, changed)));
    const again = await open();
    expect(heldIn(again)).toBeUndefined();
    expect(again.lastSequence).toBe(0);
    expect(again.acknowledgements.map(({ outcome }) => outcome)).toEqual(['DELIVERED']);
    const sentAgain = await signed(authorityOf([old]), instructionOf(4));
    const verified = verifiedBy(sentAgain, [old]);
    if (verified.ok) await again.receive(verified.instruction, { refusal: null, at: NOW, signed: sentAgain });
    expect(heldIn(again)).toBe(3.25);
  });

  test('one from before the site knew whose signature to believe counts until it knows, and not after', async () => {
    await stored(false);
    expect(heldIn(await open(false))).toBe(3.25);
    const knowing = await open(true);
    expect(heldIn(knowing)).toBeUndefined();
    expect(knowing.lastSequence).toBe(0);
  });
});
