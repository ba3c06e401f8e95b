import { type Client as SocketClient, createClient as createSocketClient } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { distrustToken, isPersonKey, SessionEnded } from '../person/person-session.ts';
import { tokenOf } from '../session.ts';

export type LinkState = 'connecting' | 'live' | 'lost';

/** One signed-in connection to the platform: requests over HTTP, streams over one websocket. */
export interface Connection {
  readonly client: Client;
  readonly watchLink: (changed: () => void) => () => void;
  readonly linkState: () => LinkState;
  readonly close: () => void;
}

/** Under this name the platform takes the pages' own documents, and nothing else. */
const CLIENT_ID = 'dashboard';
/** Longest pause between attempts to get the stream back. */
const RETRY_PAUSE_MS_MAX = 10_000;
/** How often the socket is compared with the person's token, which is renewed 90 s before its end. */
const TOKEN_CHECK_MS = 20_000;
/** The platform closes a socket so when its credential is good no more. */
const REFUSED_CLOSE_CODES: ReadonlySet<number> = new Set([4401, 4403]);

export function openConnection(key: string, onEnded: () => void = () => undefined): Connection {
  const watchers = new Set<() => void>();
  let state: LinkState = 'connecting';
  const become = (next: LinkState): void => {
    state = next;
    for (const changed of watchers) changed();
  };
  const renews = isPersonKey(key);
  let socketToken: string | null = null;
  const token = async (): Promise<string> => {
    try {
      return await tokenOf(key);
    } catch (error) {
      if (error instanceof SessionEnded) onEnded();
      throw error;
    }
  };
  const socket = createSocketClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: async () => {
      // Thrown from here, an error would end the socket for good; a token that is refused is tried again.
      socketToken = await token().catch(() => socketToken ?? '');
      return { authorization: `Bearer ${socketToken}`, client: CLIENT_ID };
    },
    // Open from the start: the lamp tells the truth on pages without streams too.
    lazy: false,
    onNonLazyError: () => become('lost'),
    retryAttempts: Infinity,
    retryWait: (attempts) => pause(Math.min(RETRY_PAUSE_MS_MAX, 500 * 2 ** attempts) * (0.75 + Math.random() / 2)),
    // Closed for our credential: asking again helps with another token only. Everything else is worth another try.
    shouldRetry: (event) => {
      if (!isRefused(event)) return true;
      // Done long before the retry; where it cannot be done, the retry is refused and the next one tries again.
      if (renews && socketToken !== null) distrustToken(key, socketToken).catch(() => become('lost'));
      return renews;
    },
    keepAlive: 10_000,
    on: { connected: () => become('live'), closed: () => become('lost') },
  });
  const client = createClient({ socket, token });
  const stopRenewing = renews ? keepRenewed({ token, held: () => socketToken, reconnect: () => socket.terminate() }) : null;
  return {
    client,
    watchLink: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    linkState: () => state,
    // A socket that the server has closed for its credential says so once more when it is given up.
    close: () => {
      stopRenewing?.();
      void Promise.resolve(socket.dispose()).catch(() => become('lost'));
    },
  };
}

/** Requests over HTTP with the token of now, streams over the socket. */
function createClient({ socket, token }: { socket: SocketClient; token: () => Promise<string> }): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: { headers: { 'x-holdfast-client': CLIENT_ID } },
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await token()}`);
      return fetch(input, { ...init, headers });
    },
    // No cache exchange: it would add `__typename` to the documents, and the server knows ours by their text.
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: ({ next, error, complete }) => ({
            unsubscribe: socket.subscribe(
              { query, variables: { ...variables } },
              // The one answer to a stream that was refused carries errors and no data.
              {
                next: ({ data = null, errors = [] }) => next(errors.length === 0 ? { data } : { data, errors }),
                error,
                complete,
              },
            ),
          }),
        }),
      }),
    ],
  });
}

interface Renewing {
  readonly token: () => Promise<string>;
  readonly held: () => string | null;
  readonly reconnect: () => void;
}

/** A socket ends with the token it was opened with, so it is opened anew with the next one before that. */
function keepRenewed({ token, held, reconnect }: Renewing): () => void {
  const timer = setInterval(() => {
    token().then(
      (next) => {
        if (held() !== null && next !== held()) reconnect();
      },
      // Out of reach: the next check tries again. An end has been told already.
      () => undefined,
    );
  }, TOKEN_CHECK_MS);
  return () => clearInterval(timer);
}

function isRefused(event: unknown): boolean {
  return event instanceof CloseEvent && REFUSED_CLOSE_CODES.has(event.code);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
