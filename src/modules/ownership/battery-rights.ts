import type { Interval } from '../../kernel/intervals.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import type { Ability } from './ability.ts';
import type { Grant, HeldGrant } from './granted.ts';
import { ALWAYS, covers, coversAll, type Times } from './times.ts';

/** A battery as read with `Ability.held`. */
export interface HeldRow {
  readonly batteryId: string;
  readonly siteId: string;
  readonly ownershipModel: string;
  readonly grants: readonly HeldGrant[] | null;
}

export interface RightsFacts extends Omit<HeldRow, 'grants'> {
  /** The agreements of the actor's party over the battery. */
  readonly grants: readonly Grant[];
}

/** A battery read for somebody: what they may do with it came with it. */
export interface BatteryRightsHolder {
  readonly batteryId: string;
  readonly ownershipModel: string;
  readonly rights: BatteryRights;
}

/** What one actor may do with one battery, at the instant of its ability. Each right is decided once, however often it is asked. */
export class BatteryRights {
  readonly ability: Ability;
  readonly facts: RightsFacts;
  private readonly decided = new Map<Right, boolean>();
  private readonly timesByRight = new Map<Right, Times>();

  constructor(ability: Ability, facts: RightsFacts) {
    this.ability = ability;
    this.facts = facts;
  }

  static of(ability: Ability, { batteryId, siteId, ownershipModel, grants }: HeldRow): BatteryRights {
    return new BatteryRights(ability, {
      batteryId,
      siteId,
      ownershipModel,
      grants: grantsOf(ability, { ownershipModel, grants }),
    });
  }

  has(right: Right): boolean {
    if (this.ability.hasEverywhere(right)) return true;
    const known = this.decided.get(right);
    if (known !== undefined) return known;
    const decision = this.ability.mayWith(right, 'Battery', this.facts);
    this.decided.set(right, decision);
    return decision;
  }

  /** When the facts that a right is about may be seen. */
  times(right: Right): Times {
    if (this.ability.hasEverywhere(right)) return ALWAYS;
    const known = this.timesByRight.get(right);
    if (known !== undefined) return known;
    const times = this.ability.times(right, this.facts);
    this.timesByRight.set(right, times);
    return times;
  }

  /** Whether a fact of an instant may be seen. */
  covers(right: Right, at: Date): boolean {
    return covers(this.times(right), at);
  }

  /** Whether the facts of a period may be seen: all of it, as a part of its energy or money cannot be told. */
  coversAll(right: Right, period: Interval): boolean {
    return coversAll(this.times(right), period);
  }
}

function grantsOf({ partyId }: Ability, { ownershipModel, grants }: Pick<HeldRow, 'ownershipModel' | 'grants'>): Grant[] {
  if (partyId === null || grants === null) return [];
  return grants.map(([role, fromMs, untilMs]) => ({ partyId, model: ownershipModel, role, fromMs, untilMs }));
}
