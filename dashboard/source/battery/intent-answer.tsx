import type { ReactElement } from 'react';
import type { CheckIntentQuery, IntentPart, PlanConstraint } from '../../generated/operations.ts';
import { money, percent } from '../quantities.ts';
import { dayAndTime } from '../site-time.ts';

export type CheckedIntent = CheckIntentQuery['checkIntent'];
type Checked = Extract<CheckedIntent, { readonly __typename: 'IntentChecked' }>;

interface IntentAnswerProps {
  readonly checked: CheckedIntent;
  readonly timeZone: string;
}

/** What an intent would mean, in sentences. */
export function IntentAnswer({ checked, timeZone }: IntentAnswerProps): ReactElement {
  if (checked.__typename !== 'IntentChecked') return <p className="notice notice-bad">{checked.message}</p>;
  const isKept = checked.misses.length === 0;
  return (
    <div className={isKept ? 'notice notice-good' : 'notice notice-bad'}>
      <p>{sentencesOf(checked, timeZone).join(' ')}</p>
    </div>
  );
}

function sentencesOf({ misses, isReachable, keptFrom, costPerDay, loosen, horizonUntil }: Checked, timeZone: string): string[] {
  const at = (instant: string): string => dayAndTime(Date.parse(instant), timeZone);
  return [
    misses.length === 0 ? 'It can be kept from now on.' : '',
    ...misses.map(({ constraint, missedPercent, until }) => {
      return `${MISSED_WORDS[constraint]} by ${percent(missedPercent)} at most, until ${at(until)}.`;
    }),
    misses.length > 0 && keptFrom !== null ? `From ${at(keptFrom)} on all of it is kept.` : '',
    isReachable ? '' : `It cannot be reached by ${at(horizonUntil)}.`,
    costPerDay === null ? '' : costSentence(costPerDay),
    loosen === null ? '' : `To loosen first: ${PART_WORDS[loosen]}.`,
  ].filter((sentence) => sentence !== '');
}

/** The default intent is what a battery has until somebody sets one. */
function costSentence(costPerDay: { readonly amount: string; readonly currency: string }): string {
  const isGain = Number(costPerDay.amount) < 0;
  const amount = costPerDay.amount.replace('-', '');
  return `It ${isGain ? 'earns' : 'costs'} ${money({ ...costPerDay, amount })} a day ${isGain ? 'more than' : 'against'} the default intent.`;
}

const MISSED_WORDS: Readonly<Record<PlanConstraint, string>> = {
  CHARGE_POWER: 'The charging power is missed',
  DISCHARGE_POWER: 'The discharging power is missed',
  ENERGY_MIN: 'The lowest charge is missed',
  ENERGY_MAX: 'The highest charge is missed',
  CYCLES_PER_DAY: 'The cycles a day are exceeded',
  CYCLES_PER_YEAR: 'The cycles a year are exceeded',
  TARGET_MIN: 'A target is missed',
  TARGET_MAX: 'A target is exceeded',
  BLACKOUT: 'A blackout is missed',
  WITHHELD: 'Something is missed',
};

const PART_WORDS: Readonly<Record<IntentPart, string>> = {
  LOWEST_CHARGE: 'the lowest charge or the reserve',
  HIGHEST_CHARGE: 'the highest charge',
  CYCLES_PER_DAY: 'the cycles a day',
  CYCLES_PER_YEAR: 'the cycles a year',
  WEAR_COST: 'the wear cost',
  LEAST_MARGIN: 'the least margin',
  SOC_TARGETS: 'the targets by the clock',
  BLACKOUTS: 'the blackout windows',
};
