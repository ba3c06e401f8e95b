import type { ModuleResolvers } from '../../graphql/complete.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { present } from '../../kernel/assert.ts';
import { defineLoader } from '../../platform/loader.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { type Agreement, type Party, readAgreement, readAgreementsOfBattery, readParties } from './reads.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Party: Party;
    Agreement: Agreement;
  }
}

const partyById = defineLoader((ctx: GraphQLContext, partyIds: readonly PartyId[]) =>
  ctx.read((tx) => readParties(tx, partyIds)),
);

export const ownershipNodes = {
  Party: (ctx: GraphQLContext, id: string) => readableParty(ctx, id),
  Agreement: async (ctx: GraphQLContext, id: string) => {
    const agreement = await ctx.read((tx) => readAgreement(tx, id));
    return agreement && (await ctx.ability()).mayWith('read', 'Battery', agreement) ? agreement : null;
  },
};

export const ownershipResolvers = {
  Battery: { agreements: (battery, _args, ctx) => ctx.read((tx) => readAgreementsOfBattery(tx, battery.batteryId)) },
  Party: { id: (party) => printGlobalId('Party', party.partyId) },
  Agreement: {
    id: (agreement) => printGlobalId('Agreement', agreement.agreementId),
    party: async (agreement, _args, ctx) =>
      present(await ctx.load(partyById, agreement.partyId), 'the party of an agreement to exist'),
  },
  Viewer: { party: (viewer, _args, ctx) => (viewer.partyId ? ctx.load(partyById, viewer.partyId) : null) },
  AuditEntry: { party: (entry, _args, ctx) => (entry.partyId ? ctx.load(partyById, entry.partyId) : null) },
  ApiKey: { party: (apiKey, _args, ctx) => (apiKey.partyId ? ctx.load(partyById, apiKey.partyId) : null) },
} satisfies ModuleResolvers;

/** A credential of the tenant itself may look up any party; one that acts for a party sees itself. */
async function readableParty(ctx: GraphQLContext, id: string): Promise<Party | null> {
  const { actor } = ctx;
  if (!('partyId' in actor) || (actor.partyId !== null && actor.partyId !== id)) return null;
  // `node` hands over a well-formed UUID; whether a party has it is what the read finds out.
  return ctx.load(partyById, id as PartyId);
}
