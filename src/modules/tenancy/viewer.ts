import type { PartyId } from '../../kernel/ids.ts';
import { SCOPES } from '../../kernel/scopes.ts';
import type { Actor, ApiKeyRole, Bound } from './actor.ts';
import { CREDENTIAL_TYPES } from './credential-names.ts';
import { SCOPES_OF_ROLE } from './role-scopes.ts';
import { namesOfScopes, type ScopeName } from './scope-names.ts';

/** The present credential, as it is told to whoever holds it. */
export interface Viewer {
  readonly credentialKind: (typeof CREDENTIAL_TYPES)[Actor['kind']]['kind'];
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly scopes: readonly ScopeName[];
  readonly bounds: readonly Bound[] | null;
  readonly expiresAt: Date | null;
}

export function viewerOf(actor: Actor): Viewer {
  const credentialKind = CREDENTIAL_TYPES[actor.kind].kind;
  if (!('role' in actor)) return { credentialKind, role: 'VIEWER', partyId: null, scopes: [], bounds: null, expiresAt: null };
  const { role, partyId, bounds, expiresAt } = actor;
  return { credentialKind, role, partyId, scopes: scopesOf(actor), bounds, expiresAt };
}

function scopesOf({ role, bounds }: { readonly role: ApiKeyRole; readonly bounds: readonly Bound[] | null }): ScopeName[] {
  const within = bounds?.flatMap(({ scopes }) => scopes) ?? SCOPES;
  return namesOfScopes(SCOPES_OF_ROLE[role].filter((scope) => within.includes(scope)));
}
