import { createClient as createSocketClient } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';

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

export function openConnection(key: string): Connection {
  const watchers = new Set<() => void>();
  let state: LinkState = 'connecting';
  const become = (next: LinkState): void => {
    state = next;
    for (const changed of watchers) changed();
  };
  const socket = createSocketClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { authorization: `Bearer ${key}`, client: CLIENT_ID },
    // Open from the start: the lamp tells the truth on pages without streams too.
    lazy: false,
    onNonLazyError: () => become('lost'),
    retryAttempts: Infinity,
    retryWait: (attempts) => pause(Math.min(RETRY_PAUSE_MS_MAX, 500 * 2 ** attempts) * (0.75 + Math.random() / 2)),
    // Closed for our credential: asking again cannot help. Everything else is worth another try.
    shouldRetry: (event) => !(event instanceof CloseEvent && (event.code === 4401 || event.code === 4403)),
    keepAlive: 10_000,
    on: { connected: () => become('live'), closed: () => become('lost') },
  });
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: { headers: { authorization: `Bearer ${key}`, 'x-holdfast-client': CLIENT_ID } },
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
  return {
    client,
    watchLink: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    linkState: () => state,
    // A socket that the server has closed for its credential says so once more when it is given up.
    close: () => void Promise.resolve(socket.dispose()).catch(() => become('lost')),
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
