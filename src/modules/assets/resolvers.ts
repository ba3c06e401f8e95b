import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { numberOf } from '../../platform/arguments/numbers.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { present } from '../../kernel/assert.ts';
import type { BatteryId, SiteId } from '../../kernel/ids.ts';
import { ENERGY_KWH_MAX, POWER_KW_MAX } from '../../kernel/plausible.ts';
import { Fault, forbidden, lackOf } from '../../platform/fault.ts';
import { gatheredRead } from '../../platform/gathering.ts';
import { defineLoader } from '../../platform/loader.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { type AuditEntry, auditSpanOf, defaultModelOf, once, readAuditEntry } from '../tenancy/index.ts';
import {
  type Ability,
  allows,
  type FieldPlace,
  isNever,
  type Refusal,
  tenantRightOf,
  timesAllowed,
  viewerRight,
  withhold,
} from '../ownership/index.ts';
import {
  type DeviceCertificate,
  type EdgeAgent,
  type Enrolment,
  readAgent,
  readAgentsOfSite,
  readCertificates,
  readWaitingEnrolment,
} from './device-credentials.ts';
import { siteRefusal, type SiteRight } from './site-rights.ts';
import {
  readBatteries,
  readBatteriesById,
  readBatteriesOfSite,
  readBatteriesWith,
  readBatteryPage,
  readHoldersAtSites,
  readSite,
  readSitePage,
  type Site,
  type VisibleBattery,
  seenWith,
} from './reads.ts';
import { type EdgeAgentEnrolled, type EdgeAgentRevoked, enrolEdgeAgent, revokeEdgeAgent } from './enrol-agent.ts';
import { entryFields, type EntrySeen } from './trail/resolvers.ts';
import { holdsBatteriesAt, readBatteriesOfSubject, readEntriesOfBattery } from './battery-trail.ts';
import { type CertificateIssued, requestCertificate, type RequestCertificateOutcome } from './request-certificate.ts';
import { registerBattery, type RegisterBatteryOutcome, registerSite, type RegisterSiteOutcome } from './register.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    AuditEntry: EntrySeen;
    Battery: VisibleBattery;
    Site: Site;
    EdgeAgent: EdgeAgent;
    DeviceCertificate: DeviceCertificate;
    Enrolment: Enrolment;
    SiteRegistered: Extract<RegisterSiteOutcome, { __typename: 'SiteRegistered' }>;
    SiteRefused: Extract<RegisterSiteOutcome, { __typename: 'SiteRefused' }>;
    BatteryRegistered: Extract<RegisterBatteryOutcome, { __typename: 'BatteryRegistered' }>;
    BatteryRefused: Extract<RegisterBatteryOutcome, { __typename: 'BatteryRefused' }>;
    EdgeAgentEnrolled: EdgeAgentEnrolled;
    EdgeAgentRevoked: EdgeAgentRevoked;
    CertificateIssued: CertificateIssued;
    CertificateRefused: Extract<RequestCertificateOutcome, { __typename: 'CertificateRefused' }>;
  }
}

const NAME_LENGTH_MAX = 100;
/** A request for a P-256 key has about 400. */
const REQUEST_LENGTH_MAX = 4_000;
const ADDRESS_LENGTH_MAX = 200;

const batteryById = defineLoader(async (ctx: GraphQLContext, batteryIds: readonly BatteryId[]) => {
  const ability = await ctx.ability();
  if (ctx.actor.kind === 'agent') return batteriesOfAgent(ctx, { ability, batteryIds });
  return ctx.read((tx) => readBatteries(tx, { ability, batteryIds }));
});

const batteryRow = gatheredRead(async (tx, batteryIds: readonly BatteryId[]) => {
  const found = await readBatteriesById(tx, batteryIds);
  return batteryIds.map((batteryId) => found.get(batteryId) ?? null);
});

/** A fleet that is told something new asks for its batteries at the same moment, each agent for its own: one read for all of them. */
async function batteriesOfAgent(
  { actor, platform }: GraphQLContext,
  { ability, batteryIds }: { ability: Ability; batteryIds: readonly BatteryId[] },
): Promise<Map<string, VisibleBattery>> {
  const rows = await Promise.all(batteryIds.map((batteryId) => batteryRow(platform, actor.tenantId, batteryId)));
  const seen = rows.flatMap((row) => (row && seenWith(ability, row)) ?? []);
  return new Map(seen.map((battery) => [battery.batteryId, battery]));
}

const holdersBySite = defineLoader(async (ctx: GraphQLContext, siteIds: readonly SiteId[]) => {
  const ability = await ctx.ability();
  return ctx.read((tx) => readHoldersAtSites(tx, { ability, siteIds }));
});

/** The battery, or null when it does not exist or is not the caller's. */
export function loadBattery(ctx: GraphQLContext, batteryId: string): Promise<VisibleBattery | null> {
  // Whether a battery has the id is what the read finds out.
  return ctx.load(batteryById, batteryId as BatteryId);
}

/** The battery that something already read belongs to. */
export async function batteryOf(ctx: GraphQLContext, { batteryId }: { readonly batteryId: string }): Promise<VisibleBattery> {
  return present(await loadBattery(ctx, batteryId), 'the battery of a readable object to be readable');
}

/** The battery an argument names; refused as not found when it is not the caller's. */
export async function batteryArgument(ctx: GraphQLContext, globalId: string): Promise<VisibleBattery> {
  const battery = await loadBattery(ctx, idOf('Battery', globalId));
  if (!battery) throw new Fault('NOT_FOUND', { tell: 'There is no such battery.' });
  return battery;
}

/** The site an argument names; refused as not found when it is not the caller's. */
export async function siteArgument(ctx: GraphQLContext, globalId: string): Promise<Site> {
  const site = await loadSite(ctx, idOf('Site', globalId));
  if (!site) throw new Fault('NOT_FOUND', { tell: 'There is no such site.' });
  return site;
}

async function visibleBatteries(ctx: GraphQLContext, batteryIds: readonly BatteryId[]): Promise<VisibleBattery[]> {
  const found = await Promise.all(batteryIds.map((batteryId) => loadBattery(ctx, batteryId)));
  return found.filter((battery) => battery !== null);
}

export async function loadSite(ctx: GraphQLContext, siteId: string): Promise<Site | null> {
  const ability = await ctx.ability();
  return ctx.read((tx) => readSite(tx, { ability, siteId }));
}

/** An agent that the caller may see, of whichever site. */
async function loadAgent(ctx: GraphQLContext, edgeAgentId: string): Promise<EdgeAgent | null> {
  const agent = await ctx.read((tx) => readAgent(tx, edgeAgentId));
  const site = agent && (await loadSite(ctx, agent.siteId));
  if (!site || (await refusedAtSite(ctx, site, 'deviceCredentials:read'))) return null;
  return agent;
}

/** Why the caller has no right over the agent of a site; null when it has. */
async function refusedAtSite(ctx: GraphQLContext, { siteId }: Pick<Site, 'siteId'>, right: SiteRight): Promise<Refusal | null> {
  const ability = await ctx.ability();
  const holders = ability.hasEverywhere(right) ? null : await ctx.load(holdersBySite, siteId);
  return siteRefusal(ctx, { siteId, right, ability, visible: [], hasOthers: false, ...holders });
}

/** Refuses what the caller may not do with the agent of a site; the refusal names what is missing. */
async function demandAtSite(ctx: GraphQLContext, site: Site, right: SiteRight): Promise<void> {
  const refused = await refusedAtSite(ctx, site, right);
  if (refused) throw forbidden(refused);
}

/** Whether what a site's agent proves itself with may be seen; when not, the answer says so. */
async function seesCredentials(ctx: GraphQLContext, info: FieldPlace, site: Site): Promise<boolean> {
  const refused = await refusedAtSite(ctx, site, 'deviceCredentials:read');
  if (refused) withhold(ctx, info, refused);
  return refused === null;
}

/** An entry that the caller finds in the tenant's trail, or in that of a battery. */
async function loadAuditEntry(ctx: GraphQLContext, auditEntryId: string): Promise<EntrySeen | null> {
  const entry = await ctx.read((tx) => readAuditEntry(tx, auditEntryId));
  if (entry === null || (await ctx.ability()).may('read-audit', 'Tenant')) return entry;
  const batteries = await batteriesOfEntry(ctx, entry);
  const through = batteries.filter(({ rights }) => rights.covers('audit:read', entry.happenedAt));
  return through.length > 0 ? { ...entry, through } : null;
}

/** The batteries of the caller in whose trails an entry may stand. */
async function batteriesOfEntry(ctx: GraphQLContext, entry: AuditEntry): Promise<VisibleBattery[]> {
  const { subjectId, subjectType } = entry;
  if (subjectId === null) return [];
  if (subjectType !== 'Site' && subjectType !== 'Tenant')
    return visibleBatteries(ctx, await ctx.read((tx) => readBatteriesOfSubject(tx, subjectId)));
  const ability = await ctx.ability();
  const batteries = await ctx.read((tx) => readBatteriesWith(tx, { ability, right: 'audit:read' }));
  return [...batteries.values()].filter(({ siteId }) => holdsBatteriesAt(entry, siteId));
}

export const assetsNodes = { Battery: loadBattery, Site: loadSite, EdgeAgent: loadAgent, AuditEntry: loadAuditEntry };

export const assetsResolvers = {
  Query: {
    batteries: async (_root, args, ctx) => {
      const page = parsePage(args, { cursorFields: { name: 'text', batteryId: 'uuid' } });
      const siteId = args.siteId ? idOf<SiteId>('Site', args.siteId) : null;
      const ability = await ctx.ability();
      const rows = await ctx.read((tx) => readBatteryPage(tx, { ability, page, siteId }));
      return connectionOf(rows, page, (row) => ({ name: row.name, batteryId: row.batteryId }));
    },
    battery: (_root, { id }, ctx) => loadBattery(ctx, idOf('Battery', id)),
    sites: async (_root, args, ctx) => {
      const page = parsePage(args, { cursorFields: { name: 'text', siteId: 'uuid' } });
      const ability = await ctx.ability();
      const rows = await ctx.read((tx) => readSitePage(tx, { ability, page }));
      return connectionOf(rows, page, (row) => ({ name: row.name, siteId: row.siteId }));
    },
    site: (_root, { id }, ctx) => loadSite(ctx, idOf('Site', id)),
  },
  Mutation: {
    registerSite: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('register', 'Tenant');
      const wanted = {
        name: textOf({ argument: 'name', text: input.name, lengthMax: NAME_LENGTH_MAX }),
        timeZone: timeZoneOf(input.timeZone),
        market: input.market,
        importLimitKw: numberOf({ argument: 'importLimitKw', value: input.importLimitKw, min: 0, max: POWER_KW_MAX }),
        exportLimitKw: numberOf({ argument: 'exportLimitKw', value: input.exportLimitKw, min: 0, max: POWER_KW_MAX }),
        address: input.address ? textOf({ argument: 'address', text: input.address, lengthMax: ADDRESS_LENGTH_MAX }) : null,
      };
      return once(ctx, { operation: 'registerSite', input }, (tx) => registerSite(tx, wanted));
    },
    registerBattery: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('register', 'Tenant');
      const site = await siteArgument(ctx, input.siteId);
      const above = (argument: BatterySize, max: number): number => numberOf({ argument, value: input[argument], above: 0, max });
      const wanted = {
        siteId: site.siteId,
        name: textOf({ argument: 'name', text: input.name, lengthMax: NAME_LENGTH_MAX }),
        chargePowerKwMax: above('chargePowerKwMax', POWER_KW_MAX),
        dischargePowerKwMax: above('dischargePowerKwMax', POWER_KW_MAX),
        energyCapacityKwh: above('energyCapacityKwh', ENERGY_KWH_MAX),
        chargeEfficiencyPercent: above('chargeEfficiencyPercent', 100),
        dischargeEfficiencyPercent: above('dischargeEfficiencyPercent', 100),
        ownershipModel: modelArgument(ctx, input.ownershipModel),
      };
      return once(ctx, { operation: 'registerBattery', input }, (tx) => registerBattery(ctx.platform, tx, wanted));
    },
    enrolEdgeAgent: async (_root, { input }, ctx) => {
      const site = await siteArgument(ctx, input.siteId);
      await demandAtSite(ctx, site, 'deviceCredentials:write');
      return once(ctx, { operation: 'enrolEdgeAgent', input, forget: ['token'] }, (tx) =>
        enrolEdgeAgent(ctx.platform, tx, site.siteId),
      );
    },
    revokeEdgeAgent: async (_root, { input }, ctx) => {
      const site = await siteArgument(ctx, input.siteId);
      await demandAtSite(ctx, site, 'deviceCredentials:write');
      return once(ctx, { operation: 'revokeEdgeAgent', input }, (tx) => revokeEdgeAgent(ctx.platform, tx, site.siteId));
    },
    requestCertificate: async (_root, { input }, ctx) => {
      const { actor, platform } = ctx;
      if (actor.kind !== 'enrolment' && actor.kind !== 'agent')
        throw forbidden(lackOf({ reason: 'CREDENTIAL_KIND', missing: 'Only a site’s agent asks for certificates.' }));
      const csrPem = textOf({ argument: 'csrPem', text: input.csrPem, lengthMax: REQUEST_LENGTH_MAX });
      return once<RequestCertificateOutcome>(ctx, { operation: 'requestCertificate', input }, (tx) =>
        requestCertificate(platform, tx, { actor, csrPem }),
      );
    },
  },
  Battery: {
    id: (battery) => printGlobalId('Battery', battery.batteryId),
    auditEntries: async (battery, args, ctx, info) => {
      const page = parsePage(args, { cursorFields: { entrySequence: 'integer' } });
      const times = timesAllowed(ctx, info, { holder: battery, right: 'audit:read' });
      const span = auditSpanOf(args);
      const rows = isNever(times) ? [] : await ctx.read((tx) => readEntriesOfBattery(tx, { battery, times, span, page }));
      const seen = rows.map((row) => ({ ...row, through: [battery] }));
      return connectionOf(seen, page, (row) => ({ entrySequence: String(row.entrySequence) }));
    },
    address: (battery, _args, ctx, info) =>
      allows(ctx, info, { holder: battery, right: 'location:read' }) ? battery.site.address : null,
  },
  Site: {
    id: (site) => printGlobalId('Site', site.siteId),
    batteries: async (site, _args, ctx) => {
      const ability = await ctx.ability();
      return ctx.read((tx) => readBatteriesOfSite(tx, { ability, siteId: site.siteId }));
    },
    edgeAgents: async (site, _args, ctx, info) =>
      (await seesCredentials(ctx, info, site)) ? ctx.read((tx) => readAgentsOfSite(tx, site.siteId)) : null,
    enrolment: async (site, _args, ctx, info) => {
      if (!(await seesCredentials(ctx, info, site))) return null;
      // Tokens end by the wall clock, in a simulated world too.
      const now = ctx.platform.authority?.now();
      return now ? ctx.read((tx) => readWaitingEnrolment(tx, { siteId: site.siteId, now })) : null;
    },
    viewerCan: async (site, _args, ctx) => {
      const ability = await ctx.ability();
      const unseen = await refusedAtSite(ctx, site, 'deviceCredentials:read');
      const unchanged = await refusedAtSite(ctx, site, 'deviceCredentials:write');
      return [
        tenantRightOf(ability, 'REGISTER_BATTERY'),
        tenantRightOf(ability, 'MAKE_AGREEMENT'),
        viewerRight('READ_DEVICE_CREDENTIALS', unseen),
        viewerRight('ENROL_EDGE_AGENT', unchanged),
        viewerRight('REVOKE_EDGE_AGENT', unchanged),
      ];
    },
  },
  EdgeAgent: {
    id: (agent) => printGlobalId('EdgeAgent', agent.edgeAgentId),
    site: (agent, _args, ctx) => siteOf(ctx, agent),
    certificates: (agent, _args, ctx) => ctx.read((tx) => readCertificates(tx, agent.edgeAgentId)),
  },
  AuditEntry: entryFields,
  Agreement: {
    battery: (agreement, _args, ctx) => (agreement.batteryId === null ? null : loadBattery(ctx, agreement.batteryId)),
    site: (agreement, _args, ctx) => (agreement.batteryId === null ? loadSite(ctx, agreement.siteId) : null),
  },
  BatteryRegistered: { battery: (outcome, _args, ctx) => batteryOf(ctx, outcome) },
  SiteRegistered: { site: (outcome, _args, ctx) => siteOf(ctx, outcome) },
  EdgeAgentEnrolled: {
    site: (outcome, _args, ctx) => siteOf(ctx, outcome),
    expiresAt: (outcome) => new Date(outcome.expiresAt),
  },
  EdgeAgentRevoked: { site: (outcome, _args, ctx) => siteOf(ctx, outcome) },
  CertificateIssued: {
    validFrom: (outcome) => new Date(outcome.validFrom),
    validUntil: (outcome) => new Date(outcome.validUntil),
  },
  ApiKey: { batteries: ({ batteryIds }, _args, ctx) => batteryIds && visibleBatteries(ctx, batteryIds) },
  CredentialBound: { batteries: ({ places }, _args, ctx) => places && visibleBatteries(ctx, places.batteryIds) },
} satisfies ModuleResolvers;

type BatterySize =
  | 'chargePowerKwMax'
  | 'dischargePowerKwMax'
  | 'energyCapacityKwh'
  | 'chargeEfficiencyPercent'
  | 'dischargeEfficiencyPercent';

async function siteOf(ctx: GraphQLContext, { siteId }: { readonly siteId: string }): Promise<Site> {
  return present(await loadSite(ctx, siteId), 'a site that was just changed to exist');
}

/** The name of one of the tenant's ownership models; the first of them when none is named. */
function modelArgument({ platform, actor }: GraphQLContext, name: string | null | undefined): string {
  const { ownershipModels } = platform.tenants.byId(actor.tenantId);
  if (name === null || name === undefined) return defaultModelOf(ownershipModels);
  if (!Object.hasOwn(ownershipModels, name)) {
    throw new Fault('BAD_USER_INPUT', { tell: `\`ownershipModel\` must be one of ${Object.keys(ownershipModels).join(', ')}.` });
  }
  return name;
}

function timeZoneOf(name: string): string {
  try {
    return Temporal.Now.zonedDateTimeISO(name).timeZoneId;
  } catch {
    throw new Fault('BAD_USER_INPUT', { tell: '`timeZone` must be an IANA time zone, for example Europe/London.' });
  }
}
