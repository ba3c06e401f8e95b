import type { Actor } from './actor.ts';

const keys = new WeakMap<Actor, string>();

/**
 * Everything of an actor that decides what it may see: whoever has the same key gets the same answers at the same instant. Whose
 * reading is written down, or whose credential stands for a site, shares with nobody.
 */
export function viewKeyOf(actor: Actor): string {
  const known = keys.get(actor);
  if (known !== undefined) return known;
  const key = JSON.stringify(viewOf(actor));
  keys.set(actor, key);
  return key;
}

/**
 * The actor as far as its view goes. What an answer that is shared would tell of the one credential behind it is a bug, and fails
 * instead of reaching somebody else.
 */
export function sharedActor(actor: Actor): Actor {
  if (!isShareable(actor)) return actor;
  const { kind, tenantId, role, partyId, bounds } = actor;
  // It has every field that may be looked at; the others throw.
  return Object.defineProperties({ kind, tenantId, role, partyId, bounds }, REFUSED) as unknown as Actor;
}

const OF_ONE_READER = ['credentialId', 'userId', 'clientId', 'onBehalfOf', 'issuer', 'subject'] as const;
const REFUSED = Object.fromEntries(OF_ONE_READER.map((field) => [field, { get: () => refuse(field) }]));

function viewOf(actor: Actor): readonly unknown[] {
  if (!isShareable(actor)) return [actor.tenantId, actor.kind, actor.credentialId];
  const { tenantId, kind, role, partyId, bounds } = actor;
  return [tenantId, kind, role, partyId, bounds];
}

function isShareable(actor: Actor): actor is Extract<Actor, { readonly kind: 'api-key' | 'user' | 'service' | 'external' }> {
  return actor.kind !== 'support' && actor.kind !== 'agent' && actor.kind !== 'enrolment';
}

function refuse(field: string): never {
  throw new Error(`Bug: a shared answer asks for the ${field} of its reader`);
}
