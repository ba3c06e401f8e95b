/** Asks the platform what time it is. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tlsOf } from '../certificate-request.ts';
import type { Credentials } from '../identity-file.ts';

const ANSWER_TIMEOUT_MS = 5_000;
const HALF_A_SECOND_MS = 500;

export interface PlatformTime {
  /** The platform's time when its answer came, to half a second; null when it does not tell. */
  readonly nowMs: number | null;
  readonly roundTripMs: number;
}

/** Any answer will do: it comes from the platform, with its clock in the header. Rejects when none comes. */
export async function askPlatformTime(wsUrl: URL, credentials: Credentials | null): Promise<PlatformTime> {
  const { date, roundTripMs } = await headOf(wsUrl, credentials);
  const saidMs = Date.parse(date ?? '');
  return { nowMs: Number.isNaN(saidMs) ? null : saidMs + HALF_A_SECOND_MS + roundTripMs / 2, roundTripMs };
}

function headOf(wsUrl: URL, credentials: Credentials | null): Promise<{ date: string | null; roundTripMs: number }> {
  const secure = wsUrl.protocol === 'wss:';
  const options = {
    host: wsUrl.hostname,
    // Empty where it is the protocol's own.
    port: wsUrl.port,
    path: '/healthz',
    timeout: ANSWER_TIMEOUT_MS,
    ...(secure && credentials && tlsOf(credentials)),
  };
  return new Promise((answered, failed) => {
    const beganMs = performance.now();
    const sent = (secure ? httpsRequest : httpRequest)(options, (response) => {
      response.resume();
      answered({ date: response.headers.date ?? null, roundTripMs: performance.now() - beganMs });
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer')));
    sent.once('error', failed);
    sent.end();
  });
}
