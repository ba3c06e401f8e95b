import { type DemoPerspective, type DemoTenant, roleInWords } from '../demo.ts';
import type { Route } from '../router.tsx';
import type { KnownSession } from '../session.ts';

/** Somebody as whom the page that is open can be looked at. */
export interface Perspective {
  readonly key: string;
  readonly label: string;
  readonly name: string;
  /** When it begins and ends, where the demo says so. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Whether it is an app, which sees what a party lets it by consent. */
  readonly isApp: boolean;
}

/** The role of a perspective that is no agreement's. */
const APP = 'APP';

const UNDATED = { validFrom: null, validUntil: null } as const;

interface Sources {
  readonly route: Route;
  readonly tenantSlug: string;
  readonly demo: readonly DemoTenant[];
  readonly sessions: readonly KnownSession[];
  /** The platform's time, by which agreements begin and end. */
  readonly nowMs: number;
}

/** Those of the demo who have to do with what is on the page, and whoever else this tab has signed in as. */
export function perspectivesFor({ route, tenantSlug, demo, sessions, nowMs }: Sources): Perspective[] {
  const offered = demo.find(({ slug }) => slug === tenantSlug)?.perspectives ?? [];
  const ofDemo = route.page === 'battery' ? ofBattery(offered, { batteryId: route.batteryId, nowMs }) : ofFleet(offered);
  const known = new Set(ofDemo.map(({ key }) => key));
  const ofSessions = sessions
    .filter((session) => session.tenantSlug === tenantSlug && !known.has(session.key))
    .map(({ key, role, name }) => ({ key, label: roleInWords(role), name, ...UNDATED, isApp: false }));
  return [...ofDemo, ...ofSessions];
}

function ofBattery(
  offered: readonly DemoPerspective[],
  { batteryId, nowMs }: { batteryId: string; nowMs: number },
): Perspective[] {
  return offered
    .filter(({ batteryIds }) => batteryIds === null || batteryIds.includes(batteryId))
    .map((one) => ({ ...one, key: one.token, label: labelAt(one, nowMs), name: one.party, isApp: one.role === APP }));
}

/** The fleet page is about many batteries: there each key is offered once. */
function ofFleet(offered: readonly DemoPerspective[]): Perspective[] {
  return [...Map.groupBy(offered, ({ token }) => token)].map(([key, ones]) => {
    const labels = [...new Set(ones.flatMap(({ label }) => label.toLowerCase().split(', ')))].join(', ');
    const label = labels.charAt(0).toUpperCase() + labels.slice(1);
    return { key, label, name: ones[0]?.party ?? '', ...UNDATED, isApp: ones.some(({ role }) => role === APP) };
  });
}

function labelAt({ label, validFrom, validUntil }: DemoPerspective, nowMs: number): string {
  if (validFrom !== null && Date.parse(validFrom) > nowMs) return `Next ${label.toLowerCase()}`;
  if (validUntil !== null && Date.parse(validUntil) <= nowMs) return `Former ${label.toLowerCase()}`;
  return label;
}

/** The token with which to go on as an app of the demo, whose tokens last minutes; null where the present one still does. */
export function renewedToken(
  key: string,
  { before, now }: { readonly before: readonly DemoTenant[]; readonly now: readonly DemoTenant[] },
): string | null {
  const apps = (tenants: readonly DemoTenant[]): DemoPerspective[] =>
    tenants.flatMap(({ slug, perspectives }) =>
      perspectives.filter(({ role }) => role === APP).map((one) => ({ ...one, party: `${slug}/${one.party}` })),
    );
  const held = apps(before).find(({ token }) => token === key);
  const renewed = held && apps(now).find(({ party }) => party === held.party);
  return renewed && renewed.token !== key ? renewed.token : null;
}
