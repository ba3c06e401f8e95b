import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What goes wrong with one request. */
export type Mischief =
  /** It never comes. */
  | 'request lost'
  /** It is done, and nobody hears of it. */
  | 'answer lost'
  /** It comes twice. */
  | 'twice'
  /** The caller hears nothing, and it comes after the next one. */
  | 'late'
  /** It is not done: there is too much to do. */
  | 'busy'
  /** It is done, and the answer is about something else. */
  | 'wrong answer'
  /** It is done, and the answer is no JSON. */
  | 'nonsense';

/** How another company behaves; it may change at any time. */
export interface Manners<Asked> {
  /** Decides what goes wrong with a request; nothing when left alone. */
  mischief: (asked: Asked) => Mischief | null;
  /** Answers wait for this. */
  delayMs: number;
}

export interface Said {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface CounterpartyOptions<Asked> {
  readonly asks: (request: { readonly method: string; readonly path: string }) => Asked;
  readonly answer: (asked: Asked, body: string) => Said;
  /** Put into an answer that is to be about something else. */
  readonly somethingElse: object;
  readonly manners: () => Manners<Asked>;
}

interface Counterparty {
  readonly url: string;
  /** Forgets the requests that were still to come. */
  forget(): void;
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 1_000_000;

/** Another company over real HTTP that loses, doubles and delays what is said, and tells nonsense, on demand. */
export async function openCounterparty<Asked>(options: CounterpartyOptions<Asked>): Promise<Counterparty> {
  const { asks, answer, somethingElse, manners } = options;
  /** Requests that come after the next one. */
  let late: (() => void)[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = asks({ method: request.method ?? 'GET', path: request.url ?? '/' });
    const body = await text(request);
    if (body.length > BODY_BYTES_MAX) return void response.writeHead(413).end();
    const { delayMs } = manners();
    const mischief = manners().mischief(asked);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (mischief === 'busy') return void response.writeHead(503).end('busy');
    if (mischief === 'request lost') return void request.socket.destroy();
    if (mischief === 'late') {
      late.push(() => void answer(asked, body));
      return void request.socket.destroy();
    }
    if (mischief === 'twice') answer(asked, body);
    const said = answer(asked, body);
    const [before, after] = [late, []];
    late = after;
    for (const come of before) come();
    if (mischief === 'answer lost') return void request.socket.destroy();
    if (mischief === 'nonsense') return void response.writeHead(200).end('<html>the service will be back soon</html>');
    const told = mischief === 'wrong answer' ? { ...said.body, ...somethingElse } : said.body;
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers }).end(JSON.stringify(told));
  };
  const server = createServer((request, response) => void handle(request, response).catch(() => request.socket.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    forget: () => void (late = []),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
