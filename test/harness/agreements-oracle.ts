import fc from 'fast-check';
import type postgres from 'postgres';
import { appendEntry, idOfKey, type TenantFile } from '../../src/modules/tenancy/index.ts';
import { restoreLatest } from '../../src/modules/telemetry/index.ts';
import { printGlobalId } from '../../src/wire/global-id.ts';
import { batteryIdOf, fileOf, globalBattery, globalParty, globalSite, siteIdOf, type World } from './world.ts';

/**
 * An oracle of the rights of parties that knows nothing of rules: a table of letters, and the agreements as they were
 * drawn. Facts stand at noon of the first ten days; whoever asks does so on a later day.
 */
const { tenantId } = fileOf('alder');
export const PLACES = [
  { tenant: 'alder', site: 'north', battery: 'one' },
  { tenant: 'alder', site: 'north', battery: 'two' },
  { tenant: 'alder', site: 'south', battery: 'three' },
] as const;
const SITES = ['north', 'south'] as const;
type ModelName = 'merchant' | 'tolling' | 'lease' | 'home' | 'shared';
type Models = readonly [ModelName, ModelName, ModelName];
const USUAL_MODELS: Models = ['merchant', 'lease', 'home'];
/** The models of these batteries, in turn: those of the platform, and one that the tenant made itself. */
export const MODELS: readonly Models[] = [USUAL_MODELS, ['tolling', 'shared', 'lease']];
/** As a tenant's file says it. */
const OWN_MODELS: NonNullable<TenantFile['ownershipModels']> = {
  standard: ['merchant', 'tolling', 'lease', 'home'],
  own: {
    shared: {
      OWNER: { read: ['identity', 'history', 'revenue'] },
      LESSOR: { read: ['identity', 'audit'] },
      OPTIMISER: { read: ['identity', 'intent'], write: ['plan'] },
      SITE_HOST: { read: ['identity', 'live', 'instructions'], write: ['override'] },
      AUDITOR: { read: ['identity', 'plan', 'contracts'] },
    },
  },
};
const FACT_DAYS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Facts of the day before this one are the newest. */
export const FACTS_UNTIL_DAY = 11;
export const SPAN = { from: '2026-05-01T00:00:00Z', until: '2026-05-11T00:00:00Z' };
export const noon = (day: number): Date => new Date(Date.UTC(2026, 4, day, 12));
const midnight = (day: number): Date => new Date(Date.UTC(2026, 4, day));

/** identity I, location L, live l, history h, intent i (write W), plan p (P), override o (O), instructions n, revenue r, contracts c, device credentials d (write D), audit a. */
const TABLE: Record<ModelName, Record<string, string>> = {
  merchant: {
    OWNER: 'ILlhiWponrcda',
    LESSOR: 'ILhc',
    LESSEE: 'ILlhiWponrcda',
    OPERATOR: 'ILlhipoOndD',
    OPTIMISER: 'IlhiWpPonrc',
    OFFTAKER: 'Ihr',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnrca',
  },
  tolling: {
    OWNER: 'ILlhnca',
    OPERATOR: 'ILlhipoOndD',
    OPTIMISER: 'IlhiWpPonr',
    OFFTAKER: 'IlhiWpnrc',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnrca',
  },
  shared: {
    OWNER: 'Ihr',
    LESSOR: 'Ia',
    OPTIMISER: 'IipP',
    SITE_HOST: 'IloOn',
    AUDITOR: 'Ipc',
  },
  lease: {
    OWNER: 'ILhca',
    LESSOR: 'ILhc',
    LESSEE: 'ILlhiWpoOnrcda',
    OPERATOR: 'ILlhipoOndD',
    OPTIMISER: 'IlhiWpPonr',
    OFFTAKER: 'Ihr',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnrca',
  },
  home: {
    OWNER: 'ILlhiWpoOnrcda',
    LESSOR: 'Ic',
    LESSEE: 'ILlhiWpoOnrcda',
    OPERATOR: 'IlndD',
    OPTIMISER: 'IlhiWpPonr',
    OFFTAKER: '',
    SITE_HOST: '',
    AUDITOR: 'Ihnrca',
  },
};
const ROLES = Object.keys(TABLE.merchant);
const REACH: Record<string, readonly string[]> = {
  OWNER: ['OWNER', 'LESSOR', 'LESSEE'],
  OPTIMISER: ['OPTIMISER'],
  PARTY: ROLES,
};
/** Keys of different reach for two parties; what one of them has may be nothing to the other. */
export const KEYS = [
  ['OWNER', 'stranger'],
  ['OPTIMISER', 'stranger'],
  ['PARTY', 'stranger'],
  ['PARTY', 'supplier'],
] as const;

export interface Drawn {
  readonly party: string;
  readonly role: string;
  readonly place: number;
  readonly wholeSite: boolean;
  readonly fromDay: number;
  readonly untilDay: number | null;
  /** When it was written down; on the first day where nothing is said. */
  readonly agreedDay?: number;
  /** What had been agreed before it was changed to what it is. */
  readonly before?: { readonly untilDay: number | null; readonly changedDay: number } | null;
}

export const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    party: fc.constantFrom('stranger', 'stranger', 'supplier'),
    role: fc.constantFrom(...ROLES),
    place: fc.nat(2),
    wholeSite: fc.boolean(),
    fromDay: fc.integer({ min: 0, max: 18 }),
    length: fc.option(fc.integer({ min: 1, max: 9 })),
    agreedDay: fc.nat(7),
    change: fc.option(
      fc.record({ length: fc.option(fc.integer({ min: 1, max: 9 })), daysLater: fc.integer({ min: 1, max: 3 }) }),
    ),
  })
  .map(({ length, change, ...one }) => {
    const untilDayOf = (days: number | null): number | null => (days === null ? null : one.fromDay + days);
    const before = change && { untilDay: untilDayOf(change.length), changedDay: one.agreedDay + change.daysLater };
    return { ...one, untilDay: untilDayOf(length), before };
  });
/** A day after the facts, on which somebody asks. */
export const today: fc.Arbitrary<number> = fc.integer({ min: FACTS_UNTIL_DAY, max: 19 });

/** The tenant's file with every model, and as `namePlaces` has it: a battery with agreements keeps its model. */
export function withModels(file: TenantFile): TenantFile {
  const modelOf = (site: string, battery: string): string | undefined =>
    USUAL_MODELS[PLACES.findIndex((place) => place.site === site && place.battery === battery)];
  const sites = file.sites.map((site) => ({
    ...site,
    batteries: site.batteries.map((battery) => {
      const ownershipModel = modelOf(site.key, battery.key);
      return ownershipModel === undefined ? battery : { ...battery, ownershipModel };
    }),
  }));
  return { ...file, sites, ownershipModels: OWN_MODELS };
}

/** Each battery under a model of its own, each site with an address. */
export async function namePlaces({ owner }: World, models: Models = USUAL_MODELS): Promise<void> {
  for (const [index, place] of PLACES.entries()) {
    await owner`
      update battery set ownership_model = ${models[index] ?? ''}
      where tenant_id = ${tenantId} and battery_id = ${batteryIdOf(place)}`;
    await owner`
      update site set address = ${`Road ${place.site}`} where tenant_id = ${tenantId} and site_id = ${siteIdOf(place)}`;
  }
}

/** Ten days of facts of every kind about each battery. */
export async function storeAllFacts(world: World): Promise<void> {
  const { owner } = world;
  await namePlaces(world);
  await owner`select ensure_reading_partition(${noon(1)})`;
  for (const [index, place] of PLACES.entries()) {
    const batteryId = batteryIdOf(place);
    await owner`
      insert into battery_override (tenant_id, override_id, battery_id, power_kw, from_at, until_at, reason, set_at, set_by)
      values (${tenantId}, ${factId('override', place, 0)}, ${batteryId}, ${index + 1}, ${noon(28)}, ${noon(29)}, 'a test', ${noon(1)}, ${tenantId})`;
    // Both lifted: they hold nothing back, and are still to be read by their ids.
    await owner`
      insert into dispatch_stop (tenant_id, stop_id, kind, battery_id, reason, set_at, set_by, lifted_at, lifted_by)
      values (${tenantId}, ${factId('stop', place, 0)}, 'VISIT', ${batteryId}, 'a test', ${noon(1)}, ${tenantId}, ${noon(2)}, ${tenantId})`;
    await owner`
      insert into power_limit (tenant_id, limit_id, battery_id, role, charge_power_kw_max, from_at, reason, set_at, set_by, lifted_at, lifted_by)
      values (${tenantId}, ${factId('limit', place, 0)}, ${batteryId}, 'OWNER', 1, ${noon(1)}, 'a test', ${noon(1)}, ${tenantId}, ${noon(2)}, ${tenantId})`;
    for (const day of FACT_DAYS) {
      await storeFacts(owner, { place, day, index });
      await storeEntries(world, { place, day });
    }
  }
  for (const site of SITES) await storeCertifiedAgent(owner, site);
  await restoreLatest(world.services);
}

type Place = (typeof PLACES)[number];

const factId = (kind: string, place: Place, day: number): string =>
  idOfKey<string>(tenantId, `test-${kind}`, batteryIdOf(place), String(day));

async function storeFacts(
  owner: postgres.Sql,
  { place, day, index }: { place: Place; day: number; index: number },
): Promise<void> {
  const [batteryId, siteId] = [batteryIdOf(place), siteIdOf(place)];
  const [at, until] = [noon(day), new Date(noon(day).getTime() + 1_800_000)];
  const [planId, instructionId] = [factId('plan', place, day), factId('instruction', place, day)];
  await owner`insert into reading values (${tenantId}, ${batteryId}, ${at}, ${at}, 1, ${day}, 1, 1, 'GOOD', null, null)`;
  await owner`insert into connectivity_change values (${tenantId}, ${batteryId}, ${at}, ${day % 2 === 0 ? 'ONLINE' : 'STALE'}, ${at})`;
  await owner`
    insert into plan values (${tenantId}, ${planId}, ${batteryId}, ${at}, ${at}, ${until}, 'OPTIMAL', 'highs', 1, 'GBP', 1, '{}',
      ${owner.json([reasonOf('INTENT')])})`;
  await owner`
    insert into plan_period values (${tenantId}, ${planId}, ${at}, ${until}, '2026-05-01', 25, 1, ${day}, 1, 1, 1, 'why',
      ${owner.json([reasonOf('INTENT'), reasonOf('BATTERY'), reasonOf('LIMIT')])})`;
  await owner`
    insert into settled_period values (${tenantId}, ${batteryId}, ${at}, ${until}, '2026-05-01', 25, ${day}, 0, ${day}, 'GBP', ${until})`;
  await owner`
    insert into market_price values (${tenantId}, 'GB', ${at}, ${at}, ${until}, '2026-05-01', 25, 1, 1, 'GBP', 'a test') on conflict do nothing`;
  await owner`
    insert into enabled_response values (${tenantId}, ${factId('response', place, day)}, ${batteryId}, 'DC', 'LOW', 1, null, ${at}, ${until},
      ${at}, ${tenantId}, null, null)`;
  const runId = factId('run', PLACES[0], 0);
  await owner`
    insert into market_run values (${tenantId}, ${runId}, 'GB', 'day-ahead hourly', 'ALDER', '2026-05-01', ${noon(1)}, ${noon(2)}, ${noon(1)})
    on conflict do nothing`;
  await owner`
    insert into market_position (tenant_id, battery_id, period_start, run_id, period_end, settlement_date, period_index, power_kw,
      price_per_mwh, deviation_price_per_mwh, currency, known_at)
    values (${tenantId}, ${batteryId}, ${at}, ${runId}, ${until}, '2026-05-01', 25, ${day}, 1, 1, 'GBP', ${at})`;
  await owner`
    insert into response_position (tenant_id, battery_id, period_start, run_id, service, response_service, direction, period_end,
      settlement_date, period_index, block_start, block_end, power_kw, price_per_mw_hour, full_payment, currency, known_at)
    values (${tenantId}, ${batteryId}, ${at}, ${runId}, 'DCL', 'DC', 'LOW', ${until}, '2026-05-01', 25, ${at}, ${until}, ${day}, 1, 1, 'GBP',
      ${at})`;
  await owner`
    insert into instruction values (${tenantId}, ${instructionId}, ${siteId}, ${batteryId}, ${day * 10 + index}, ${at}, ${at}, ${until},
      'APPLIED', null, null, null, '[]', '{"chargePowerKwMax":1,"dischargePowerKwMax":1,"socPercentMin":1,"socPercentMax":2}')`;
}

/** What holds a plan back, by whose it is. */
const CONSTRAINT_OF = { BATTERY: 'CHARGE_POWER', LIMIT: 'DISCHARGE_POWER', INTENT: 'ENERGY_MIN' } as const;

function reasonOf(source: keyof typeof CONSTRAINT_OF) {
  return { source, constraint: CONSTRAINT_OF[source], shadowPrice: '1.500000', unit: 'KW', sentence: 'for 1.5' };
}

/** Entries of the audit trail about the battery, an override of it, its site and about nothing; as the platform would have written them. */
async function storeEntries(world: World, { place, day }: { place: Place; day: number }): Promise<void> {
  const subjects = [
    { type: 'Battery', id: batteryIdOf(place) },
    { type: 'Override', id: factId('override', place, 0) },
    { type: 'Site', id: siteIdOf(place) },
    null,
  ];
  for (const subject of subjects) {
    await storeEntry(world, { day, operation: entryOf(day, subject?.type ?? 'nothing'), subject });
  }
}

async function storeEntry(
  { services }: World,
  { day, operation, subject }: { day: number; operation: string; subject: { type: string; id: string } | null },
): Promise<void> {
  const content = { actorKind: 'api-key', credentialId: null, input: {}, decision: 'ALLOWED', outcome: 'Done' } as const;
  await services.db.write(tenantId, (tx) => appendEntry(tx, noon(day), { ...content, operation, subject }));
}

const ENTRY = 'day-';
const entryOf = (day: number, about: string): string => `${ENTRY}${day}-${about}`;
const AGREED = 'agreed-';
/** The day on which every agreement is written down, whenever it holds. */
const AGREED_DAY = 5;
/** What was done to a site on that day was done to all that stands there. */
const STOPPED = 'stopDispatch';

async function storeCertifiedAgent(owner: postgres.Sql, site: string): Promise<void> {
  const [agentId, at] = [idOfKey<string>(tenantId, 'test-agent', site), noon(1)];
  await owner`insert into edge_agent values (${tenantId}, ${agentId}, ${siteIdOf({ tenant: 'alder', site })}, ${at}, null)`;
  await owner`
    insert into device_certificate values (${tenantId}, ${serialOf(site)}, ${agentId}, ${serialOf(site)}, ${at}, ${at}, ${noon(20)}, null, null)`;
}

const serialOf = (site: string): string => `serial of ${site}`;

const agreementIdOf = (index: number): string => idOfKey<string>(tenantId, 'test-agreement', String(index));

/** Makes these all the agreements that there are; of what was done and refused meanwhile nothing is left in the trail. */
export async function agree(world: World, agreements: readonly Drawn[]): Promise<void> {
  const { owner } = world;
  await owner`delete from audit_entry where tenant_id = ${tenantId} and not starts_with(operation, ${ENTRY})`;
  await owner`delete from agreement_version where tenant_id = ${tenantId}`;
  await owner`delete from agreement where tenant_id = ${tenantId}`;
  for (const site of SITES)
    await storeEntry(world, {
      day: AGREED_DAY,
      operation: STOPPED,
      subject: { type: 'Site', id: siteIdOf({ tenant: 'alder', site }) },
    });
  for (const [index, one] of agreements.entries()) {
    const { party, role, place, wholeSite, fromDay, untilDay } = one;
    const where = PLACES[place] ?? PLACES[0];
    await owner`
      insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until,
        version_sequence, changed_by, changed_at, change_reason)
      values (${tenantId}, ${agreementIdOf(index)}, ${idOfKey<string>(tenantId, 'party', party)}, ${siteIdOf(where)},
        ${wholeSite ? null : batteryIdOf(where)}, ${role}, ${midnight(fromDay)}, ${untilDay === null ? null : midnight(untilDay)},
        1, ${tenantId}, ${midnight(0)}, 'drawn')`;
    for (const version of versionsOf(one)) await storeVersion(owner, agreementIdOf(index), version);
    await storeEntry(world, {
      day: AGREED_DAY,
      operation: `${AGREED}${index}`,
      subject: { type: 'Agreement', id: agreementIdOf(index) },
    });
  }
}

interface Version {
  readonly sequence: number;
  readonly untilDay: number | null;
  readonly madeDay: number;
}

/** What was agreed and written down, oldest first. */
function versionsOf({ untilDay, agreedDay = 0, before }: Drawn): Version[] {
  if (!before) return [{ sequence: 1, untilDay, madeDay: agreedDay }];
  return [
    { sequence: 1, untilDay: before.untilDay, madeDay: agreedDay },
    { sequence: 2, untilDay, madeDay: before.changedDay },
  ];
}

const termsOf = ({ sequence }: Version): string => `terms ${sequence}`;
const sentenceOfChange = ({ madeDay }: Version): string => `agreed on day ${madeDay}`;

async function storeVersion(owner: postgres.Sql, agreementId: string, version: Version): Promise<void> {
  const { sequence, untilDay, madeDay } = version;
  await owner`
    insert into agreement_version (tenant_id, agreement_id, version_sequence, party_id, site_id, battery_id, role, valid_from,
      valid_until, terms, changed_by, changed_at, change_reason)
    select tenant_id, agreement_id, ${sequence}, party_id, site_id, battery_id, role, valid_from,
      ${untilDay === null ? null : midnight(untilDay)}, ${termsOf(version)}, changed_by, ${midnight(madeDay)}, ${sentenceOfChange(version)}
    from agreement where agreement_id = ${agreementId}`;
}

/** Everything about every battery, in one question over `SPAN`. */
export const TRUTH = `query($from: DateTime!, $until: DateTime!) { batteries(first: 10) { nodes { id name address
  latestReading { socPercent } readings(from: $from, until: $until) { socPercent }
  series(from: $from, until: $until, resolution: RAW) { points { socPercent } }
  plan { reasons { constraint } periods { socPercent why reasons { constraint shadowPrice } } } instructions(first: 50) { nodes { instructionSequence } }
  settledPeriods(from: $from, until: $until) { exportedKwh } positions(from: $from, until: $until) { powerKw }
  responsePositions(from: $from, until: $until) { powerKw }
  earnings(from: $from, until: $until) { total { amount } } currentIntent { versionSequence }
  outcomes(from: $from, until: $until) { plannedSocPercent netExportedKwh realisedRevenue { amount } }
  overrides { powerKw } agreements { role party { id } validFrom validUntil terms versionSequence } site { id batteries { id } }
  connectivity { sinceAt } connectivityChanges(from: $from, until: $until) { sinceAt }
  auditEntries(first: 50) { nodes { operation } } viewerCan { action allowed } } }
  sites(first: 10) { nodes { id edgeAgents { certificates { serial } } viewerCan { action allowed } } } }`;

/** Each field of a battery that is somebody's and not everybody's, with the letter that it takes. */
const FIELD_LETTERS = {
  address: 'L',
  latestReading: 'l',
  connectivity: 'l',
  currentIntent: 'i',
  overrides: 'o',
  dispatchStops: 'o',
  powerLimits: 'o',
  readings: 'h',
  series: 'h',
  connectivityChanges: 'h',
  plan: 'p',
  instructions: 'n',
  alerts: 'n',
  enabledResponses: 'p',
  acceptances: 'p',
  declarations: 'p',
  settledPeriods: 'r',
  positions: 'r',
  responsePositions: 'r',
  earnings: 'r',
  auditEntries: 'a',
};
/** Those of what is so now; of the others every time that was the viewer's is enough. */
const OF_NOW = new Set(['L', 'l', 'i', 'o']);

/** One battery with each of those fields. */
export const PARTS = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) { address
  latestReading { socPercent } connectivity { sinceAt } currentIntent { versionSequence } overrides { powerKw }
  readings(from: $from, until: $until) { socPercent } series(from: $from, until: $until) { resolution }
  connectivityChanges(from: $from, until: $until) { sinceAt } plan { id } instructions { nodes { id } }
  settledPeriods(from: $from, until: $until) { exportedKwh } positions(from: $from, until: $until) { powerKw }
  responsePositions(from: $from, until: $until) { powerKw }
  earnings(from: $from, until: $until) { parts { source } } auditEntries { nodes { id } }
  dispatchStops { id } powerLimits { id } alerts { nodes { id } } enabledResponses { id }
  acceptances { acceptanceNumber } declarations { declarationSequence } } }`;

/** The fields of `PARTS` of which an answer must say that they are withheld whole. */
export function withheldFor(agreements: readonly Drawn[], viewer: Viewer, place: number): string[] {
  const { ever, on } = rightsOf(agreements, viewer, place);
  const isGiven = (letter: string): boolean => (OF_NOW.has(letter) ? on(letter, viewer.today) : ever(letter));
  return Object.entries(FIELD_LETTERS).flatMap(([field, letter]) => (isGiven(letter) ? [] : [field]));
}

export interface Viewer {
  readonly role: string;
  readonly party: string;
  readonly today: number;
  /** Of the batteries that are looked at; the usual ones where nothing is said. */
  readonly models?: Models;
}

/** What a viewer has of one battery by the drawn agreements and the table of letters alone. */
function rightsOf(agreements: readonly Drawn[], { role, party, today: day, models = USUAL_MODELS }: Viewer, index: number) {
  const model = models[index] ?? 'merchant';
  const letters = (one: Drawn): string => TABLE[model][one.role] ?? '';
  const over = agreements.filter(
    (one) => one.place === index || (one.wholeSite && PLACES[one.place]?.site === PLACES[index]?.site),
  );
  const mine = over.filter((one) => one.party === party && REACH[role]?.includes(one.role) && one.fromDay <= day);
  const spans = (letter: string): Drawn[] => mine.filter((one) => letters(one).includes(letter));
  return {
    /** Every agreement over the battery. */
    over,
    spans,
    ever: (letter: string): boolean => spans(letter).length > 0,
    on: (letter: string, when: number): boolean =>
      spans(letter).some((one) => one.fromDay <= when && (one.untilDay === null || when < one.untilDay)),
  };
}

/** Whether a right holds on a day: `l` for live readings, `W` to set the intent, and so on. */
export function holdsOn(
  agreements: readonly Drawn[],
  viewer: Viewer,
  asked: { place: number; letter: string; day: number },
): boolean {
  return rightsOf(agreements, viewer, asked.place).on(asked.letter, asked.day);
}

/** Whether the battery is one that the viewer may know of. */
export function isKnown(agreements: readonly Drawn[], viewer: Viewer, place: number): boolean {
  return rightsOf(agreements, viewer, place).ever('I');
}

interface Truth {
  readonly batteries: object[];
  readonly sites: object[];
}

/** What `TRUTH` gives, batteries and what is in no order of its own sorted by `sorted`. */
export function truthFor(agreements: readonly Drawn[], viewer: Viewer): Truth {
  const isSeen = (index: number): boolean => isKnown(agreements, viewer, index);
  const batteries = PLACES.flatMap((place, index) =>
    isSeen(index) ? [batteryTruth(agreements, viewer, { place, index, isSeen })] : [],
  );
  return { batteries: sorted(batteries), sites: sorted(SITES.flatMap((site) => siteTruth(agreements, viewer, site))) };
}

/** The agent of a site is seen by whoever may see it for one battery there, and changed by whoever may for all of them. */
function siteTruth(agreements: readonly Drawn[], viewer: Viewer, site: (typeof SITES)[number]): object[] {
  const there = PLACES.flatMap((place, index) => (place.site === site ? [rightsOf(agreements, viewer, index)] : []));
  if (!there.some(({ ever }) => ever('I'))) return [];
  const sees = there.some(({ on }) => on('d', viewer.today));
  const changes = there.every(({ on }) => on('D', viewer.today));
  return [
    {
      id: globalSite({ tenant: 'alder', site }),
      edgeAgents: sees ? [{ certificates: [{ serial: serialOf(site) }] }] : null,
      viewerCan: byAction([
        { action: 'REGISTER_BATTERY', allowed: false },
        { action: 'MAKE_AGREEMENT', allowed: false },
        { action: 'READ_DEVICE_CREDENTIALS', allowed: sees },
        { action: 'ENROL_EDGE_AGENT', allowed: changes },
        { action: 'REVOKE_EDGE_AGENT', allowed: changes },
      ]),
    },
  ];
}

const printed = (at: Date): string => at.toISOString().replace('.000', '');

/** What can be done now, and the letter that it takes. */
const NOW = {
  READ_LOCATION: 'L',
  READ_LIVE: 'l',
  READ_INTENT: 'i',
  SET_INTENT: 'W',
  REQUEST_PLAN: 'P',
  READ_OVERRIDE: 'o',
  OVERRIDE: 'O',
};
/** What can be read of its own time, whenever that was. */
const AT_ANY_TIME = {
  READ_HISTORY: 'h',
  READ_PLAN: 'p',
  READ_INSTRUCTIONS: 'n',
  READ_REVENUE: 'r',
  READ_CONTRACTS: 'c',
  READ_AUDIT: 'a',
};

function byAction<Right extends { readonly action: string }>(rights: readonly Right[]): Right[] {
  return rights.toSorted((one, other) => (one.action < other.action ? -1 : 1));
}

function batteryTruth(
  agreements: readonly Drawn[],
  viewer: Viewer,
  { place, index, isSeen }: { place: Place; index: number; isSeen: (index: number) => boolean },
): object {
  const { today: day } = viewer;
  const { ever, on, over } = rightsOf(agreements, viewer, index);
  const days = (letter: string): number[] => FACT_DAYS.filter((one) => on(letter, one));
  const told = toldOf(agreements, viewer, index);
  return {
    id: globalBattery(place),
    name: `Battery ${place.battery}`,
    address: on('L', day) ? `Road ${place.site}` : null,
    latestReading: on('l', day) && on('l', 10) ? { socPercent: 10 } : null,
    readings: days('h').map((socPercent) => ({ socPercent })),
    series: { points: days('h').map((socPercent) => ({ socPercent })) },
    connectivity: on('l', day) ? { sinceAt: printed(noon(10)) } : null,
    connectivityChanges: days('h').map((one) => ({ sinceAt: printed(noon(one)) })),
    plan: on('p', 10) ? planTruth({ hasIntent: on('i', day) && on('i', 10), hasLimits: on('o', day) && on('o', 10) }) : null,
    instructions: {
      nodes: days('n')
        .map((one) => ({ instructionSequence: one * 10 + index }))
        .toReversed(),
    },
    settledPeriods: days('r').map((exportedKwh) => ({ exportedKwh })),
    positions: days('r').map((powerKw) => ({ powerKw })),
    responsePositions: days('r').map((powerKw) => ({ powerKw })),
    // Sold for as much as the period paid.
    earnings: days('r').map((one) => ({ total: { amount: `${one}.00` } })),
    currentIntent: on('i', day) ? { versionSequence: 1 } : null,
    outcomes: FACT_DAYS.filter((one) => on('p', one) || on('h', one) || on('r', one)).map((one) => ({
      plannedSocPercent: on('p', one) ? one : null,
      netExportedKwh: on('h', one) ? one : null,
      realisedRevenue: on('r', one) ? { amount: `${one}.000000` } : null,
    })),
    overrides: on('o', day) ? [{ powerKw: index + 1 }] : [],
    agreements: sorted(
      told.map(({ one, version }) => ({
        role: one.role,
        party: { id: globalParty('alder', one.party) },
        validFrom: printed(midnight(one.fromDay)),
        validUntil: endOf(version),
        terms: termsOf(version),
        versionSequence: version.sequence,
      })),
    ),
    site: { id: globalSite(place), batteries: siteBatteries(place, isSeen) },
    auditEntries: {
      nodes: [
        ...days('a').flatMap((one) => [{ operation: entryOf(one, 'Battery') }, { operation: entryOf(one, 'Override') }]),
        ...(on('a', AGREED_DAY) ? over.map((one) => ({ operation: `${AGREED}${agreements.indexOf(one)}` })) : []),
      ].toReversed(),
    },
    viewerCan: byAction([
      ...Object.entries(NOW).map(([action, letter]) => ({ action, allowed: on(letter, day) })),
      ...Object.entries(AT_ANY_TIME).map(([action, letter]) => ({ action, allowed: ever(letter) })),
    ]),
  };
}

/** The plan of the tenth day: prices and the owner's part are for readers of the intent, set limits for those of overrides. */
function planTruth({ hasIntent, hasLimits }: { hasIntent: boolean; hasLimits: boolean }): object {
  const told = (source: keyof typeof CONSTRAINT_OF): object => {
    return { constraint: CONSTRAINT_OF[source], shadowPrice: hasIntent ? '1.500000' : null };
  };
  const withheld = { constraint: 'WITHHELD', shadowPrice: null };
  const reasons = [
    ...(hasIntent ? [told('INTENT')] : []),
    told('BATTERY'),
    ...(hasLimits ? [told('LIMIT')] : []),
    ...(hasIntent && hasLimits ? [] : [withheld]),
  ];
  return {
    reasons: [hasIntent ? { constraint: 'ENERGY_MIN' } : { constraint: 'WITHHELD' }],
    periods: [{ socPercent: 10, why: hasIntent ? 'why' : null, reasons }],
  };
}

function siteBatteries({ site }: Place, isSeen: (index: number) => boolean): object[] {
  const ids = PLACES.flatMap((place, index) => (place.site === site && isSeen(index) ? [{ id: globalBattery(place) }] : []));
  return sorted(ids);
}

interface TruthAnswer {
  readonly batteries: { readonly nodes: readonly BatteryAnswer[] };
  readonly sites: {
    readonly nodes: readonly { readonly id: string; readonly viewerCan: readonly { readonly action: string }[] }[];
  };
}
interface BatteryAnswer {
  readonly agreements: readonly object[];
  readonly site: { readonly id: string; readonly batteries: readonly object[] };
  readonly auditEntries: { readonly nodes: readonly { readonly operation: string }[] };
  readonly viewerCan: readonly { readonly action: string }[];
}

/** An answer to `TRUTH` in the form of `truthFor`. */
export function truthIn({ batteries, sites }: TruthAnswer): Truth {
  const inOrder = ({ agreements, site, auditEntries, viewerCan, ...battery }: BatteryAnswer): object => ({
    ...battery,
    // Whatever was asked for since the agreements were made stands in the trail as well.
    auditEntries: {
      nodes: auditEntries.nodes.filter(({ operation }) => operation.startsWith(ENTRY) || operation.startsWith(AGREED)),
    },
    agreements: sorted(agreements),
    site: { ...site, batteries: sorted(site.batteries) },
    viewerCan: byAction(viewerCan),
  });
  const sitesInOrder = sites.nodes.map((site) => ({ ...site, viewerCan: byAction(site.viewerCan) }));
  return { batteries: sorted(batteries.nodes.map(inOrder)), sites: sorted(sitesInOrder) };
}

/**
 * The agreements over a battery that a viewer is told of: its own as they are, and those in whose time it reads contracts as
 * they stood when it last did.
 */
function toldOf(agreements: readonly Drawn[], viewer: Viewer, index: number): { one: Drawn; version: Version }[] {
  const { over, spans } = rightsOf(agreements, viewer, index);
  const readsUntil = Math.max(...spans('c').map(({ untilDay }) => untilDay ?? Infinity));
  return over.flatMap((one) => {
    const isOwn = one.party === viewer.party;
    const version = versionsOf(one).findLast(({ madeDay }) => isOwn || madeDay < readsUntil);
    if (!version) return [];
    const overlaps = (own: Drawn): boolean =>
      one.fromDay < (own.untilDay ?? Infinity) && own.fromDay < (version.untilDay ?? Infinity);
    const isTold = isOwn ? one.fromDay <= viewer.today : spans('c').some(overlaps);
    return isTold ? [{ one, version }] : [];
  });
}

const endOf = ({ untilDay }: Version): string | null => (untilDay === null ? null : printed(midnight(untilDay)));

/** Agreements by their ids, with every version of them. */
export const AGREED_NODES = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Agreement { id validUntil terms versionSequence
  history { versionSequence validUntil terms changeReason } } } }`;

/** What `AGREED_NODES` gives for each agreement: nothing that was made after what the viewer is told. */
export function agreedNodes(agreements: readonly Drawn[], viewer: Viewer): { id: string; node: object | null }[] {
  const told = PLACES.flatMap((_place, index) => (isKnown(agreements, viewer, index) ? toldOf(agreements, viewer, index) : []));
  return agreements.map((one, index) => {
    const id = printGlobalId('Agreement', agreementIdOf(index));
    const seen = told.filter((each) => each.one === one).map(({ version }) => version);
    const newest = seen.toSorted((some, other) => other.sequence - some.sequence)[0];
    if (!newest) return { id, node: null };
    const shown = (version: Version) => ({
      versionSequence: version.sequence,
      validUntil: endOf(version),
      terms: termsOf(version),
    });
    const history = versionsOf(one)
      .filter(({ sequence }) => sequence <= newest.sequence)
      .map((version) => ({ ...shown(version), changeReason: sentenceOfChange(version) }));
    return { id, node: { id, ...shown(newest), history } };
  });
}

const KIND_OF: Readonly<Record<string, string>> = { Override: 'override', DispatchStop: 'stop', PowerLimit: 'limit' };

interface DatedNode {
  readonly id: string;
  readonly isSeen: boolean;
  /** Of a plan: what it is told to be held back by. */
  readonly reasons?: readonly { readonly constraint: string }[];
  /** Of a plan: whether what is withheld of it would be told of a later one. */
  readonly isOutside?: boolean;
}

/** Each plan, instruction, override, stop, limit and agreement by its id, and whether the viewer may see it. */
export function datedNodes(agreements: readonly Drawn[], viewer: Viewer): DatedNode[] {
  const told = new Set(
    PLACES.flatMap((_place, index) =>
      isKnown(agreements, viewer, index) ? toldOf(agreements, viewer, index).map(({ one }) => one) : [],
    ),
  );
  const ofAgreements = agreements.map((one, index) => {
    return { id: printGlobalId('Agreement', agreementIdOf(index)), isSeen: told.has(one) };
  });
  const ofFacts = PLACES.flatMap((place, index) => {
    const { on } = rightsOf(agreements, viewer, index);
    return [
      ...['Override', 'DispatchStop', 'PowerLimit'].map((type) => ({
        id: printGlobalId(type, factId(KIND_OF[type] ?? '', place, 0)),
        isSeen: on('o', viewer.today),
      })),
      ...FACT_DAYS.flatMap((day) => [
        planNode(place, { day, isSeen: on('p', day), isNow: on('i', viewer.today), isThen: on('i', day) }),
        { id: printGlobalId('Instruction', factId('instruction', place, day)), isSeen: on('n', day) },
      ]),
    ];
  });
  return [...ofFacts, ...ofAgreements];
}

/** Each enabled response by its id: dated by when it was made, as a plan is. */
export function responseNodes(agreements: readonly Drawn[], viewer: Viewer): DatedNode[] {
  return PLACES.flatMap((place, index) => {
    const { on } = rightsOf(agreements, viewer, index);
    return FACT_DAYS.map((day) => ({
      id: printGlobalId('EnabledResponse', factId('response', place, day)),
      isSeen: on('p', day),
    }));
  });
}

/** Its part of the intent is told to readers of the intent, in whose time it was made. */
function planNode(
  place: Place,
  { day, isSeen, isNow, isThen }: { day: number; isSeen: boolean; isNow: boolean; isThen: boolean },
): DatedNode {
  const constraint = isNow && isThen ? CONSTRAINT_OF.INTENT : 'WITHHELD';
  return {
    id: printGlobalId('Plan', factId('plan', place, day)),
    isSeen,
    reasons: [{ constraint }],
    isOutside: isNow && !isThen,
  };
}

/** Each entry of the trail about a battery, an override of it or all of a site by its id, and whether the viewer may see it. */
export async function entryNodes(
  { owner }: World,
  { agreements, viewer }: { agreements: readonly Drawn[]; viewer: Viewer },
): Promise<{ id: string; isSeen: boolean; input: string | null }[]> {
  const entries = await owner<{ id: string; operation: string; subjectId: string }[]>`
    select audit_entry_id as id, operation, subject_id as "subjectId" from audit_entry
    where tenant_id = ${tenantId} and (subject_type in ('Battery', 'Override') and starts_with(operation, ${ENTRY})
      or subject_type = 'Site' and operation = ${STOPPED}) order by entry_sequence`;
  const mayRead = (index: number, day: number): boolean => rightsOf(agreements, viewer, index).on('a', day);
  const nodeOf = (id: string, isSeen: boolean, input: string | null = null) => ({
    id: printGlobalId('AuditEntry', id),
    isSeen,
    input,
  });
  const ofBatteries = PLACES.flatMap((place, index) => {
    const about = { Battery: batteryIdOf(place), Override: factId('override', place, 0) };
    return Object.entries(about).flatMap(([type, ofIt]) =>
      entries
        .filter(({ subjectId }) => subjectId === ofIt)
        .flatMap(({ id, operation }) => {
          const day = FACT_DAYS.find((one) => entryOf(one, type) === operation);
          return day === undefined ? [] : [nodeOf(id, mayRead(index, day))];
        }),
    );
  });
  const ofSites = SITES.flatMap((site) =>
    entries
      .filter(({ subjectId }) => subjectId === siteIdOf({ tenant: 'alder', site }))
      .map(({ id }) => {
        const through = PLACES.flatMap((place, index) => (place.site === site && mayRead(index, AGREED_DAY) ? [index] : []));
        // What was stopped is told to whoever may read overrides.
        const isTold = through.some((index) => rightsOf(agreements, viewer, index).on('o', AGREED_DAY));
        return nodeOf(id, through.length > 0, isTold ? '{}' : null);
      }),
  );
  return [...ofBatteries, ...ofSites];
}

function sorted<Item>(items: readonly Item[]): Item[] {
  return items.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
