import { createHash } from 'node:crypto';
import { decimalOf } from '../../kernel/money.ts';
import { type CivilDate, GB_CALENDAR, periodsOfDay } from '../../kernel/periods.ts';
import type { PricePoint } from '../../modules/markets/index.ts';

const SEED = 'holdfast';
/** What a British weekday looks like, GBP per MWh at each hour of local time: a trough at night, one at noon when the sun shines, an evening peak. */
const HOURLY_SHAPE = [58, 52, 48, 45, 44, 50, 66, 84, 92, 82, 68, 56, 48, 46, 52, 66, 96, 138, 152, 128, 104, 88, 76, 66];
const DAY_SPREAD_RATIO = 0.35;
const PERIOD_SPREAD = 22;
/** Windy days push the night and noon prices below zero. */
const WIND_SHIFT_MAX = 70;
const WINDY_DAY_RATIO = 0.2;

/** Half-hourly prices of a settlement date, made from a seed: cheap nights, a dear evening, now and then below zero. */
export function seededDay(date: CivilDate): PricePoint[] {
  const level = 1 + DAY_SPREAD_RATIO * (2 * seededRatio(date, 'level') - 1);
  const windShift = seededRatio(date, 'wind') < WINDY_DAY_RATIO ? WIND_SHIFT_MAX * seededRatio(date, 'shift') : 0;
  return periodsOfDay(date, GB_CALENDAR).map((period) => {
    const hour = Temporal.Instant.fromEpochMilliseconds(period.fromAt.getTime()).toZonedDateTimeISO(GB_CALENDAR.timeZone).hour;
    const noise = PERIOD_SPREAD * (seededRatio(date, `period ${period.periodIndex}`) - 0.5);
    const price = decimalOf(Math.round(((HOURLY_SHAPE[hour] ?? 0) * level - windShift + noise) * 100) / 100);
    return { period, importPricePerMwh: price, exportPricePerMwh: price };
  });
}

/** A number from 0 to 1 that depends on nothing but its names. */
export function seededRatio(...names: readonly string[]): number {
  return (
    createHash('sha256')
      .update([SEED, ...names].join('/'))
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
}
