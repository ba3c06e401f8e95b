import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { present } from '../../kernel/assert.ts';
import type { AgreementId, PartyId } from '../../kernel/ids.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { numberOf } from '../../platform/arguments/numbers.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { Fault } from '../../platform/fault.ts';
import { defineLoader } from '../../platform/loader.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { nodeTypeOf, once, whatWasMade } from '../tenancy/index.ts';
import { isWithin } from './bounds.ts';
import { demandEverywhere } from './enforce.ts';
import {
  type AgreementWish,
  endAgreement,
  type EndAgreementOutcome,
  makeAgreement,
  type MakeAgreementOutcome,
} from './make-agreement.ts';
import { matrixOf, type ModelMatrix, type ModelRole } from './model-matrix.ts';
import {
  type Agreement,
  type AgreementVersion,
  type Party,
  readAgreement,
  readAgreementsOfBattery,
  readAgreementVersions,
  readParties,
  readPartyPage,
  readVisibleAgreement,
} from './reads.ts';
import { type PartyRegistered, registerParty } from './register-party.ts';
import type { AgreementChange } from './save-agreement.ts';
import { secretRightOf, tenantRightOf, tenantRightsOf, type ViewerRight, viewerRightsOf } from './viewer-rights.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Party: Party;
    Agreement: Agreement;
    AgreementVersion: AgreementVersion;
    OwnershipModel: ModelMatrix;
    OwnershipModelRole: ModelRole;
    ViewerRight: ViewerRight;
    PartyRegistered: PartyRegistered;
    AgreementMade: Extract<MakeAgreementOutcome, { __typename: 'AgreementMade' }>;
    AgreementEnded: Extract<EndAgreementOutcome, { __typename: 'AgreementEnded' }>;
    AgreementRefused: Extract<MakeAgreementOutcome, { __typename: 'AgreementRefused' }>;
  }
}

const PARTY_NAME_LENGTH_MAX = 100;
const REASON_LENGTH_MAX = 200;
const TERMS_LENGTH_MAX = 2_000;

const partyById = defineLoader((ctx: GraphQLContext, partyIds: readonly PartyId[]) =>
  ctx.read((tx) => readParties(tx, partyIds)),
);

export const ownershipNodes = {
  Party: (ctx: GraphQLContext, id: string) => readableParty(ctx, id),
  Agreement: (ctx: GraphQLContext, id: string) => loadAgreement(ctx, id),
};

export const ownershipResolvers = {
  Query: {
    ownershipModels: (_root, _args, { actor, platform }) => matrixOf(platform.tenants.byId(actor.tenantId).ownershipModels),
    parties: async (_root, args, ctx) => {
      demandEverywhere(await ctx.ability(), 'identity:read');
      const page = parsePage(args, { cursorFields: { name: 'text', partyId: 'uuid' } });
      return connectionOf(await ctx.read((tx) => readPartyPage(tx, page)), page, ({ name, partyId }) => ({ name, partyId }));
    },
  },
  Mutation: {
    registerParty: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const name = textOf({ argument: 'name', text: input.name, lengthMax: PARTY_NAME_LENGTH_MAX });
      return once<PartyRegistered>(ctx, { operation: 'registerParty', input }, (tx) =>
        registerParty(tx, { name, kind: input.kind ?? 'COMPANY' }),
      );
    },
    makeAgreement: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const wish: AgreementWish = {
        partyId: idOf<PartyId>('Party', input.partyId),
        role: input.role,
        over: overOf(input),
        validFrom: input.validFrom,
        validUntil: input.validUntil ?? null,
        sharePercent:
          input.sharePercent === null || input.sharePercent === undefined
            ? null
            : numberOf({ argument: 'sharePercent', value: input.sharePercent, above: 0, max: 100 }),
        terms: input.terms ? textOf({ argument: 'terms', text: input.terms, lengthMax: TERMS_LENGTH_MAX }) : null,
      };
      const change = changeOf(ctx, input.reason);
      return once<MakeAgreementOutcome>(ctx, { operation: 'makeAgreement', input }, (tx) => makeAgreement(tx, { wish, change }));
    },
    endAgreement: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('administer', 'Tenant');
      const agreementId = idOf<AgreementId>('Agreement', input.agreementId);
      const change = changeOf(ctx, input.reason);
      const endsAt = input.endsAt ?? ctx.now;
      return once<EndAgreementOutcome>(ctx, { operation: 'endAgreement', input }, (tx) =>
        endAgreement(tx, { agreementId, endsAt, change }),
      );
    },
  },
  Battery: {
    agreements: (battery, _args, ctx) => ctx.read((tx) => readAgreementsOfBattery(tx, { rights: battery.rights, now: ctx.now })),
    viewerCan: (battery, _args, ctx) => viewerRightsOf(ctx, battery),
  },
  Party: { id: (party) => printGlobalId('Party', party.partyId) },
  Agreement: {
    id: (agreement) => printGlobalId('Agreement', agreement.agreementId),
    party: async (agreement, _args, ctx) =>
      present(await ctx.load(partyById, agreement.partyId), 'the party of an agreement to exist'),
    history: (agreement, _args, ctx) => ctx.read((tx) => readAgreementVersions(tx, agreement)),
    viewerCan: async (_agreement, _args, ctx) => [tenantRightOf(await ctx.ability(), 'END_AGREEMENT')],
  },
  PartyRegistered: {
    party: async (outcome, _args, ctx) =>
      present(await ctx.load(partyById, outcome.partyId), 'a party that was just registered to exist'),
  },
  AgreementVersion: {
    credentialId: ({ credentialId, actorKind }) => credentialId && printGlobalId(nodeTypeOf(actorKind), credentialId),
  },
  AgreementMade: { agreement: (outcome, _args, ctx) => agreementOf(ctx, outcome) },
  AgreementEnded: { agreement: (outcome, _args, ctx) => agreementOf(ctx, outcome) },
  Viewer: {
    party: (viewer, _args, ctx) => (viewer.partyId ? ctx.load(partyById, viewer.partyId) : null),
    viewerCan: async (_viewer, _args, ctx) => tenantRightsOf(await ctx.ability()),
  },
  AuditEntry: { party: (entry, _args, ctx) => (entry.partyId ? ctx.load(partyById, entry.partyId) : null) },
  User: { party: (user, _args, ctx) => (user.partyId ? ctx.load(partyById, user.partyId) : null) },
  OAuthClient: { party: (client, _args, ctx) => (client.partyId ? ctx.load(partyById, client.partyId) : null) },
  ApiKey: {
    party: (apiKey, _args, ctx) => (apiKey.partyId ? ctx.load(partyById, apiKey.partyId) : null),
    viewerCan: async (apiKey, _args, ctx) => {
      const ability = await ctx.ability();
      return [
        secretRightOf({ actor: ctx.actor, ability }, { action: 'ROTATE_API_KEY', reach: apiKey }),
        tenantRightOf(ability, 'REVOKE_API_KEY'),
      ];
    },
  },
  ExternalIdentity: {
    viewerCan: async (_identity, _args, ctx) => {
      const ability = await ctx.ability();
      return [tenantRightOf(ability, 'DISABLE_EXTERNAL_IDENTITY'), tenantRightOf(ability, 'ENABLE_EXTERNAL_IDENTITY')];
    },
  },
  SupportSession: { viewerCan: async (_session, _args, ctx) => [tenantRightOf(await ctx.ability(), 'END_SUPPORT_SESSION')] },
} satisfies ModuleResolvers;

async function loadAgreement(ctx: GraphQLContext, agreementId: string): Promise<Agreement | null> {
  const ability = await ctx.ability();
  return ctx.read((tx) => readVisibleAgreement(tx, { agreementId, ability, now: ctx.now }));
}

function agreementOf(ctx: GraphQLContext, { agreementId }: { readonly agreementId: string }): Promise<Agreement> {
  return whatWasMade(ctx, { read: readAgreement, id: agreementId });
}

function overOf({ batteryId, siteId }: { batteryId?: string | null; siteId?: string | null }): AgreementWish['over'] {
  if (batteryId && !siteId) return { batteryId: idOf('Battery', batteryId) };
  if (siteId && !batteryId) return { siteId: idOf('Site', siteId) };
  throw new Fault('BAD_USER_INPUT', { tell: 'Give either `batteryId` or `siteId`.' });
}

function changeOf(ctx: GraphQLContext, reason: string): AgreementChange {
  return {
    changedBy: ctx.actor.credentialId,
    changedAt: ctx.now,
    reason: textOf({ argument: 'reason', text: reason, lengthMax: REASON_LENGTH_MAX }),
  };
}

/** A credential of the tenant itself may look up any party, unless it is limited to less; one that acts for a party sees itself. */
async function readableParty(ctx: GraphQLContext, id: string): Promise<Party | null> {
  const { actor } = ctx;
  if (!('partyId' in actor) || (actor.partyId !== null && actor.partyId !== id)) return null;
  const isLimited = actor.bounds !== null && !isWithin(actor.bounds, 'contracts:read', {});
  if (actor.partyId === null && isLimited) return null;
  // `node` hands over a well-formed UUID; whether a party has it is what the read finds out.
  return ctx.load(partyById, id as PartyId);
}
