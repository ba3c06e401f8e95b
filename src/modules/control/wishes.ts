import { END_OF_TIME } from '../../kernel/intervals.ts';
import type { Wish } from './decide-setpoints.ts';
import type { Override } from './reads.ts';
import type { EnabledResponse } from './responses/decide-responses.ts';
import type { DispatchStop } from './stop-dispatch.ts';

export function overrideWish({ powerKw, fromAt, untilAt }: Pick<Override, 'powerKw' | 'fromAt' | 'untilAt'>): Wish {
  return { source: 'OVERRIDE', powerKw, fromAt, untilAt };
}

/** A stop holds from the instant at which it was made. */
export function stopWish({ setAt, untilAt }: Pick<DispatchStop, 'setAt' | 'untilAt'>): Wish {
  return { source: 'STOP', powerKw: 0, fromAt: setAt, untilAt: untilAt ?? END_OF_TIME };
}

/** The baseline of a response; none where the battery does beside it what the plan says. */
export function baselineWishes({ baselinePowerKw, fromAt, untilAt }: EnabledResponse): Wish[] {
  return baselinePowerKw === null ? [] : [{ source: 'FREQUENCY_RESPONSE', powerKw: baselinePowerKw, fromAt, untilAt }];
}
