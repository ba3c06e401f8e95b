import type { PartyId } from '../../../kernel/ids.ts';
import type { ApiKeyRole, Bound } from '../actor.ts';
import { ROLES_OF_PARTIES } from '../role-scopes.ts';
import { scopeNamed } from '../scope-names.ts';
import type { Issuer, IssuerClaim } from './issuer-settings.ts';

/** What somebody may do, by what their issuer says of them. */
export interface Standing {
  readonly subject: string;
  readonly role: ApiKeyRole;
  readonly partyId: PartyId | null;
  readonly bounds: readonly Bound[] | null;
}

export type StandingRefusal = 'NO_SUBJECT' | 'NO_ROLE' | 'NO_PARTY';

export type Claims = Readonly<Record<string, unknown>>;

/** Longer ones, and ones that cannot be shown, are of nobody. */
const SUBJECT = /^[^\p{C}]{1,255}$/u;

/** Decides what claims that were proved mean. Nothing is guessed: where a claim does not say one thing, nobody gets in. */
export function decideStanding(
  claims: Claims,
  { settings, partyIds }: { settings: Issuer; partyIds: ReadonlyMap<string, PartyId> },
): Standing | StandingRefusal {
  const subject = claims[settings.subjectClaim ?? 'sub'];
  if (typeof subject !== 'string' || !SUBJECT.test(subject)) return 'NO_SUBJECT';
  const role = roleOf(claims, settings.role);
  if (!role) return 'NO_ROLE';
  const bounds = boundsOf(claims, settings.scopes);
  if (!ROLES_OF_PARTIES.has(role)) return { subject, role, partyId: null, bounds };
  const partyId = settings.party ? partyOf(claims, { ...settings.party, partyIds }) : null;
  return partyId === null ? 'NO_PARTY' : { subject, role, partyId, bounds };
}

function roleOf(claims: Claims, { values, otherwise, ...claim }: Issuer['role']): ApiKeyRole | null {
  const said = textsOf(claims, claim);
  const [, role] = Object.entries(values).find(([value]) => said.includes(value)) ?? [];
  return role ?? otherwise ?? null;
}

function boundsOf(claims: Claims, scopes: Issuer['scopes']): readonly Bound[] | null {
  if (!scopes) return null;
  const said = textsOf(claims, scopes);
  const names = Object.entries(scopes.values).flatMap(([value, given]) => (said.includes(value) ? given : []));
  return [{ scopes: [...new Set(names)].map(scopeNamed), places: null }];
}

function partyOf(
  claims: Claims,
  { partyIds, values, ...claim }: NonNullable<Issuer['party']> & { readonly partyIds: ReadonlyMap<string, PartyId> },
): PartyId | null {
  const [said, ...more] = textsOf(claims, claim);
  if (said === undefined || more.length > 0) return null;
  if (!values) return partyIds.get(said) ?? null;
  return Object.hasOwn(values, said) ? (partyIds.get(values[said] ?? '') ?? null) : null;
}

/** The texts of a claim: those of its list, or the words of its text, as `scope` has them. */
function textsOf(claims: Claims, { claim, within }: IssuerClaim): readonly string[] {
  const holder = within === undefined ? claims : own(claims, within);
  const value = typeof holder === 'object' && holder !== null ? own(holder, claim) : undefined;
  if (typeof value === 'string') return value.split(' ').filter((text) => text !== '');
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

function own(holder: object, key: string): unknown {
  return Object.entries(holder).find(([name]) => name === key)?.[1];
}
