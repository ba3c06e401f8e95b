import { RESPONSE_SERVICES, type ResponseServiceName } from '../../../kernel/response-curves.ts';
import type { EnabledResponseId } from '../../../kernel/ids.ts';
import { clippedTo, durationMs, type Interval, splitAt } from '../../../kernel/intervals.ts';
import { boundsOver, narrowest, type PowerLimits } from '../../assets/index.ts';
import type { Setpoint } from '../decide-setpoints.ts';
import type { FrequencyResponse, InstructionState } from '../instruction.ts';

/** A frequency response that somebody wishes a battery to give in a span of time. */
export interface ResponseWish extends Interval {
  readonly service: ResponseServiceName;
  readonly direction: FrequencyResponse['direction'];
  readonly contractedPowerKw: number;
  /** What the battery does beside it; null: what the plan says. */
  readonly baselinePowerKw: number | null;
}

/** A frequency response that is to be given; a fact that every new instruction carries until it ends. */
export interface EnabledResponse extends ResponseWish {
  readonly responseId: EnabledResponseId;
}

/** An instruction holds no more of them; what comes later is carried by the next one. */
const RESPONSES_MAX = 64;
const RESPONSE_MS_MAX = 7 * 24 * 3_600_000;
/** As far as plans reach. */
const AHEAD_MS_MAX = 10 * 24 * 3_600_000;

export type ResponseRefusalReason = 'BEYOND_LIMITS' | 'BAD_TIME_SPAN' | 'TOO_MANY';

/** Why a response cannot be, or null when it can: with all others of its time it must fit into the limits. Pure. */
export function refuseResponse(
  wish: ResponseWish,
  { others, limits, now }: { others: readonly ResponseWish[]; limits: PowerLimits; now: Date },
): { readonly reason: ResponseRefusalReason; readonly message: string } | null {
  const refused = (reason: ResponseRefusalReason, message: string) => ({ reason, message });
  if (durationMs(wish) <= 0 || wish.untilAt <= now)
    return refused('BAD_TIME_SPAN', 'The response ends before it begins, or in the past.');
  if (durationMs(wish) > RESPONSE_MS_MAX) return refused('BAD_TIME_SPAN', 'A response lasts 7 days at most.');
  if (wish.fromAt.getTime() - now.getTime() > AHEAD_MS_MAX) return refused('BAD_TIME_SPAN', 'A response begins within 10 days.');
  const { chargePowerKwMax, dischargePowerKwMax } = boundsOver(limits, wish);
  const together = [...others.filter((other) => other.fromAt < wish.untilAt && wish.fromAt < other.untilAt), wish];
  const owedKw = (direction: ResponseWish['direction']): number =>
    together.filter((one) => one.direction === direction).reduce((sum, one) => sum + one.contractedPowerKw, 0);
  const baselineKw = wish.baselinePowerKw ?? 0;
  const fits = baselineKw + owedKw('LOW') <= dischargePowerKwMax && owedKw('HIGH') - baselineKw <= chargePowerKwMax;
  return fits
    ? null
    : refused(
        'BEYOND_LIMITS',
        `With its baseline and the other responses the battery may take from ${-chargePowerKwMax} to ${dischargePowerKwMax} kW.`,
      );
}

/** The responses an instruction carries: where neither an override nor a stop has the power fixed, within the limits. Pure. */
export function decideResponses({
  enabled,
  setpoints,
  limits,
}: {
  enabled: readonly EnabledResponse[];
  setpoints: readonly Setpoint[];
  limits: PowerLimits;
}): FrequencyResponse[] {
  const free = joined(setpoints.filter(({ source }) => source !== 'OVERRIDE' && source !== 'STOP'));
  const cuts = limits.set.flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]);
  return enabled
    .flatMap((response) => clippedTo(response, free).flatMap((span) => splitAt(span, cuts).map((piece) => ({ response, piece }))))
    .flatMap(({ response: { responseId, service, direction, contractedPowerKw }, piece }) => {
      const bound = narrowest(limits, direction === 'LOW' ? 'discharge' : 'charge', piece);
      const powerKw = Math.min(contractedPowerKw, bound.powerKwMax);
      if (powerKw <= 0) return [];
      return [{ ...piece, responseId, service, direction, contractedPowerKw: powerKw, ...RESPONSE_SERVICES[service] }];
    })
    .toSorted((one, other) => one.fromAt.getTime() - other.fromAt.getTime())
    .slice(0, RESPONSES_MAX);
}

export type EnabledResponseState = 'WAITING' | 'ARMED' | 'REFUSED' | 'ENDED' | 'DISABLED';

/** How a response stands, by the battery's newest instruction. Pure. */
export function stateOfResponse(
  { responseId, untilAt, disabledAt }: EnabledResponse & { readonly disabledAt: Date | null },
  { newest, now }: { newest: { state: InstructionState; responses: readonly FrequencyResponse[] } | null; now: Date },
): EnabledResponseState {
  if (disabledAt !== null) return 'DISABLED';
  if (untilAt <= now) return 'ENDED';
  if (!newest?.responses.some((one) => one.responseId === responseId)) return 'WAITING';
  if (newest.state === 'REFUSED') return 'REFUSED';
  return newest.state === 'APPLIED' || newest.state === 'EXECUTING' ? 'ARMED' : 'WAITING';
}

function joined(spans: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { fromAt, untilAt } of spans) {
    const last = result.at(-1);
    if (last && last.untilAt.getTime() === fromAt.getTime()) result[result.length - 1] = { fromAt: last.fromAt, untilAt };
    else result.push({ fromAt, untilAt });
  }
  return result;
}
