import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { present } from '../../../src/kernel/assert.ts';
import { ExplorerSampleDocument } from '../../generated/operations.ts';
import { openConnection } from '../api/connection.ts';
import { loadDemo } from '../demo.ts';
import { storedKey, takeKeyFromAddress, tokenOf } from '../session.ts';
import { examples } from './examples.ts';

takeKeyFromAddress();
void show();

async function show(): Promise<void> {
  const key = storedKey() ?? (await demoKey());
  const headers = await headersOf(key);
  const tabs = examples(await sample(key)).map((example) => ({ ...example, headers: JSON.stringify(headers, null, 2) }));
  createRoot(present(document.querySelector('#root'), 'a root in the page')).render(
    <GraphiQL
      fetcher={fetcherWithHeaders(key, headers)}
      defaultTabs={tabs}
      initialHeaders={JSON.stringify(headers, null, 2)}
      defaultEditorToolsVisibility="variables"
      // A tab that was kept would carry an old key and an old day.
      storage={NOTHING_KEPT}
    >
      <GraphiQL.Logo>
        <a href="/" className="explorer-home">
          Holdfast
        </a>
      </GraphiQL.Logo>
    </GraphiQL>,
  );
}

/** What the explorer says it is: a person's token is the dashboard's and is otherwise held to the dashboard's documents. */
const CLIENT_ID = 'explorer';

const NOTHING_KEPT = {
  length: 0,
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
  clear: () => undefined,
};

/** Streams carry the headers of their editor, as requests do; the explorer's own question for the schema comes before there is one. */
function fetcherWithHeaders(
  key: string | null,
  ownHeaders: Readonly<Record<string, string>>,
): ReturnType<typeof createGraphiQLFetcher> {
  return async (params, options) => {
    const written = options?.headers && Object.keys(options.headers).length > 0 ? options.headers : ownHeaders;
    // A person's token that stands in the editor since the page opened has become another one.
    const isOwn = written['authorization'] === ownHeaders['authorization'];
    const headers = isOwn ? { ...written, ...(await headersOf(key)) } : written;
    const fetcher = createGraphiQLFetcher({
      url: '/graphql',
      wsClient: createClient({
        url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
        connectionParams: { ...headers, client: CLIENT_ID },
        retryAttempts: 0,
      }),
    });
    return fetcher(params, { ...options, headers: { ...headers, 'x-holdfast-client': CLIENT_ID } });
  };
}

async function headersOf(key: string | null): Promise<Record<string, string>> {
  if (key === null) return {};
  try {
    return { authorization: `Bearer ${await tokenOf(key)}` };
  } catch {
    // Signed out meanwhile: the platform says so.
    return {};
  }
}

async function demoKey(): Promise<string | null> {
  const keys = (await loadDemo())[0]?.keys ?? [];
  return (keys.find(({ role }) => role === 'OPERATOR') ?? keys[0])?.key ?? null;
}

/** A battery to fill the examples with and the world's time there. */
async function sample(key: string | null): Promise<{ batteryId: string | null; nowMs: number }> {
  if (key === null) return { batteryId: null, nowMs: Date.now() };
  const connection = openConnection(key);
  const { data } = await connection.client.query(ExplorerSampleDocument, {});
  connection.close();
  const battery = data?.batteries.nodes[0];
  const measuredAt = battery?.latestReading?.measuredAt;
  return { batteryId: battery?.id ?? null, nowMs: measuredAt === undefined ? Date.now() : Date.parse(measuredAt) };
}
