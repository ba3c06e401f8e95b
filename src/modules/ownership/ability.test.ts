import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/harness/fresh-database.ts';
import { quietLog } from '../../../test/harness/quiet-log.ts';
import { present } from '../../kernel/assert.ts';
import type { ApiKeyId, BatteryId, EdgeAgentId, PartyId, SiteId, TenantId } from '../../kernel/ids.ts';
import {
  AGREEMENT_ROLES,
  type AgreementRole,
  type Right,
  RIGHTS,
  rolesWith,
  STANDARD_MODELS,
} from '../../kernel/ownership-models.ts';
import { openTenantDb, type TenantDb, type Tx } from '../../platform/tenant-db.ts';
import { type Scope, SCOPES, TENANT_ACTIONS } from '../../kernel/scopes.ts';
import type { Actor, ApiKeyRole, Bound } from '../tenancy/index.ts';
import { Ability, type AbilityFacts, type AbilityRule } from './ability.ts';
import { BatteryRights } from './battery-rights.ts';
import type { Grant } from './granted.ts';
import { decideAbility } from './permissions.ts';
import { covers } from './times.ts';

// UUIDs just made are valid ids of what they will name.
const tenantId = randomUUID() as string as TenantId;
const sites = Array.from({ length: 3 }, () => randomUUID() as string as SiteId);
const MODELS = ['merchant', 'lease', 'home'] as const;
const batteries = Array.from({ length: 9 }, (_, index) => ({
  batteryId: randomUUID() as string,
  siteId: present(sites[index % 3], 'a site of the number'),
  model: MODELS[Math.floor(index / 3)] ?? 'merchant',
}));
const parties = [randomUUID(), randomUUID()] as string[] as PartyId[];
const [siteOfAgent = randomUUID() as string as SiteId] = sites;

let database: FreshDatabase;
let db: TenantDb;

beforeAll(async () => {
  database = await freshDatabase();
  const sql = postgres(database.ownerUrl, { max: 1 });
  await sql`insert into tenant values (${tenantId}, 'ability', 'Ability')`;
  for (const partyId of parties) await sql`insert into party values (${tenantId}, ${partyId}, 'A party')`;
  for (const siteId of sites) await sql`insert into site values (${tenantId}, ${siteId}, ${siteId}, 'Europe/London', 'GB', 1, 1)`;
  for (const { batteryId, siteId, model } of batteries) {
    await sql`insert into battery values (${tenantId}, ${batteryId}, ${siteId}, ${batteryId}, 1, 1, 1, 90, 90, ${model})`;
  }
  await sql.end();
  db = openTenantDb({ url: database.appUrl, connectionCountMax: 2, log: quietLog });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Drawn {
  readonly partyIndex: number;
  readonly role: AgreementRole;
  /** Without a battery: over the site of the number. */
  readonly batteryIndex: number | null;
  readonly siteIndex: number;
  readonly fromDay: number;
  readonly lengthDays: number | null;
}

const drawnAgreement: fc.Arbitrary<Drawn> = fc.record({
  partyIndex: fc.nat(1),
  role: fc.constantFrom(...AGREEMENT_ROLES),
  batteryIndex: fc.option(fc.nat(batteries.length - 1), { freq: 3 }),
  siteIndex: fc.nat(2),
  fromDay: fc.integer({ min: 0, max: 20 }),
  lengthDays: fc.option(fc.integer({ min: 1, max: 10 })),
});
const dayAt = (day: number): Date => new Date(Date.UTC(2026, 4, 1 + day));
const isOver = (one: Drawn, battery: (typeof batteries)[number]): boolean =>
  one.batteryIndex === null ? sites[one.siteIndex] === battery.siteId : batteries[one.batteryIndex] === battery;

async function replaceAgreements({ sql }: Tx, drawn: readonly Drawn[]): Promise<void> {
  await sql`delete from agreement where tenant_id = ${tenantId}`;
  for (const { partyIndex, role, batteryIndex, siteIndex, fromDay, lengthDays } of drawn) {
    const battery = batteryIndex === null ? null : batteries[batteryIndex];
    await sql`
      insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until,
        version_sequence, changed_by, changed_at, change_reason)
      values (${tenantId}, ${randomUUID()}, ${parties[partyIndex] ?? ''}, ${battery?.siteId ?? sites[siteIndex] ?? ''},
        ${battery?.batteryId ?? null}, ${role}, ${dayAt(fromDay)}, ${lengthDays === null ? null : dayAt(fromDay + lengthDays)},
        1, ${tenantId}, ${dayAt(0)}, 'drawn')`;
  }
}

/** The agreements of a battery as the rules look at them. */
function grantsOf(battery: (typeof batteries)[number], drawn: readonly Drawn[]): Grant[] {
  return drawn
    .filter((one) => isOver(one, battery))
    .map(({ partyIndex, role, fromDay, lengthDays }) => ({
      partyId: parties[partyIndex] ?? '',
      model: battery.model,
      role,
      fromMs: dayAt(fromDay).getTime(),
      untilMs: lengthDays === null ? null : dayAt(fromDay + lengthDays).getTime(),
    }));
}

const factsOf = (battery: (typeof batteries)[number], drawn: readonly Drawn[]): AbilityFacts => ({
  batteryId: battery.batteryId,
  siteId: battery.siteId,
  grants: grantsOf(battery, drawn),
});
const siteFactsOf = (siteId: string, drawn: readonly Drawn[]): AbilityFacts => ({
  siteId,
  grants: batteries.filter((battery) => battery.siteId === siteId).flatMap((battery) => grantsOf(battery, drawn)),
});

async function listed({ sql }: Tx, ability: Ability, right: Right): Promise<{ batteries: string[]; sites: string[] }> {
  const seenBatteries = await sql<{ id: string }[]>`
    select battery_id as id from battery ${ability.held(sql, right)} where held.allowed`;
  const seenSites = await sql<{ id: string }[]>`select site_id as id from site where ${ability.readableSites(sql, right)}`;
  return { batteries: seenBatteries.map(({ id }) => id).toSorted(), sites: seenSites.map(({ id }) => id).toSorted() };
}

/** The same question put to each object by itself. */
function allowed(ability: Ability, right: Right, drawn: readonly Drawn[]): { batteries: string[]; sites: string[] } {
  return {
    batteries: batteries
      .filter((battery) => ability.mayWith(right, 'Battery', factsOf(battery, drawn)))
      .map(({ batteryId }) => batteryId)
      .toSorted(),
    sites: sites.filter((siteId) => ability.mayWith(right, 'Site', siteFactsOf(siteId, drawn))).toSorted(),
  };
}

/** Runs in a transaction that is never kept: each case has agreements of its own. */
class Undone extends Error {}
async function withAgreements(drawn: readonly Drawn[], work: (tx: Tx) => Promise<void>): Promise<void> {
  const owner = postgres(database.ownerUrl, { max: 1 });
  try {
    await owner
      .begin(async (sql) => {
        await sql`select set_config('app.tenant_id', ${tenantId}, true)`;
        await replaceAgreements({ tenantId, sql, afterCommit: () => undefined }, drawn);
        await work({ tenantId, sql, afterCommit: () => undefined });
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
  } finally {
    await owner.end();
  }
}

const rulesParty = present(parties[1], 'a second party');
const granted = fc.record({
  partyId: fc.constant<string>(rulesParty),
  through: fc.subarray(MODELS.flatMap((model) => AGREEMENT_ROLES.map((role) => `${model}/${role}`))),
  when: fc.constantFrom('in-force' as const, 'begun' as const),
  atMs: fc.integer({ min: -1, max: 32 }).map((day) => dayAt(day).getTime()),
});
const anyRule: fc.Arbitrary<AbilityRule> = fc.oneof(
  {
    weight: 4,
    arbitrary: granted.map(($granted): AbilityRule => ({
      action: ['live:read'],
      subject: 'Battery',
      conditions: { grants: { $granted } },
    })),
  },
  {
    weight: 3,
    arbitrary: granted.map(($granted): AbilityRule => ({
      action: ['live:read'],
      subject: 'Site',
      conditions: { grants: { $granted } },
    })),
  },
  fc
    .subarray(batteries.map(({ batteryId }) => batteryId))
    .map(($in): AbilityRule => ({ action: ['live:read'], subject: 'Battery', conditions: { batteryId: { $in } } })),
  fc.constantFrom(...sites).map((siteId): AbilityRule => ({ action: ['live:read'], subject: 'Battery', conditions: { siteId } })),
  fc.subarray(sites).map(($in): AbilityRule => ({ action: ['live:read'], subject: 'Site', conditions: { siteId: { $in } } })),
  fc.tuple(fc.constantFrom(...sites), granted).map(([siteId, $granted]): AbilityRule => ({
    action: ['live:read'],
    subject: 'Battery',
    conditions: { siteId, grants: { $granted } },
  })),
  fc.constantFrom<AbilityRule>({ action: ['live:read'], subject: 'Battery' }, { action: ['override:write'], subject: 'Site' }),
);

test('for any rules, agreements and instants, SQL and single checks agree row by row', async () => {
  const counts = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnAgreement, { maxLength: 8 }),
      fc.array(fc.array(anyRule, { maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      (drawn, sets) =>
        withAgreements(drawn, async (tx) => {
          for (const rules of sets) {
            const ability = new Ability(rules, { partyId: rulesParty });
            const found = await listed(tx, ability, 'live:read');
            expect(found).toEqual(allowed(ability, 'live:read', drawn));
            counts.add(found.batteries.length);
          }
        }),
    ),
    { numRuns: 300 },
  );
  // The draw has met nothing, some and all.
  expect(counts.size).toBeGreaterThan(4);
}, 60_000);

const ACTORS = ['OWNER', 'OPTIMISER', 'PARTY', 'ADMIN', 'OPERATOR', 'VIEWER', 'agent'] as const;

function actorOf(role: ApiKeyRole | 'agent'): Actor {
  if (role === 'agent')
    return { kind: 'agent', tenantId, credentialId: randomUUID() as string as EdgeAgentId, siteId: siteOfAgent };
  const [party = null] = ['OWNER', 'OPTIMISER', 'PARTY'].includes(role) ? parties : [];
  return {
    kind: 'api-key',
    tenantId,
    credentialId: randomUUID() as string as ApiKeyId,
    role,
    partyId: party,
    bounds: null,
    expiresAt: null,
  };
}

const THROUGH: Partial<Record<ApiKeyRole | 'agent', readonly AgreementRole[]>> = {
  OWNER: ['OWNER', 'LESSOR', 'LESSEE'],
  OPTIMISER: ['OPTIMISER'],
  PARTY: AGREEMENT_ROLES,
};

test('for any actor, right, agreements and instant, lists, single checks and times say the same as the agreements themselves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnAgreement, { maxLength: 8 }),
      fc.array(fc.tuple(fc.constantFrom(...ACTORS), fc.constantFrom(...RIGHTS), fc.integer({ min: -1, max: 32 })), {
        minLength: 1,
        maxLength: 8,
      }),
      (drawn, questions) =>
        withAgreements(drawn, async (tx) => {
          for (const [role, right, day] of questions) {
            const ability = decideAbility(actorOf(role), { models: STANDARD_MODELS, now: dayAt(day) });
            const found = await listed(tx, ability, right);
            expect(found.batteries).toEqual(allowed(ability, right, drawn).batteries);
            const through = THROUGH[role];
            if (through === undefined) continue;
            for (const battery of batteries) {
              // Said once more, in other words: which of the drawn agreements gives the right, and when.
              const giving = drawn.filter(
                (one) =>
                  one.partyIndex === 0 &&
                  isOver(one, battery) &&
                  through.includes(one.role) &&
                  rolesWith(STANDARD_MODELS[battery.model], right).includes(one.role) &&
                  one.fromDay <= day,
              );
              const until = (one: Drawn): number => (one.lengthDays === null ? Infinity : one.fromDay + one.lengthDays);
              const rights = new BatteryRights(ability, {
                ...factsOf(battery, drawn),
                batteryId: battery.batteryId,
                siteId: battery.siteId,
                ownershipModel: battery.model,
                grants: grantsOf(battery, drawn),
              });
              const isLasting = right.endsWith(':read') && !/^(live|location|intent|override|deviceCredentials):/.test(right);
              expect(rights.has(right)).toBe(giving.some((one) => isLasting || day < until(one)));
              expect(found.batteries.includes(battery.batteryId)).toBe(rights.has(right));
              for (const factDay of [-1, 0, 3, 7, 12, 20, 31]) {
                const isInside = giving.some((one) => one.fromDay <= factDay && factDay < until(one));
                expect(covers(rights.times(right), dayAt(factDay))).toBe(isInside);
              }
            }
          }
        }),
    ),
    { numRuns: 150 },
  );
}, 60_000);

interface DrawnBound {
  readonly scopes: readonly Scope[];
  readonly places: readonly number[] | null;
}

const drawnBound: fc.Arbitrary<DrawnBound> = fc.record({
  scopes: fc.subarray([...SCOPES]),
  places: fc.option(fc.uniqueArray(fc.nat(batteries.length - 1), { maxLength: 4 })),
});
const boundOf = ({ scopes, places }: DrawnBound): Bound => {
  const at = places?.map((index) => present(batteries[index], 'a battery of the number'));
  return {
    scopes,
    // The battery's id is a UUID that names it.
    places: at
      ? { batteryIds: at.map(({ batteryId }) => batteryId as BatteryId), siteIds: at.map(({ siteId }) => siteId) }
      : null,
  };
};

test('a credential with bounds may do exactly what its role gives inside of one of them, in lists, single checks and times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawnAgreement, { maxLength: 8 }),
      fc.array(drawnBound, { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...ACTORS.slice(0, -1)), fc.constantFrom(...RIGHTS), fc.integer({ min: -1, max: 32 })), {
        minLength: 1,
        maxLength: 6,
      }),
      (drawn, drawnBounds, questions) =>
        withAgreements(drawn, async (tx) => {
          for (const [role, right, day] of questions) {
            const options = { models: STANDARD_MODELS, now: dayAt(day) };
            const actor = actorOf(role);
            const unbounded = decideAbility(actor, options);
            const bounded = decideAbility({ ...actor, bounds: drawnBounds.map(boundOf) } as Actor, options);
            const isInside = (index: number): boolean =>
              drawnBounds.some(
                ({ scopes, places }) =>
                  (right === 'identity:read' || scopes.includes(right)) && (places === null || places.includes(index)),
              );
            const wanted = allowed(unbounded, right, drawn).batteries.filter((id) =>
              isInside(batteries.findIndex(({ batteryId }) => batteryId === id)),
            );
            expect((await listed(tx, bounded, right)).batteries).toEqual(wanted);
            for (const [index, battery] of batteries.entries()) {
              const facts = factsOf(battery, drawn);
              const may = unbounded.mayWith(right, 'Battery', facts);
              expect(bounded.mayWith(right, 'Battery', facts)).toBe(may && isInside(index));
              expect(bounded.lacksOnlyScope(right, 'Battery', facts)).toBe(may && !isInside(index));
              expect(bounded.times(right, facts)).toEqual(isInside(index) ? unbounded.times(right, facts) : []);
            }
            for (const action of TENANT_ACTIONS) {
              const reaches = drawnBounds.some(({ scopes, places }) => scopes.includes(action) && places === null);
              expect(bounded.may(action, 'Tenant')).toBe(unbounded.may(action, 'Tenant') && reaches);
            }
          }
        }),
    ),
    { numRuns: 150 },
  );
}, 60_000);

describe('a rule that cannot be compiled is refused when it is loaded', () => {
  const $granted = { partyId: 'p', through: [], when: 'begun', atMs: 0 } as const;
  test.each<[string, object]>([
    ['an operator there is not', { batteryId: { $like: 'a%' } }],
    ['an operator that CASL knows and we do not', { batteryId: { $gt: 'a' } }],
    ['a field that is no column', { name: 'a' }],
    ['a field of another subject', { secret: { $in: ['a'] } }],
    ['a list with something else than texts', { siteId: { $in: ['a', 1] } }],
    ['an equality with an object', { siteId: { a: 1 } }],
    ['our operator on a column', { batteryId: { $granted } }],
    ['a column’s operator on the relation', { grants: { $in: ['a'] } }],
    ['our operator without an instant', { grants: { $granted: { ...$granted, atMs: undefined } } }],
    ['our operator with a word too many', { grants: { $granted: { ...$granted, model: 'lease' } } }],
    ['our operator with another time', { grants: { $granted: { ...$granted, when: 'ever' } } }],
    ['a join of conditions', { $or: [{ siteId: 'a' }] }],
  ])('%s', (_what, conditions) => {
    expect(() => new Ability([{ action: ['live:read'], subject: 'Battery', conditions }], { partyId: 'p' })).toThrow();
  });

  test('one about the agreements of another party than the ability’s', () => {
    const rule: AbilityRule = { action: ['live:read'], subject: 'Battery', conditions: { grants: { $granted } } };
    expect(() => new Ability([rule], { partyId: 'p' })).not.toThrow();
    expect(() => new Ability([rule], { partyId: 'q' })).toThrow(/^Bug: /);
    expect(() => new Ability([rule])).toThrow(/^Bug: /);
  });

  test('one that takes away', () => {
    expect(() => new Ability([{ action: ['live:read'], subject: 'Battery', inverted: true } as AbilityRule])).toThrow(/^Bug: /);
  });

  test('a condition of batteries on a site', () => {
    expect(() => new Ability([{ action: ['live:read'], subject: 'Site', conditions: { batteryId: { $in: [] } } }])).toThrow(
      /^Bug: /,
    );
  });
});
