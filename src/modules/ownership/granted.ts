import type postgres from 'postgres';
import type { AgreementRole } from '../../kernel/ownership-models.ts';
import type { ConditionRelation } from '../../platform/condition-sql.ts';

/**
 * The operator `$granted` of a permission rule: whether a party stands in an agreement that gives a right at an instant.
 * It has two interpreters of one meaning: over the agreements loaded with an object, and as SQL over the table. So a
 * party with ten thousand agreements has as many rules as one with a single agreement.
 */
export interface Granted {
  readonly partyId: string;
  /** `model/ROLE` for each role that has the right under each of the tenant's models. */
  readonly through: readonly string[];
  /** Whether the agreement must be in force at the instant, or only have begun by then. */
  readonly when: 'in-force' | 'begun';
  readonly atMs: number;
}

/** An agreement over a battery, as the rules look at it. */
export interface Grant {
  readonly partyId: string;
  /** The ownership model of the battery. */
  readonly model: string;
  readonly role: AgreementRole;
  readonly fromMs: number;
  /** Excluded; null while open-ended. */
  readonly untilMs: number | null;
}

export const GRANTED = 'granted';

/** Whether a rule's value is one that both interpreters understand. */
export function isGranted(value: unknown): value is Granted {
  if (typeof value !== 'object' || value === null) return false;
  const { partyId, through, when, atMs, ...rest }: { [Field in keyof Granted]?: unknown } = value;
  return (
    Object.keys(rest).length === 0 &&
    typeof partyId === 'string' &&
    Array.isArray(through) &&
    through.every((pair) => typeof pair === 'string') &&
    (when === 'in-force' || when === 'begun') &&
    typeof atMs === 'number' &&
    Number.isFinite(atMs)
  );
}

/** Whether one agreement gives what a rule asks for, whatever the instant. */
export function givesRight({ partyId, through }: Granted, grant: Grant): boolean {
  return grant.partyId === partyId && through.includes(`${grant.model}/${grant.role}`);
}

/** The interpreter over loaded agreements. */
export function isGrantedBy(granted: Granted, grants: readonly Grant[]): boolean {
  const { when, atMs } = granted;
  return grants.some(
    (grant) =>
      givesRight(granted, grant) && grant.fromMs <= atMs && (when === 'begun' || grant.untilMs === null || atMs < grant.untilMs),
  );
}

/** The interpreter as SQL for the agreements that `held` looks at: over the battery itself, or over its whole site. */
export const BATTERY_GRANTS: ConditionRelation = {
  operator: GRANTED,
  sql: (sql, value) => {
    const granted = requireGranted(value);
    return sql`coalesce(bool_or(${givesSql(sql, granted)}
      and battery.ownership_model || '/' || granted.role = any(${[...granted.through]}::text[])), false)`;
  },
};

/** The interpreter as SQL for rows of `site`: an agreement over any battery there. */
export const SITE_GRANTS: ConditionRelation = {
  operator: GRANTED,
  sql: (sql, value) => {
    const granted = requireGranted(value);
    return sql`exists (
      select 1 from agreement granted
      join battery on battery.tenant_id = granted.tenant_id and battery.site_id = granted.site_id
        and (granted.battery_id is null or battery.battery_id = granted.battery_id)
      where granted.tenant_id = site.tenant_id and granted.site_id = site.site_id and ${givesSql(sql, granted)}
        and battery.ownership_model || '/' || granted.role = any(${[...granted.through]}::text[]))`;
  },
};

/** An agreement of a party over a battery as it comes with a row: role, beginning and end. */
export type HeldGrant = readonly [role: AgreementRole, fromMs: number, untilMs: number | null];

/**
 * Joins to each row of `battery` the agreements of a party over it, as `held.grants`, and what a condition says of them, as
 * `held.allowed`: one look into one index answers both. The party is a subquery, so that the planner cannot look at how
 * much this one has: it plans once for all parties.
 */
export function heldSql(
  sql: postgres.TransactionSql,
  { partyId, allowed }: { partyId: string; allowed: postgres.Fragment },
): postgres.Fragment {
  return sql`cross join lateral (
    select ${allowed} as allowed, json_agg(json_build_array(granted.role, date_part('epoch', granted.valid_from) * 1000,
      date_part('epoch', granted.valid_until) * 1000)) as grants
    from agreement granted
    where granted.tenant_id = battery.tenant_id and granted.party_id = (select ${partyId}::uuid)
      and granted.site_id = battery.site_id and (granted.battery_id is null or granted.battery_id = battery.battery_id)) held`;
}

function givesSql(sql: postgres.TransactionSql, { partyId, when, atMs }: Granted): postgres.Fragment {
  const at = new Date(atMs);
  const notEnded = when === 'begun' ? sql`true` : sql`(granted.valid_until is null or granted.valid_until > ${at})`;
  return sql`granted.party_id = ${partyId} and granted.valid_from <= ${at} and ${notEnded}`;
}

function requireGranted(value: unknown): Granted {
  if (!isGranted(value)) throw new Error('Bug: a value of $granted that cannot be compiled');
  return value;
}
