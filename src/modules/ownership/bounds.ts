import type { Bound } from '../tenancy/index.ts';
import type { AbilityAction, AbilityFacts, AbilityRule } from './ability.ts';

/** The rules as far as a credential reaches: each as often as there are bounds that leave something of it. */
export function boundedRules(rules: readonly AbilityRule[], bounds: readonly Bound[]): AbilityRule[] {
  return rules.flatMap((rule) =>
    bounds.flatMap((bound): AbilityRule[] => {
      const action = rule.action.filter((one) => reaches(bound, one));
      return action.length === 0 ? [] : placed({ ...rule, action }, bound.places);
    }),
  );
}

/** Whether a credential reaches as far as an action, whether or not its role gives it. */
export function isWithin(bounds: readonly Bound[], action: AbilityAction, { batteryId, siteId }: AbilityFacts): boolean {
  return bounds.some(({ scopes, places }) => {
    if (!reaches({ scopes }, action)) return false;
    if (places === null) return true;
    return batteryId === undefined
      ? places.siteIds.some((place) => place === siteId)
      : places.batteryIds.some((place) => place === batteryId);
  });
}

/** Whoever may do anything with an object may know that it exists. */
function reaches({ scopes }: Pick<Bound, 'scopes'>, action: AbilityAction): boolean {
  return action === 'identity:read' || scopes.some((scope) => scope === action);
}

function placed(rule: AbilityRule, places: Bound['places']): AbilityRule[] {
  if (places === null) return [rule];
  switch (rule.subject) {
    case 'Battery':
      return [{ ...rule, conditions: { ...rule.conditions, batteryId: { $in: [...places.batteryIds] } } }];
    case 'Site':
      return [{ ...rule, conditions: { ...rule.conditions, siteId: { $in: [...places.siteIds] } } }];
    case 'Tenant':
      return [];
  }
}
