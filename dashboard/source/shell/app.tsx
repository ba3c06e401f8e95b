import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Provider } from 'urql';
import { type Connection, openConnection } from '../api/connection.ts';
import { type DemoTenant, loadDemo } from '../demo.ts';
import { endPerson, isPersonKey, storedPerson, watchPerson } from '../person/person-session.ts';
import type { Arrival } from '../person/sign-in-flow.ts';
import { renewedToken } from '../perspective/perspectives.ts';
import { forgetSession, storeKey, storedKey, takeKeyFromAddress } from '../session.ts';
import { Pages } from './pages.tsx';
import { SignIn, SigningIn } from './sign-in.tsx';

/** More often than the demo's apps get new tokens. */
const DEMO_RELOAD_MS = 60_000;

interface Session {
  readonly key: string;
  readonly connection: Connection;
}

const NOT_ENDED_THERE =
  'You are signed out here, but the sign-in service could not be told. Close the browser if others use it too.';
const SESSION_ENDED = 'You are signed in no more. Sign in again.';

/** `arrival` is what comes of the issuer's answer, where the page was opened with one. */
export function App({ arrival }: { readonly arrival: Promise<Arrival> | null }): ReactElement {
  const [key, setKey] = useState(storedKey);
  const [notice, setNotice] = useState<string | null>(null);
  const [isArriving, setArriving] = useState(arrival !== null);
  const demo = useDemo();
  const signIn = (next: string): void => {
    storeKey(next);
    setNotice(null);
    setKey(next);
  };
  const signOut = (why: string | null): void => {
    // A key that was refused goes alone; a reader who leaves takes everything along.
    forgetSession(why === null ? null : key);
    storeKey(null);
    setNotice(why !== null && isPersonKey(key) ? SESSION_ENDED : why);
    setKey(null);
    const person = why === null ? (storedPerson()?.key ?? null) : isPersonKey(key) ? key : null;
    if (person === null) return;
    endPerson(person).catch(() => {
      if (why === null) setNotice(NOT_ENDED_THERE);
    });
  };
  const session = useSession(isArriving ? null : key, () => signOut(SESSION_ENDED));
  useArrival(arrival, (what) => {
    setArriving(false);
    if (what.state === 'signed-in') signIn(what.key);
    else {
      setKey(null);
      setNotice(what.sentence);
    }
  });
  usePersonElsewhere(key, () => signOut(SESSION_ENDED));
  useKeyInAddress(signIn);
  useRenewal({ key, demo }, (next) => {
    forgetSession(key);
    signIn(next);
  });

  if (isArriving) return <SigningIn />;
  if (key === null) return <SignIn demo={demo} notice={notice} onKey={signIn} />;
  if (session === null) return <></>;
  return (
    <Provider value={session.connection.client} key={session.key}>
      <Pages connection={session.connection} demo={demo} currentKey={session.key} onKey={signIn} onSignOut={signOut} />
    </Provider>
  );
}

function useSession(key: string | null, onEnded: () => void): Session | null {
  const [session, setSession] = useState<Session | null>(null);
  const ended = useRef(onEnded);
  useEffect(() => {
    ended.current = onEnded;
  });
  useEffect(() => {
    if (key === null) return;
    const connection = openConnection(key, () => ended.current());
    setSession({ key, connection });
    return () => {
      setSession(null);
      connection.close();
    };
  }, [key]);
  return session;
}

function useArrival(arrival: Promise<Arrival> | null, arrived: (arrival: Arrival) => void): void {
  useEffect(() => {
    // It never fails: what went wrong is told as a sentence.
    void arrival?.then(arrived);
    // There is one answer in the life of a page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [arrival]);
}

/** Another tab may sign the person out, or somebody else in. */
function usePersonElsewhere(key: string | null, ended: () => void): void {
  useEffect(() => {
    return key !== null && isPersonKey(key) ? watchPerson(key, ended) : undefined;
  });
}

/** A link with a key that is followed while the page is open only changes the fragment. */
function useKeyInAddress(signIn: (key: string) => void): void {
  useEffect(() => {
    const take = (): void => {
      takeKeyFromAddress();
      const key = storedKey();
      if (key !== null) signIn(key);
    };
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  });
}

/** Goes on with the next token of an app as soon as the demo has it. */
function useRenewal(
  { key, demo }: { readonly key: string | null; readonly demo: readonly DemoTenant[] },
  renew: (key: string) => void,
): void {
  const before = useRef(demo);
  useEffect(() => {
    const next = key === null ? null : renewedToken(key, { before: before.current, now: demo });
    before.current = demo;
    if (next !== null) renew(next);
    // Only a new list can bring a new token.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [demo]);
}

function useDemo(): readonly DemoTenant[] {
  const [tenants, setTenants] = useState<readonly DemoTenant[]>([]);
  useEffect(() => {
    const load = (): void => {
      // A person who serves the pages reads why in the browser's own console.
      // oxlint-disable-next-line eslint/no-console
      loadDemo().then(setTenants, (error: unknown) => console.warn('No demo keys are offered:', error));
    };
    load();
    const reloading = setInterval(load, DEMO_RELOAD_MS);
    return () => clearInterval(reloading);
  }, []);
  return tenants;
}
