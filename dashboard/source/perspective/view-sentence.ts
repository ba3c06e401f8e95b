import type { ViewerQuery } from '../../generated/operations.ts';
import type { BatteryDetail } from '../battery/use-battery.ts';
import type { Perspective } from './perspectives.ts';
import { clockTime, dateAt, dateInWords, zoneName } from '../site-time.ts';

type Agreement = BatteryDetail['agreements'][number];

interface View {
  readonly perspective: Perspective | null;
  readonly viewer: ViewerQuery['viewer'];
  readonly agreements: readonly Agreement[];
  readonly nowMs: number;
  readonly timeZone: string;
}

const ROLE_NOUNS = {
  OWNER: 'owner',
  LESSEE: 'lessee',
  LESSOR: 'lessor',
  OPERATOR: 'operator',
  OPTIMISER: 'optimiser',
  OFFTAKER: 'offtaker',
  SITE_HOST: 'site host',
  AUDITOR: 'auditor',
} as const satisfies Record<Agreement['role'], string>;

/** Who owns, rents or runs it comes before those who look on. */
const ROLES = Object.keys(ROLE_NOUNS);

/** Whose view of a battery this is, and by which agreements. */
export function viewInWords({ perspective, viewer, agreements, nowMs, timeZone }: View): { name: string; basis: string } {
  const { party, tenant, role } = viewer;
  if (perspective?.isApp) {
    const since = perspective.validFrom === null ? '' : ` since ${instantInWords(Date.parse(perspective.validFrom), timeZone)}`;
    return { name: perspective.name, basis: `an app, by the consent of ${(party ?? tenant).name}${since}` };
  }
  if (!party) {
    const reach = role === 'VIEWER' ? 'which reads everything and changes nothing' : 'which needs no agreement';
    return { name: tenant.name, basis: `the supplier itself, with a key of the role ${role}, ${reach}` };
  }
  const own = agreements
    .filter((agreement) => agreement.party.id === party.id)
    .toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  if (own.length === 0) return { name: party.name, basis: 'without an agreement of its own over this battery' };
  return { name: party.name, basis: listInWords(own.map((agreement) => agreementInWords(agreement, { nowMs, timeZone }))) };
}

function agreementInWords(
  { role, validFrom, validUntil }: Agreement,
  { nowMs, timeZone }: Pick<View, 'nowMs' | 'timeZone'>,
): string {
  const instant = (text: string): string => instantInWords(Date.parse(text), timeZone);
  if (validUntil === null) return `${ROLE_NOUNS[role]} since ${instant(validFrom)}`;
  const span = `from ${instant(validFrom)} until ${instant(validUntil)}`;
  return Date.parse(validUntil) <= nowMs ? `former ${ROLE_NOUNS[role]}, ${span}` : `${ROLE_NOUNS[role]} ${span}`;
}

/** A date; with the time of day where it is not the day's first instant, in the zone or in UTC. */
function instantInWords(atMs: number, timeZone: string): string {
  const date = dateInWords(dateAt(atMs, timeZone));
  const startsDay = clockTime(atMs, timeZone) === '00:00' || atMs % 86_400_000 === 0;
  return startsDay ? date : `${date}, ${clockTime(atMs, timeZone)} ${zoneName(atMs, timeZone)}`;
}

function listInWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
