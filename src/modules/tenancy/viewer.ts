import { unreachable } from '../../kernel/assert.ts';
import type { PartyId } from '../../kernel/ids.ts';
import { SCOPES } from '../../kernel/scopes.ts';
import type { Actor, ApiKeyRole, Bound } from './actor.ts';
import { SCOPES_OF_ROLE } from './role-scopes.ts';
import { namesOfScopes, type ScopeName } from './scope-names.ts';

/** The present credential, as it is told to whoever holds it. */
export interface Viewer {
  readonly credentialKind: 'API_KEY' | 'EDGE_AGENT' | 'ENROLMENT' | 'SUPPORT_SESSION' | 'EXTERNAL' | 'USER' | 'SERVICE';
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly scopes: readonly ScopeName[];
  readonly bounds: readonly Bound[] | null;
  readonly expiresAt: Date | null;
}

export function viewerOf(actor: Actor): Viewer {
  const credentialKind = kindOf(actor);
  if (!('role' in actor)) return { credentialKind, role: 'VIEWER', partyId: null, scopes: [], bounds: null, expiresAt: null };
  const { role, partyId, bounds, expiresAt } = actor;
  return { credentialKind, role, partyId, scopes: scopesOf(actor), bounds, expiresAt };
}

function kindOf({ kind }: Actor): Viewer['credentialKind'] {
  switch (kind) {
    case 'api-key':
      return 'API_KEY';
    case 'agent':
      return 'EDGE_AGENT';
    case 'enrolment':
      return 'ENROLMENT';
    case 'support':
      return 'SUPPORT_SESSION';
    case 'external':
      return 'EXTERNAL';
    case 'user':
      return 'USER';
    case 'service':
      return 'SERVICE';
    default:
      return unreachable(kind);
  }
}

function scopesOf({ role, bounds }: { readonly role: ApiKeyRole; readonly bounds: readonly Bound[] | null }): ScopeName[] {
  const within = bounds?.flatMap(({ scopes }) => scopes) ?? SCOPES;
  return namesOfScopes(SCOPES_OF_ROLE[role].filter((scope) => within.includes(scope)));
}
