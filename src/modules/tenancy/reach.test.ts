import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiKeyId, BatteryId, PartyId, TenantId } from '../../kernel/ids.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';
import type { ApiKeyActor, ApiKeyRole, Bound } from './actor.ts';
import { demandWithinReach, type Reach, reachOfRole, refusalOfParty, refusalOfScopes, scopesBeyond } from './reach.ts';

const BATTERIES = ['a', 'b', 'c'] as BatteryId[];
const PARTY = 'p' as PartyId;
const reachOf = (fields: Partial<Reach>): Reach => ({ ...reachOfRole({ role: 'ADMIN', partyId: null }), ...fields });
const asker = (fields: Partial<ApiKeyActor>): ApiKeyActor => ({
  kind: 'api-key',
  tenantId: 't' as TenantId,
  credentialId: 'k' as ApiKeyId,
  role: 'ADMIN',
  partyId: null,
  bounds: null,
  expiresAt: null,
  ...fields,
});

test.each<[string, ApiKeyRole, PartyId | null, string | undefined]>([
  ['a party’s role without a party', 'PARTY', null, 'PARTY_REQUIRED'],
  ['an owner without a party', 'OWNER', null, 'PARTY_REQUIRED'],
  ['an operator for a party', 'OPERATOR', PARTY, 'PARTY_NOT_ALLOWED'],
  ['an operator', 'OPERATOR', null, undefined],
  ['an optimiser for a party', 'OPTIMISER', PARTY, undefined],
])('%s', (_what, role, partyId, reason) => {
  expect(refusalOfParty({ role, partyId })?.reason).toBe(reason);
});

test.each<[string, Partial<Reach>, string | undefined]>([
  ['a scope the role never gives', { role: 'VIEWER', scopes: ['plan:write'] }, 'SCOPE_NOT_OF_ROLE'],
  ['an act on the tenant beside batteries', { scopes: ['administer'], batteryIds: BATTERIES }, 'SCOPE_OF_WHOLE_TENANT'],
  ['an act on the tenant', { scopes: ['administer'] }, undefined],
  ['whatever the role gives, on batteries', { batteryIds: BATTERIES }, undefined],
])('%s', (_what, fields, reason) => {
  expect(refusalOfScopes(reachOf(fields))?.reason).toBe(reason);
});

test('a credential gives a scope on batteries when it has it on each of them, and only then', () => {
  const someScopes = fc.subarray([...SCOPES]);
  const someBatteries = fc.subarray(BATTERIES, { minLength: 1 });
  const bound = fc.record({
    scopes: someScopes,
    places: fc.option(
      someBatteries.map((batteryIds) => ({ batteryIds, siteIds: [] })),
      { nil: null },
    ),
  });
  fc.assert(
    fc.property(fc.array(bound, { maxLength: 4 }), someScopes, fc.option(someBatteries, { nil: null }), (bounds, scopes, to) => {
      const has = (scope: Scope, place: BatteryId | null): boolean =>
        bounds.some(
          (one: Bound) =>
            one.scopes.includes(scope) && (!one.places || (place !== null && one.places.batteryIds.includes(place))),
        );
      const lacks = (scope: Scope): boolean => scope !== 'identity:read' && (to ?? [null]).some((place) => !has(scope, place));
      expect(scopesBeyond(bounds, reachOf({ scopes, batteryIds: to }))).toEqual(scopes.filter(lacks));
    }),
  );
});

test('a credential without bounds that does not end gives everything; one that ends, nothing that lasts longer', () => {
  const soon = new Date('2026-06-01');
  const later = new Date('2026-06-02');
  expect(() => demandWithinReach(asker({}), reachOf({}))).not.toThrow();
  expect(() => demandWithinReach(asker({ expiresAt: later }), reachOf({ expiresAt: soon }))).not.toThrow();
  for (const expiresAt of [null, later])
    expect(() => demandWithinReach(asker({ expiresAt: soon }), reachOf({ expiresAt }))).toThrow('lasts longer');
});
