import { isDeepStrictEqual } from 'node:util';
import { present } from '../../kernel/assert.ts';
import type { Right } from '../../kernel/ownership-models.ts';
import { type BatteryRightsHolder, type FieldPlace, type Refusal, refusal, withhold, type Withheld } from '../ownership/index.ts';
import { type KeptReason, reasonsFor, type ToldReason } from './plan-reasons.ts';
import type { Plan, PlanPeriod } from './reads.ts';

type Caller = Parameters<typeof refusal>[0];

/** Reasons as one caller may know them, and what is missing to know them all. */
interface ToldReasons {
  readonly reasons: readonly ToldReason[];
  readonly missing: Refusal | null;
}

/** A period of a plan as one caller may know it. */
export type ToldPeriod = Omit<PlanPeriod, 'reasons'> & ToldReasons & { readonly whyMissing: Refusal | null };

interface Asked {
  readonly battery: BatteryRightsHolder;
  readonly plan: Plan;
}

/** What holds a plan back over more than one period. */
export function reasonsOfPlan(caller: Caller, { battery, plan }: Asked): ToldReasons {
  return told(caller, { battery, plan, reasons: plan.reasons });
}

/** The periods of a plan with their reasons; why it does what it does rests on the intent. */
export function periodsFor(caller: Caller, { battery, plan, periods }: Asked & { periods: readonly PlanPeriod[] }): ToldPeriod[] {
  const mayIntent = mayKnow({ battery, plan }, 'intent:read');
  const intentMissing = mayIntent ? null : missingFor(caller, { battery, right: 'intent:read' });
  return periods.map(({ why, reasons, ...period }) => ({
    ...period,
    ...told(caller, { battery, plan, reasons }),
    why: mayIntent ? why : null,
    whyMissing: why === null ? null : intentMissing,
  }));
}

function told(caller: Caller, { battery, plan, reasons }: Asked & { reasons: readonly KeptReason[] }): ToldReasons {
  const may = { intent: mayKnow({ battery, plan }, 'intent:read'), limits: mayKnow({ battery, plan }, 'override:read') };
  const shown = reasonsFor(reasons, may);
  const isWhole = shown.every(({ shadowPrice }) => shadowPrice !== null);
  const right = may.intent ? 'override:read' : 'intent:read';
  return { reasons: shown, missing: isWhole ? null : missingFor(caller, { battery, right }) };
}

function missingFor(caller: Caller, { battery, right }: { battery: BatteryRightsHolder; right: Right }): Refusal {
  const missing = refusal(caller, battery, right);
  if (!battery.rights.has(right)) return missing;
  return { ...missing, reason: 'OUTSIDE_AGREEMENT', missing: 'The plan was made outside of the agreement.' };
}

/** What is so now is for those who may read it now; and of a plan made before their time they learn nothing by it. */
function mayKnow({ battery: { rights }, plan }: Asked, right: Right): boolean {
  return rights.has(right) && rights.covers(right, plan.madeAt);
}

/** Told once for a plan, at its periods, not at each of hundreds. */
export function withholdOnce(ctx: { readonly withheld: Withheld[] }, info: FieldPlace, missing: Refusal): void {
  const note: { readonly withheld: Withheld[] } = { withheld: [] };
  withhold(note, { path: present(info.path.prev?.prev, 'the list that a period stands in') }, missing);
  const isNew = note.withheld.every((one) => !ctx.withheld.some((other) => isDeepStrictEqual(one, other)));
  if (isNew) ctx.withheld.push(...note.withheld);
}
