import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from './fault.ts';
import { background, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Where a process tells its numbers. */
export interface MetricsAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

interface MetricsListener {
  readonly url: string;
  stop(): Promise<void>;
}

/** Tells the numbers of this process on `/metrics`, on a port of its own: whoever can reach it may read them. */
export async function openMetricsListener(
  { host, port }: MetricsAddress,
  { metrics, log }: { metrics: Metrics; log: Log },
): Promise<MetricsListener> {
  metrics.watchProcess();
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    const answer = async (): Promise<void> => {
      const { contentType, text } = await metrics.print();
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
    };
    background(
      answer().catch((error: unknown) => {
        response.writeHead(500).end();
        throw error;
      }),
      log,
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) =>
      failed(
        new Fault('UNAVAILABLE', { tell: `The metrics cannot be told on ${host}:${port} (${error.message}).`, cause: error }),
      ),
    );
    server.listen(port, host, listening);
  });
  // A server that listens on a TCP port has an AddressInfo.
  const { port: openPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${openPort}/metrics`,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
