import { type Scope, SCOPES } from '../../kernel/scopes.ts';

/** What an owner can let an app do, in words an owner understands. Each is a fixed set of scopes. */
export const PURPOSES = {
  MONITORING: {
    title: 'See what the battery does',
    means: 'Its name and size, its power and charge right now, and its past readings.',
    scopes: ['identity:read', 'live:read', 'history:read'],
  },
  EARNINGS: {
    title: 'See what the battery earns',
    means: 'Its settled revenue, and the agreements about it.',
    scopes: ['identity:read', 'revenue:read', 'contracts:read'],
  },
  PLANNING: {
    title: 'See what the battery is going to do',
    means: 'What you allow it to be used for, its plan, overrides, and the instructions it was given.',
    scopes: ['identity:read', 'intent:read', 'plan:read', 'override:read', 'instructions:read'],
  },
  STEERING: {
    title: 'Change what the battery does',
    means: 'Set what it may be used for, and override its plan for a time, in your name.',
    scopes: ['identity:read', 'intent:read', 'intent:write', 'override:read', 'override:write'],
  },
} as const satisfies Record<string, { title: string; means: string; scopes: readonly Scope[] }>;

export type Purpose = keyof typeof PURPOSES;

// The keys of a literal object are its type's keys.
export const PURPOSE_NAMES = Object.keys(PURPOSES) as readonly Purpose[];

/** How an app asks for a purpose: the OAuth scope of that name in lower case. */
export function oauthScopeOf(purpose: Purpose): string {
  return purpose.toLowerCase();
}

/** The purposes among OAuth scopes, in their own order. */
export function purposesAmong(scopes: readonly string[]): Purpose[] {
  return PURPOSE_NAMES.filter((purpose) => scopes.includes(oauthScopeOf(purpose)));
}

/** Every scope that the issuer knows: who somebody is, the purposes, and for services the scopes of the platform themselves. */
export const OAUTH_SCOPES: readonly string[] = ['openid', ...PURPOSE_NAMES.map(oauthScopeOf), ...SCOPES];
