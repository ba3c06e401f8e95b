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
import { perspectivesFor } from '../perspective/perspectives.ts';
import { Link, type Route, useRoute } from '../router.tsx';
import { knownSessions, rememberSession } from '../session.ts';
import { Brand } from './brand.tsx';
import { Page } from './page.tsx';
import { DemoKeys, KeyField } from './sign-in.tsx';
import { may, useViewer, type Viewer, ViewerContext } from './viewer.ts';

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
  const signedOut = isSignedOut(error);
  const { onSignOut } = props;
  useEffect(() => {
    if (signedOut && error) onSignOut(sentenceOf(error));
  }, [signedOut, error, onSignOut]);

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
      <Perspectives {...props} route={route} viewer={data.viewer} />
      <RoutedPage route={route} />
    </ViewerContext>
  );
}

type PerspectivesProps = Pick<PagesProps, 'demo' | 'currentKey' | 'onKey'> & { readonly route: Route; readonly viewer: Viewer };

/** The switch between those who can look at the same page. */
function Perspectives({ demo, currentKey, onKey, route, viewer }: PerspectivesProps): ReactElement | null {
  const { tenant, party, role, askedAt } = viewer;
  const perspectives = useMemo(() => {
    rememberSession({ key: currentKey, role, tenantSlug: tenant.slug, name: party?.name ?? tenant.name });
    return perspectivesFor({ route, tenantSlug: tenant.slug, demo, sessions: knownSessions(), nowMs: Date.parse(askedAt) });
  }, [currentKey, role, tenant, party, askedAt, demo, route]);
  if (route.page !== 'battery' && route.page !== 'fleet') return null;
  const what = route.page === 'battery' ? 'this battery' : 'the fleet';
  return <PerspectiveBar perspectives={perspectives} currentKey={currentKey} what={what} onKey={onKey} />;
}

function RoutedPage({ route }: { readonly route: Route }): ReactElement {
  switch (route.page) {
    case 'fleet':
      return <FleetPage />;
    case 'battery':
      return <BatteryPage key={route.batteryId} batteryId={route.batteryId} />;
    case 'dead-letters':
      return <DeadLettersPage />;
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
          {may(viewer, 'readDeadLetters') && (
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
        <span>{viewer.tenant.name}</span>
        <small>
          {roleInWords(viewer.role)}
          {viewer.party ? `, ${viewer.party.name}` : ''}
        </small>
      </button>
      <div id="account" popover="auto" className="account-panel" ref={panel}>
        {demo.length > 0 && (
          <>
            <h2>Look around as</h2>
            <DemoKeys demo={demo} currentKey={currentKey} onKey={switchTo} />
          </>
        )}
        <form onSubmit={addKey} className="account-add">
          <KeyField label="Sign in with another key too" />
          <button className="button" type="submit">
            Add
          </button>
        </form>
        <button type="button" className="button" onClick={() => onSignOut(null)}>
          Sign out
        </button>
      </div>
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
