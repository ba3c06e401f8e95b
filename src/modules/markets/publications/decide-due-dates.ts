import { addDays, type CivilDate, type MarketCalendar, settlementDateOf } from '../../../kernel/periods.ts';
import type { PublicationTerms } from '../market-terms.ts';
import type { PriceLook } from './price-looks.ts';

/** The settlement day that runs, and the one before it: its last prices come when it is over. */
const RUNNING_DAYS = 2;

interface Situation {
  readonly at: Date;
  readonly calendar: MarketCalendar;
  readonly terms: PublicationTerms;
  readonly looks: ReadonlyMap<CivilDate, Pick<PriceLook, 'askedAt' | 'outcome'>>;
}

/** The settlement dates whose prices are to be asked for now, the newest first. Pure. */
export function decideDueDates({ at, calendar, terms, looks }: Situation): CivilDate[] {
  const today = settlementDateOf(at, calendar);
  return Array.from({ length: terms.lookBackDays + 1 }, (_, age) => ({ age, date: addDays(today, -age) })).flatMap(
    ({ age, date }) => {
      const look = looks.get(date);
      if (!look) return [date];
      const isSettled = age >= RUNNING_DAYS && look.outcome === 'TAKEN';
      const restMs = (isSettled ? terms.settledMinutes : terms.runningMinutes) * 60_000;
      return at.getTime() - look.askedAt.getTime() >= restMs ? [date] : [];
    },
  );
}
