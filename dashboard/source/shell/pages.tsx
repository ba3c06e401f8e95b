import { type FormEvent, type ReactElement, type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useQuery } from 'urql';
import { ViewerDocument } from '../../generated/operations.ts';
import type { Connection } from '../api/connection.ts';
import { isSignedOut, sentenceOf } from '../api/failure.ts';
import { BatteryPage } from '../battery/battery-page.tsx';
import { DeadLettersPage } from '../dead-letters/dead-letters-page.tsx';
import { type DemoTenant, roleInWords } from '../demo.ts';
import { FleetPage } from '../fleet/fleet-page.tsx';
import { PerspectiveBar } from '../perspective/perspective-bar.tsx';
import { CurrentPerspective } from '../perspective/current.ts';
import { type Perspective, perspectivesFor } from '../perspective/perspectives.ts';
import { Link, type Route, useRoute } from '../router.tsx';
import { knownSessions, rememberSession } from '../session.ts';
import { AccountPage } from '../person/account-page.tsx';
import { Brand } from './brand.tsx';
import { Page } from './page.tsx';
import { DemoKeys, KeyField } from './sign-in.tsx';
import { can, useViewer, type Viewer, ViewerContext } from './viewer.ts';

/** After so long the platform is asked again who is signed in. */
const RETRY_MS = 5_000;

interface PagesProps {
  readonly connection: Connection;
  readonly demo: readonly DemoTenant[];
  readonly currentKey: string;
  readonly onKey: (key: string) => void;
  readonly onSignOut: (why: string | null) => void;
}

export function Pages(props: PagesProps): ReactElement {
  const [{ data, error }, retry] = useQuery({ query: ViewerDocument });
  const route = useRoute();
  const perspectives = usePerspectives({ ...props, route }, data?.viewer);
  const what = switchedOn(route);
  const signedOut = isSignedOut(error);
  const { onSignOut } = props;
  useEffect(() => {
    if (signedOut && error) onSignOut(sentenceOf(error));
  }, [signedOut, error, onSignOut]);
  useEffect(() => {
    if (!error || signedOut) return;
    const again = setTimeout(() => retry(), RETRY_MS);
    return () => clearTimeout(again);
  }, [error, signedOut, retry]);

  if (error && !signedOut) {
    return (
      <main className="sign-in">
        <div className="sign-in-panel">
          <Brand />
          <p className="notice notice-bad" role="alert">
            {sentenceOf(error)}
          </p>
          <button type="button" className="button" onClick={() => retry()}>
            Try again
          </button>
        </div>
      </main>
    );
  }
  if (!data) return <></>;
  return (
    <ViewerContext value={data.viewer}>
      <a className="skip-link" href="#content" onClick={skipToContent}>
        Skip to content
      </a>
      <Header {...props} route={route} />
      {what !== null && (
        <PerspectiveBar perspectives={perspectives} currentKey={props.currentKey} what={what} onKey={props.onKey} />
      )}
      <CurrentPerspective value={perspectives.find(({ key }) => key === props.currentKey) ?? null}>
        <RoutedPage route={route} />
      </CurrentPerspective>
    </ViewerContext>
  );
}

function usePerspectives(
  { demo, currentKey, route }: PagesProps & { readonly route: Route },
  viewer: Viewer | undefined,
): Perspective[] {
  return useMemo(() => {
    if (!viewer) return [];
    const { tenant, party, role, askedAt } = viewer;
    rememberSession({ key: currentKey, role, tenantSlug: tenant.slug, name: party?.name ?? tenant.name });
    return perspectivesFor({ route, tenantSlug: tenant.slug, demo, sessions: knownSessions(), nowMs: Date.parse(askedAt) });
  }, [currentKey, viewer, demo, route]);
}

/** What the switch is about on a page; null where there is nothing to switch. */
function switchedOn({ page }: Route): string | null {
  return page === 'battery' ? 'this battery' : page === 'fleet' ? 'the fleet' : null;
}

function RoutedPage({ route }: { readonly route: Route }): ReactElement {
  switch (route.page) {
    case 'fleet':
      return <FleetPage />;
    case 'battery':
      return <BatteryPage key={route.batteryId} batteryId={route.batteryId} />;
    case 'dead-letters':
      return <DeadLettersPage />;
    case 'account':
      return <AccountPage />;
    case 'unknown':
      return (
        <Page title="There is no such page">
          <p>
            <Link href="/">Back to the fleet</Link>
          </p>
        </Page>
      );
  }
}

function Header({ connection, demo, currentKey, onKey, onSignOut, route }: PagesProps & { readonly route: Route }): ReactElement {
  const viewer = useViewer();
  return (
    <header className="top">
      <div className="top-row">
        <Link href="/" className="brand-link" aria-label="Holdfast, fleet">
          <Brand />
        </Link>
        <nav aria-label="Pages">
          <NavLink href="/" current={route.page === 'fleet'}>
            Fleet
          </NavLink>
          {can(viewer.viewerCan, 'READ_DEAD_LETTERS') && (
            <NavLink href="/dead-letters" current={route.page === 'dead-letters'}>
              Dead letters
            </NavLink>
          )}
          <a href="/graphiql">API explorer</a>
        </nav>
        <LinkLamp connection={connection} />
        <Account demo={demo} currentKey={currentKey} onKey={onKey} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

function NavLink({ href, current, children }: { href: string; current: boolean; children: ReactNode }): ReactElement {
  return (
    <Link href={href} {...(current ? { 'aria-current': 'page' } : {})}>
      {children}
    </Link>
  );
}

function Account({ demo, currentKey, onKey, onSignOut }: Omit<PagesProps, 'connection'>): ReactElement {
  const viewer = useViewer();
  const panel = useRef<HTMLDivElement>(null);
  const switchTo = (key: string): void => {
    panel.current?.hidePopover();
    onKey(key);
  };
  const addKey = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    if (typeof key === 'string' && key.trim() !== '') switchTo(key.trim());
  };
  return (
    <div className="account">
      <button type="button" className="button button-account" popoverTarget="account">
        <span>{viewer.user?.name ?? viewer.tenant.name}</span>
        <small>
          {roleInWords(viewer.role)}
          {viewer.user ? `, ${viewer.tenant.name}` : viewer.party ? `, ${viewer.party.name}` : ''}
        </small>
      </button>
      <div id="account" popover="auto" className="account-panel" ref={panel}>
        {viewer.user && <PersonalLinks email={viewer.user.email} onFollow={() => panel.current?.hidePopover()} />}
        <button type="button" className="button" onClick={() => onSignOut(null)}>
          Sign out
        </button>
        <form onSubmit={addKey} className="account-add">
          <KeyField label="Sign in with another key too" />
          <button className="button" type="submit">
            Add
          </button>
        </form>
        {demo.length > 0 && (
          <>
            <h2>Look around as</h2>
            <DemoKeys demo={demo} currentKey={currentKey} onKey={switchTo} />
          </>
        )}
      </div>
    </div>
  );
}

function PersonalLinks({ email, onFollow }: { readonly email: string; readonly onFollow: () => void }): ReactElement {
  return (
    <div className="account-person">
      <p className="hint">{email}</p>
      <span onClickCapture={onFollow}>
        <Link href="/account">Your password and apps</Link>
      </span>
    </div>
  );
}

/** Says in words whether live values come; spoken only when that changes. */
function LinkLamp({ connection }: { readonly connection: Connection }): ReactElement {
  const state = useSyncExternalStore(connection.watchLink, connection.linkState);
  const words = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' };
  return (
    <span className={`lamp lamp-${state}`} role="status">
      {words[state]}
    </span>
  );
}

function skipToContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}
