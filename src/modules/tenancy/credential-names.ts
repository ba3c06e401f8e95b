import type { Actor } from './actor.ts';

/** What the API calls each kind of credential, and the type of the object behind its id. */
export const CREDENTIAL_TYPES = {
  'api-key': { kind: 'API_KEY', nodeType: 'ApiKey' },
  user: { kind: 'USER', nodeType: 'Consent' },
  service: { kind: 'SERVICE', nodeType: 'OAuthClient' },
  external: { kind: 'EXTERNAL', nodeType: 'ExternalIdentity' },
  support: { kind: 'SUPPORT_SESSION', nodeType: 'SupportSession' },
  agent: { kind: 'EDGE_AGENT', nodeType: 'EdgeAgent' },
  enrolment: { kind: 'ENROLMENT', nodeType: 'Credential' },
} as const satisfies Record<Actor['kind'], { readonly kind: string; readonly nodeType: string }>;

/** The type behind the credential of an audit entry; some credentials are no object of the API. */
export function nodeTypeOf(actorKind: string): string {
  // The issuer ends consents by itself.
  if (actorKind === 'issuer') return CREDENTIAL_TYPES.user.nodeType;
  return isActorKind(actorKind) ? CREDENTIAL_TYPES[actorKind].nodeType : 'Credential';
}

function isActorKind(actorKind: string): actorKind is Actor['kind'] {
  return Object.hasOwn(CREDENTIAL_TYPES, actorKind);
}
