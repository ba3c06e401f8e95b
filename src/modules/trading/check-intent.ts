import type { BatteryId, TenantId } from '../../kernel/ids.ts';
import type { Services } from '../module.ts';
import { PlanDeadlineExceeded } from '../optimizer/index.ts';
import { type IntentRefusal, type IntentWish, refuseIntent } from './intent.ts';
import { type IntentPlans, type IntentQuestions, intentQuestions, type JudgedIntent, judgeIntent } from './judge-intent.ts';
import { DEADLINE_MS } from './make-plan.ts';
import { readSituation } from './read-situation.ts';

export type CheckIntentOutcome =
  | ({ readonly __typename: 'IntentChecked'; readonly batteryId: BatteryId } & JudgedIntent)
  | ({ readonly __typename: 'IntentRefused' } & IntentRefusal)
  | {
      readonly __typename: 'IntentNotChecked';
      readonly obstacle: 'NO_READING' | 'NO_PRICE' | 'TOO_LATE';
      readonly message: string;
    };

const NOT_CHECKED = {
  NO_READING: 'The battery has not been heard within 15 minutes: where it stands is not known.',
  NO_PRICE: 'No price is known from now on.',
  TOO_LATE: 'The plans were not ready in time. Try again.',
} as const;

/** Says what an intent would mean, from what is true now. Nothing is stored. */
export async function checkIntent(
  services: Services,
  { tenantId, batteryId, wish }: { tenantId: TenantId; batteryId: BatteryId; wish: IntentWish },
): Promise<CheckIntentOutcome> {
  const refused = refuseIntent(wish);
  if (refused) return { __typename: 'IntentRefused', ...refused };
  const situation = await services.db.read(tenantId, (tx) => readSituation(services, tx, { batteryId, asked: wish }));
  if (!situation) return notChecked('NO_READING');
  const questions = intentQuestions(situation, wish);
  if (!questions) return notChecked('NO_PRICE');
  const plans = await plansFor(services, questions);
  return plans ? { __typename: 'IntentChecked', batteryId, ...judgeIntent(questions, plans) } : notChecked('TOO_LATE');
}

function notChecked(obstacle: keyof typeof NOT_CHECKED): CheckIntentOutcome {
  return { __typename: 'IntentNotChecked', obstacle, message: NOT_CHECKED[obstacle] };
}

/** All within the deadline of a single plan; null when they were not. */
async function plansFor(
  { planner }: Pick<Services, 'planner'>,
  { asked, byDefault, without }: IntentQuestions,
): Promise<IntentPlans | null> {
  const plan = ({ problem }: IntentQuestions['asked']) => planner.plan(problem, { deadlineMs: DEADLINE_MS });
  try {
    const [askedPlan, defaultPlan, ...others] = await Promise.all([
      plan(asked),
      plan(byDefault),
      ...without.map(async ({ part, built }) => ({ part, plan: await plan(built) })),
    ]);
    return { asked: askedPlan, byDefault: defaultPlan, without: others };
  } catch (error) {
    if (error instanceof PlanDeadlineExceeded) return null;
    throw error;
  }
}
