import fc from 'fast-check';
import type postgres from 'postgres';
import { idOfKey } from '../../src/modules/tenancy/index.ts';
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
const MODEL_OF = ['merchant', 'lease', 'home'] as const;
const FACT_DAYS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Facts of the day before this one are the newest. */
export const FACTS_UNTIL_DAY = 11;
export const SPAN = { from: '2026-05-01T00:00:00Z', until: '2026-05-11T00:00:00Z' };
export const noon = (day: number): Date => new Date(Date.UTC(2026, 4, day, 12));
const midnight = (day: number): Date => new Date(Date.UTC(2026, 4, day));

/** identity I, location L, live l, history h, intent i (write W), plan p (P), override o (O), instructions n, revenue r, contracts c. */
const TABLE: Record<(typeof MODEL_OF)[number], Record<string, string>> = {
  merchant: {
    OWNER: 'ILlhiWponrc',
    LESSOR: 'ILhc',
    LESSEE: 'ILlhiWponrc',
    OPERATOR: 'ILlhipoOn',
    OPTIMISER: 'IlhiWpPonrc',
    OFFTAKER: 'Ihr',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnrc',
  },
  lease: {
    OWNER: 'ILhc',
    LESSOR: 'ILhc',
    LESSEE: 'ILlhiWpoOnrc',
    OPERATOR: 'ILlhipoOn',
    OPTIMISER: 'IlhiWpPonr',
    OFFTAKER: 'Ihr',
    SITE_HOST: 'ILl',
    AUDITOR: 'Ihpnrc',
  },
  home: {
    OWNER: 'ILlhiWpoOnrc',
    LESSOR: 'Ic',
    LESSEE: 'ILlhiWpoOnrc',
    OPERATOR: 'Iln',
    OPTIMISER: 'IlhiWpPonr',
    OFFTAKER: '',
    SITE_HOST: '',
    AUDITOR: 'Ihnrc',
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
}

export const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    party: fc.constantFrom('stranger', 'stranger', 'supplier'),
    role: fc.constantFrom(...ROLES),
    place: fc.nat(2),
    wholeSite: fc.boolean(),
    fromDay: fc.integer({ min: 0, max: 18 }),
    length: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ length, ...one }) => ({ ...one, untilDay: length === null ? null : one.fromDay + length }));
/** A day after the facts, on which somebody asks. */
export const today: fc.Arbitrary<number> = fc.integer({ min: FACTS_UNTIL_DAY, max: 19 });

/** Each battery under a model of its own, each site with an address. */
export async function namePlaces({ owner }: World): Promise<void> {
  for (const [index, place] of PLACES.entries()) {
    await owner`
      update battery set ownership_model = ${MODEL_OF[index] ?? ''}
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
    for (const day of FACT_DAYS) await storeFacts(owner, { place, day, index });
  }
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
  await owner`
    insert into plan values (${tenantId}, ${planId}, ${batteryId}, ${at}, ${at}, ${until}, 'OPTIMAL', 'highs', 1, 'GBP', 1, '{}')`;
  await owner`
    insert into plan_period values (${tenantId}, ${planId}, ${at}, ${until}, '2026-05-01', 25, 1, ${day}, 1, 1, 1)`;
  await owner`
    insert into settled_period values (${tenantId}, ${batteryId}, ${at}, ${until}, '2026-05-01', 25, ${day}, 0, ${day}, 'GBP', ${until})`;
  await owner`
    insert into instruction values (${tenantId}, ${instructionId}, ${siteId}, ${batteryId}, ${day * 10 + index}, ${at}, ${at}, ${until},
      'APPLIED', null, null, null, '[]', '{"chargePowerKwMax":1,"dischargePowerKwMax":1,"socPercentMin":1,"socPercentMax":2}')`;
}

const agreementIdOf = (index: number): string => idOfKey<string>(tenantId, 'test-agreement', String(index));

/** Makes these all the agreements that there are. */
export async function agree({ owner }: World, agreements: readonly Drawn[]): Promise<void> {
  await owner`delete from agreement_version where tenant_id = ${tenantId}`;
  await owner`delete from agreement where tenant_id = ${tenantId}`;
  for (const [index, { party, role, place, wholeSite, fromDay, untilDay }] of agreements.entries()) {
    const where = PLACES[place] ?? PLACES[0];
    await owner`
      insert into agreement (tenant_id, agreement_id, party_id, site_id, battery_id, role, valid_from, valid_until,
        version_sequence, changed_by, changed_at, change_reason)
      values (${tenantId}, ${agreementIdOf(index)}, ${idOfKey<string>(tenantId, 'party', party)}, ${siteIdOf(where)},
        ${wholeSite ? null : batteryIdOf(where)}, ${role}, ${midnight(fromDay)}, ${untilDay === null ? null : midnight(untilDay)},
        1, ${tenantId}, ${midnight(0)}, 'drawn')`;
  }
}

/** Everything about every battery, in one question over `SPAN`. */
export const TRUTH = `query($from: DateTime!, $until: DateTime!) { batteries(first: 10) { nodes { id name address
  latestReading { socPercent } readings(from: $from, until: $until) { socPercent }
  plan { periods { socPercent } } instructions(first: 50) { nodes { instructionSequence } }
  settledPeriods(from: $from, until: $until) { exportedKwh } currentIntent { versionSequence }
  outcomes(from: $from, until: $until) { plannedSocPercent netExportedKwh realisedRevenue { amount } }
  overrides { powerKw } agreements { role party { id } validFrom } site { id batteries { id } }
  viewerCan { action allowed } } } sites(first: 10) { nodes { id } } }`;

export interface Viewer {
  readonly role: string;
  readonly party: string;
  readonly today: number;
}

/** What a viewer has of one battery by the drawn agreements and the table of letters alone. */
function rightsOf(agreements: readonly Drawn[], { role, party, today: day }: Viewer, index: number) {
  const model = MODEL_OF[index] ?? 'merchant';
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

/** What `TRUTH` gives, batteries and what is in no order of its own sorted by `sorted`. */
export function truthFor(agreements: readonly Drawn[], viewer: Viewer): { batteries: object[]; sites: string[] } {
  const isSeen = (index: number): boolean => isKnown(agreements, viewer, index);
  const batteries = PLACES.flatMap((place, index) =>
    isSeen(index) ? [batteryTruth(agreements, viewer, { place, index, isSeen })] : [],
  );
  const sites = PLACES.flatMap((place, index) => (isSeen(index) ? [globalSite(place)] : []));
  return { batteries: sorted(batteries), sites: [...new Set(sites)].toSorted() };
}

function batteryTruth(
  agreements: readonly Drawn[],
  viewer: Viewer,
  { place, index, isSeen }: { place: Place; index: number; isSeen: (index: number) => boolean },
): object {
  const { today: day } = viewer;
  const { ever, on } = rightsOf(agreements, viewer, index);
  const days = (letter: string): number[] => FACT_DAYS.filter((one) => on(letter, one));
  const told = toldOf(agreements, viewer, index);
  return {
    id: globalBattery(place),
    name: `Battery ${place.battery}`,
    address: on('L', day) ? `Road ${place.site}` : null,
    latestReading: on('l', day) && on('l', 10) ? { socPercent: 10 } : null,
    readings: days('h').map((socPercent) => ({ socPercent })),
    plan: on('p', 10) ? { periods: [{ socPercent: 10 }] } : null,
    instructions: {
      nodes: days('n')
        .map((one) => ({ instructionSequence: one * 10 + index }))
        .toReversed(),
    },
    settledPeriods: days('r').map((exportedKwh) => ({ exportedKwh })),
    currentIntent: on('i', day) ? { versionSequence: 1 } : null,
    outcomes: FACT_DAYS.filter((one) => on('p', one) || on('h', one) || on('r', one)).map((one) => ({
      plannedSocPercent: on('p', one) ? one : null,
      netExportedKwh: on('h', one) ? one : null,
      realisedRevenue: on('r', one) ? { amount: `${one}.000000` } : null,
    })),
    overrides: on('o', day) ? [{ powerKw: index + 1 }] : [],
    agreements: sorted(
      told.map(({ role, party: of, fromDay }) => ({
        role,
        party: { id: globalParty('alder', of) },
        validFrom: midnight(fromDay).toISOString().replace('.000', ''),
      })),
    ),
    site: { id: globalSite(place), batteries: siteBatteries(place, isSeen) },
    viewerCan: [
      ...Object.entries({ READ_LOCATION: 'L', READ_LIVE: 'l', READ_INTENT: 'i', SET_INTENT: 'W', REQUEST_PLAN: 'P' }),
      ...Object.entries({ READ_OVERRIDE: 'o', OVERRIDE: 'O' }),
    ]
      .map(([action, letter]) => ({ action, allowed: on(letter, day) }))
      .concat(
        Object.entries({ READ_HISTORY: 'h', READ_PLAN: 'p', READ_INSTRUCTIONS: 'n', READ_REVENUE: 'r', READ_CONTRACTS: 'c' }).map(
          ([action, letter]) => ({ action, allowed: ever(letter) }),
        ),
      )
      .toSorted((one, other) => (one.action < other.action ? -1 : 1)),
  };
}

function siteBatteries({ site }: Place, isSeen: (index: number) => boolean): object[] {
  const ids = PLACES.flatMap((place, index) => (place.site === site && isSeen(index) ? [{ id: globalBattery(place) }] : []));
  return sorted(ids);
}

interface TruthAnswer {
  readonly batteries: { readonly nodes: readonly BatteryAnswer[] };
  readonly sites: { readonly nodes: readonly { readonly id: string }[] };
}
interface BatteryAnswer {
  readonly agreements: readonly object[];
  readonly site: { readonly id: string; readonly batteries: readonly object[] };
  readonly viewerCan: readonly { readonly action: string }[];
}

/** An answer to `TRUTH` in the form of `truthFor`. */
export function truthIn({ batteries, sites }: TruthAnswer): { batteries: object[]; sites: string[] } {
  const inOrder = ({ agreements, site, viewerCan, ...battery }: BatteryAnswer): object => ({
    ...battery,
    agreements: sorted(agreements),
    site: { ...site, batteries: sorted(site.batteries) },
    viewerCan: viewerCan.toSorted((one, other) => (one.action < other.action ? -1 : 1)),
  });
  return { batteries: sorted(batteries.nodes.map(inOrder)), sites: sites.nodes.map(({ id }) => id).toSorted() };
}

/** The agreements over a battery that a viewer is told of: its own, and those in whose time it reads contracts. */
function toldOf(agreements: readonly Drawn[], viewer: Viewer, index: number): Drawn[] {
  const { over, spans } = rightsOf(agreements, viewer, index);
  const overlaps = (one: Drawn, other: Drawn): boolean =>
    one.fromDay < (other.untilDay ?? Infinity) && other.fromDay < (one.untilDay ?? Infinity);
  return over.filter((one) =>
    one.party === viewer.party ? one.fromDay <= viewer.today : spans('c').some((own) => overlaps(own, one)),
  );
}

/** Each plan, instruction, override and agreement by its id, and whether the viewer may see it. */
export function datedNodes(agreements: readonly Drawn[], viewer: Viewer): { id: string; isSeen: boolean }[] {
  const told = new Set(
    PLACES.flatMap((_place, index) => (isKnown(agreements, viewer, index) ? toldOf(agreements, viewer, index) : [])),
  );
  const ofAgreements = agreements.map((one, index) => {
    return { id: printGlobalId('Agreement', agreementIdOf(index)), isSeen: told.has(one) };
  });
  const ofFacts = PLACES.flatMap((place, index) => {
    const { on } = rightsOf(agreements, viewer, index);
    return [
      { id: printGlobalId('Override', factId('override', place, 0)), isSeen: on('o', viewer.today) },
      ...FACT_DAYS.flatMap((day) => [
        { id: printGlobalId('Plan', factId('plan', place, day)), isSeen: on('p', day) },
        { id: printGlobalId('Instruction', factId('instruction', place, day)), isSeen: on('n', day) },
      ]),
    ];
  });
  return [...ofFacts, ...ofAgreements];
}

function sorted<Item>(items: readonly Item[]): Item[] {
  return items.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
