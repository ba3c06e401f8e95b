import type { Interval } from '../../kernel/intervals.ts';
import { type Decimal, decimalOf } from '../../kernel/money.ts';
import { narrowest, type PowerLimits } from '../assets/index.ts';
import type { SitePlan } from '../optimizer/index.ts';

type Reason = SitePlan['reasons'][number];

const CONSTRAINTS = [
  'CHARGE_POWER',
  'DISCHARGE_POWER',
  'ENERGY_MIN',
  'ENERGY_MAX',
  'CYCLES_PER_DAY',
  'CYCLES_PER_YEAR',
  'TARGET_MIN',
  'TARGET_MAX',
] as const;
export type Constraint = (typeof CONSTRAINTS)[number];

/** A planner's constraint that a battery by itself can meet; null for the others. */
export function constraintOf(name: Reason['constraint']): Constraint | null {
  return CONSTRAINTS.find((one) => one === name) ?? null;
}

/** Whose bound it is: the battery's own or its connection's, a limit that somebody has set, or the intent's. */
type ReasonSource = 'BATTERY' | 'LIMIT' | 'INTENT';

/** What holds a plan back, as it is kept with the plan. */
export interface KeptReason {
  readonly source: ReasonSource;
  readonly constraint: Constraint | 'BLACKOUT';
  /** What one unit more of room would earn, in the plan's currency. */
  readonly shadowPrice: Decimal;
  readonly unit: 'KW' | 'KWH';
  readonly sentence: string;
}

/** What a reader is told of it. Without a price it rests on what is not theirs to see. */
export interface ToldReason {
  readonly constraint: KeptReason['constraint'] | 'WITHHELD';
  readonly shadowPrice: Decimal | null;
  readonly unit: KeptReason['unit'] | null;
  readonly sentence: string;
}

/** What of the reasons a reader may know. */
export interface ReasonRights {
  readonly intent: boolean;
  readonly limits: boolean;
}

const WITHHELD: ToldReason = {
  constraint: 'WITHHELD',
  shadowPrice: null,
  unit: null,
  sentence: 'The owner’s intent or a set limit holds it back; which of them is not yours to see.',
};

/** Sentences without the worth: it is reckoned with the owner's terms, and two of them would give the wear cost away. */
const PLAIN_SENTENCES: Readonly<Partial<Record<KeptReason['constraint'], string>>> = {
  CHARGE_POWER: 'It charges as fast as it can.',
  DISCHARGE_POWER: 'It discharges as fast as it can.',
};

const DIRECTION_OF: Readonly<Partial<Record<Constraint, 'charge' | 'discharge'>>> = {
  CHARGE_POWER: 'charge',
  DISCHARGE_POWER: 'discharge',
};

interface Held {
  readonly limits: PowerLimits;
  /** Of the period; null for what holds over more than one. */
  readonly span: Interval | null;
  readonly isBlackedOut?: boolean;
}

/** The reasons of a plan or of one of its periods, each with whose it is. Pure. */
export function keptReasons(reasons: readonly Reason[], held: Held): KeptReason[] {
  return reasons.flatMap(({ constraint: name, shadowPrice, unit, sentence }): KeptReason[] => {
    const constraint = constraintOf(name);
    if (constraint === null) return [];
    const price = { shadowPrice: decimalOf(shadowPrice), unit: unit === 'kW' ? ('KW' as const) : ('KWH' as const) };
    if (held.isBlackedOut === true && DIRECTION_OF[constraint] !== undefined) {
      return [{ source: 'INTENT', constraint: 'BLACKOUT', ...price, sentence: 'It stands still in a blackout window.' }];
    }
    return [{ source: sourceOf(constraint, held), constraint, ...price, sentence }];
  });
}

/** Everything that is not plainly the battery's own or a set limit counts as the intent's, and so as the owner's to show. */
function sourceOf(constraint: Constraint, { limits, span }: Held): ReasonSource {
  const direction = DIRECTION_OF[constraint];
  if (direction === undefined || span === null) return 'INTENT';
  const { limitId } = narrowest(limits, direction, span);
  return limitId === null ? 'BATTERY' : 'LIMIT';
}

/** The reasons as one reader may know them; of those that are not theirs, that there are any. Pure. */
export function reasonsFor(reasons: readonly KeptReason[], may: ReasonRights): ToldReason[] {
  const told = reasons.filter((reason) => isTold(reason, may));
  const shown = told.map((reason) => toldReason(reason, may));
  return told.length < reasons.length ? [...shown, WITHHELD] : shown;
}

function isTold({ source, constraint }: KeptReason, may: ReasonRights): boolean {
  if (source === 'INTENT' || PLAIN_SENTENCES[constraint] === undefined) return may.intent;
  return source === 'BATTERY' || may.limits;
}

function toldReason({ constraint, shadowPrice, unit, sentence }: KeptReason, may: ReasonRights): ToldReason {
  if (may.intent) return { constraint, shadowPrice, unit, sentence };
  return { constraint, shadowPrice: null, unit: null, sentence: PLAIN_SENTENCES[constraint] ?? WITHHELD.sentence };
}
