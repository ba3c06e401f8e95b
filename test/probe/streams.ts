import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { tlsOf } from '../../edge/src/certificate-request.ts';
import type { World } from '../harness/world.ts';

/** Subscriptions of one credential over one socket. */
export interface Streams {
  /** The first answer of a subscription, its refusal, or that nothing came. */
  first(question: { readonly document: string; readonly variables: object }, waitMsMax?: number): Promise<string>;
  /** Keeps a subscription open; what it says is added to the list. */
  follow(question: { readonly document: string; readonly variables: object }, heard: string[]): void;
  close(): void;
}

/** Where nothing comes within this, nothing is there to tell. */
export const QUIET_MS = 120;
/** A refusal always comes. */
const WAIT_MS_MAX = 20_000;

export function openStreams(world: World, credential: string | null): Streams {
  const certificate = world.certificates.get(credential ?? '');
  const client = createClient({
    url: certificate ? world.agentWsUrl : world.wsUrl,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, certificate ? tlsOf(certificate) : {});
      }
    },
    ...(!certificate &&
      credential !== null && { connectionParams: { authorization: `Bearer ${credential}`, client: 'explorer' } }),
    retryAttempts: 0,
    onNonLazyError: () => undefined,
  });
  return {
    first: ({ document, variables }, waitMsMax = WAIT_MS_MAX) =>
      new Promise((resolve) => {
        const end = (text: string): void => {
          clearTimeout(quiet);
          resolve(text);
          queueMicrotask(() => stop());
        };
        const quiet = setTimeout(() => end('quiet'), waitMsMax);
        const stop = client.subscribe(
          { query: document, variables: { ...variables } },
          {
            next: (value) => end(JSON.stringify(value)),
            error: (error) => end(printError(error)),
            complete: () => end('complete'),
          },
        );
      }),
    follow({ document, variables }, heard) {
      client.subscribe(
        { query: document, variables: { ...variables } },
        {
          next: (value) => void heard.push(JSON.stringify(value)),
          error: (error) => void heard.push(printError(error)),
          complete: () => undefined,
        },
      );
    },
    close: () => void client.dispose(),
  };
}

function printError(error: unknown): string {
  if (Array.isArray(error)) return JSON.stringify({ errors: error });
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'NONE';
  return JSON.stringify({ closed: code });
}

/** Long enough for what is on its way. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, QUIET_MS));
}
