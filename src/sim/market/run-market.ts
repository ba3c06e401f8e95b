import { addDays, type CivilDate, GB_CALENDAR, instantOf, settlementDateOf } from '../../kernel/periods.ts';
import { publishPrices } from '../../modules/markets/index.ts';
import type { Platform } from '../../platform/platform.ts';
import type { PriceSource } from './price-source.ts';

/** Tomorrow's prices are known at this local time, as after the day-ahead auctions. */
const PUBLICATION_TIME = '12:00';
const LOOK_EVERY_MS = 5 * 60_000;

/** Plays the market: publishes today's prices at once and tomorrow's when their time has come, until the signal aborts. */
export async function runMarket(
  platform: Platform,
  { source, firstDate, signal }: { source: PriceSource; firstDate: CivilDate; signal: AbortSignal },
): Promise<void> {
  let published: CivilDate | null = null;
  do {
    const newest = newestKnownDate(platform.clock.now(), firstDate);
    for (let date: CivilDate = published === null ? firstDate : addDays(published, 1); date <= newest; date = addDays(date, 1)) {
      await publishDay(platform, { source, date });
      published = date;
    }
  } while (await platform.clock.sleepUntil(platform.clock.nowMs() + LOOK_EVERY_MS, signal));
}

/** Publishes what is known when the world starts, so that everything that follows has prices to work with. */
export async function publishDay(platform: Platform, { source, date }: { source: PriceSource; date: CivilDate }): Promise<void> {
  const prices = source.dayOf(date);
  if (!prices) return;
  for (const { tenantId } of platform.tenants.all()) {
    await publishPrices(platform, tenantId, { market: 'GB', prices, source: source.name });
  }
}

/** The last settlement date whose prices are known at an instant. */
function newestKnownDate(now: Date, firstDate: CivilDate): CivilDate {
  const today = settlementDateOf(now, GB_CALENDAR);
  const publishedAt = instantOf({ date: today, wallTime: PUBLICATION_TIME, timeZone: GB_CALENDAR.timeZone });
  const newest = now >= publishedAt ? addDays(today, 1) : today;
  return newest < firstDate ? firstDate : newest;
}
