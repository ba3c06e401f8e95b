import { Agent, request } from 'node:http';

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Load {
  readonly requestsPerSecond: number;
  readonly latencyMsP50: number;
  readonly latencyMsP99: number;
  readonly requestCount: number;
}

/** Keeps a fixed number of connections busy for a while. An answer that is not 200 ends it. */
export async function loadFor(
  target: Target,
  { connectionCount, durationMs }: { connectionCount: number; durationMs: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionCount });
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const endMs = startMs + durationMs;
  const connection = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const beganMs = performance.now();
      await send(target, agent);
      latenciesMs.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: connectionCount }, connection));
  const elapsedSeconds = (performance.now() - startMs) / 1_000;
  agent.destroy();
  const sorted = latenciesMs.toSorted((left, right) => left - right);
  return {
    requestsPerSecond: sorted.length / elapsedSeconds,
    latencyMsP50: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    latencyMsP99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    requestCount: sorted.length,
  };
}

/** Sends the request once and returns the text of the answer. */
export function send({ url, headers, body }: Target, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      ...(agent && { agent }),
    };
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`${url} answered ${response.statusCode}: ${Buffer.concat(chunks).toString('utf8').slice(0, 500)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
