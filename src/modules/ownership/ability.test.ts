import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/harness/fresh-database.ts';
import { quietLog } from '../../../test/harness/quiet-log.ts';
import type { ApiKeyId, EdgeAgentId, PartyId, SiteId, TenantId } from '../../kernel/ids.ts';
import { openTenantDb, type TenantDb, type Tx } from '../../platform/tenant-db.ts';
import type { Actor } from '../tenancy/index.ts';
import { Ability, type AbilityRule } from './ability.ts';
import { decideAbility } from './permissions.ts';
import { type Agreement, type AgreementRole, readAgreementsInForce } from './reads.ts';

// UUIDs just made are valid ids of what they will name.
const tenantId = randomUUID() as string as TenantId;
const sites = Array.from({ length: 3 }, () => randomUUID() as string as SiteId);
const batteries = Array.from({ length: 9 }, (_, index) => ({
  batteryId: randomUUID() as string,
  siteId: sites[index % 3] ?? '',
}));
const [siteOfAgent = randomUUID() as string as SiteId] = sites;
const ROLES: readonly AgreementRole[] = ['OWNER', 'LESSOR', 'LESSEE', 'OPERATOR', 'OPTIMISER', 'OFFTAKER'];

let database: FreshDatabase;
let db: TenantDb;

beforeAll(async () => {
  database = await freshDatabase();
  const sql = postgres(database.ownerUrl, { max: 1 });
  await sql`insert into tenant values (${tenantId}, 'ability', 'Ability')`;
  for (const siteId of sites) await sql`insert into site values (${tenantId}, ${siteId}, ${siteId}, 'Europe/London', 'GB', 1, 1)`;
  for (const { batteryId, siteId } of batteries) {
    await sql`insert into battery values (${tenantId}, ${batteryId}, ${siteId}, ${batteryId}, 1, 1, 1, 90, 90)`;
  }
  await sql.end();
  db = openTenantDb({ url: database.appUrl, connectionCountMax: 2, log: quietLog });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function readable(tx: Tx, ability: Ability): Promise<{ batteries: string[]; sites: string[] }> {
  const { sql } = tx;
  const seenBatteries = await sql<{ id: string }[]>`
    select battery_id as id from battery where ${ability.readable(sql, 'Battery', { batteryId: 'battery_id', siteId: 'site_id' })}`;
  const seenSites = await sql<{ id: string }[]>`
    select site_id as id from site where ${ability.readable(sql, 'Site', { siteId: 'site_id' })}`;
  return { batteries: seenBatteries.map(({ id }) => id).toSorted(), sites: seenSites.map(({ id }) => id).toSorted() };
}

/** The same question put to each object by itself. */
function allowed(ability: Ability): { batteries: string[]; sites: string[] } {
  return {
    batteries: batteries
      .filter((battery) => ability.mayWith('read', 'Battery', battery))
      .map(({ batteryId }) => batteryId)
      .toSorted(),
    sites: sites.filter((siteId) => ability.mayWith('read', 'Site', { siteId })).toSorted(),
  };
}

const drawnAgreement = fc.record({
  role: fc.constantFrom(...ROLES),
  batteryIndex: fc.nat(batteries.length - 1),
  fromDay: fc.integer({ min: 0, max: 20 }),
  lengthDays: fc.option(fc.integer({ min: 1, max: 10 })),
});
const drawnRole = fc.constantFrom('OWNER', 'OPTIMISER', 'ADMIN', 'OPERATOR', 'VIEWER', 'agent' as const);
const dayAt = (day: number): Date => new Date(Date.UTC(2026, 4, 1 + day));

function actorOf(role: 'OWNER' | 'OPTIMISER' | 'ADMIN' | 'OPERATOR' | 'VIEWER' | 'agent', partyId: PartyId): Actor {
  if (role === 'agent')
    return { kind: 'agent', tenantId, credentialId: randomUUID() as string as EdgeAgentId, siteId: siteOfAgent };
  const actsForParty = role === 'OWNER' || role === 'OPTIMISER';
  return {
    kind: 'api-key',
    tenantId,
    credentialId: randomUUID() as string as ApiKeyId,
    role,
    partyId: actsForParty ? partyId : null,
  };
}

test('lists and single checks agree, object by object, for any agreements at any instant', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      drawnRole,
      fc.array(drawnAgreement, { maxLength: 8 }),
      fc.integer({ min: -1, max: 32 }),
      async (role, drawn, day) => {
        const partyId = randomUUID() as string as PartyId;
        await db.write(tenantId, ({ sql }) => insertAgreements(sql, partyId, drawn));
        await db.read(tenantId, async (tx) => {
          const agreements = await readAgreementsInForce(tx, { partyId, at: dayAt(day) });
          const ability = decideAbility(actorOf(role, partyId), agreements);
          const listed = await readable(tx, ability);
          expect(listed).toEqual(allowed(ability));
          if (role === 'OWNER' || role === 'OPTIMISER') {
            const roles: readonly AgreementRole[] = role === 'OWNER' ? ['OWNER', 'LESSOR', 'LESSEE'] : ['OPTIMISER'];
            const inForce = drawn.filter(
              (one) =>
                roles.includes(one.role) && one.fromDay <= day && (one.lengthDays === null || day < one.fromDay + one.lengthDays),
            );
            expect(listed.batteries).toEqual(
              [...new Set(inForce.flatMap((one) => batteries[one.batteryIndex]?.batteryId ?? []))].toSorted(),
            );
            seen.add(listed.batteries.length);
          }
        });
      },
    ),
    { numRuns: 300 },
  );
  // The draw has met nothing, one battery and more.
  expect(seen.size).toBeGreaterThan(2);
}, 30_000);

async function insertAgreements(
  sql: postgres.TransactionSql,
  partyId: PartyId,
  drawn: readonly { role: AgreementRole; batteryIndex: number; fromDay: number; lengthDays: number | null }[],
): Promise<void> {
  await sql`insert into party values (${tenantId}, ${partyId}, 'A party')`;
  for (const { role, batteryIndex, fromDay, lengthDays } of drawn) {
    const { batteryId = '', siteId = '' } = batteries[batteryIndex] ?? {};
    await sql`
      insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until)
      values (${tenantId}, ${randomUUID()}, ${partyId}, ${siteId}, ${batteryId}, ${role}, ${dayAt(fromDay)},
        ${lengthDays === null ? null : dayAt(fromDay + lengthDays)})`;
  }
}

test('any set of rules, overlapping ones too, lists what it allows one by one', async () => {
  const batteryIds = fc.subarray(batteries.map(({ batteryId }) => batteryId));
  const rule: fc.Arbitrary<AbilityRule> = fc.oneof(
    batteryIds.map(($in): AbilityRule => ({ action: ['read'], subject: 'Battery', conditions: { batteryId: { $in } } })),
    fc.constantFrom(...sites).map((siteId): AbilityRule => ({ action: ['read'], subject: 'Battery', conditions: { siteId } })),
    fc.subarray(sites).map(($in): AbilityRule => ({ action: ['read'], subject: 'Site', conditions: { siteId: { $in } } })),
    fc.constantFrom<AbilityRule>({ action: ['read'], subject: 'Battery' }, { action: ['override'], subject: 'Site' }),
  );
  await db.read(tenantId, async (tx) => {
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { maxLength: 5 }), async (rules) => {
        const ability = new Ability(rules);
        expect(await readable(tx, ability)).toEqual(allowed(ability));
      }),
      { numRuns: 300 },
    );
  });
}, 30_000);

describe('what may be done', () => {
  const battery = { batteryId: batteries[0]?.batteryId ?? '', siteId: batteries[0]?.siteId ?? '' };
  const agreement = (role: AgreementRole): Agreement => ({
    agreementId: randomUUID() as string as Agreement['agreementId'],
    partyId: randomUUID() as string as PartyId,
    siteId: battery.siteId as SiteId,
    batteryId: battery.batteryId as Agreement['batteryId'],
    role,
    validFrom: dayAt(0),
    validUntil: null,
  });
  const ability = (role: Parameters<typeof actorOf>[0], ...roles: AgreementRole[]): Ability =>
    decideAbility(actorOf(role, randomUUID() as string as PartyId), roles.map(agreement));

  test.each([
    ['an owner without agreements', ability('OWNER'), false, false],
    ['an owner', ability('OWNER', 'OWNER'), true, true],
    ['a lessee', ability('OWNER', 'LESSEE'), true, true],
    ['a lessor', ability('OWNER', 'LESSOR'), true, false],
    ['one who operates and buys', ability('OWNER', 'OPERATOR', 'OFFTAKER', 'OPTIMISER'), false, false],
    ['an optimiser', ability('OPTIMISER', 'OPTIMISER'), true, true],
    ['an optimiser that only owns', ability('OPTIMISER', 'OWNER'), false, false],
    ['a viewer', ability('VIEWER'), true, false],
    ['an operator', ability('OPERATOR'), true, true],
  ] as const)('%s: reads %s, sets its intent %s', (_who, can, reads, sets) => {
    expect(can.mayWith('read', 'Battery', battery)).toBe(reads);
    expect(can.mayWith('set-intent', 'Battery', battery)).toBe(sets);
    const refusal = reads ? 'FORBIDDEN' : 'NOT_FOUND';
    if (!sets) expect(() => can.demandWith('set-intent', 'Battery', battery)).toThrow(expect.objectContaining({ code: refusal }));
  });
});
