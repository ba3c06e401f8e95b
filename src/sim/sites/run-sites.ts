/** Starts simulated sites in a thread of their own, so that their loops keep time whatever the platform computes. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SitesThreadData, SitesThreadNews } from './site-setup.ts';

export interface RunningSites {
  /** Resolves with the error when the thread ends without being asked to. */
  readonly failed: Promise<Error>;
  /** Saves the batteries and ends the thread. */
  stop(): Promise<void>;
}

export async function startSites(data: SitesThreadData): Promise<RunningSites> {
  const worker = new Worker(new URL('./sites-thread.ts', import.meta.url), { workerData: data, name: 'sites' });
  const failed = failureOf(worker);
  const failure = failed.then((error) => Promise.reject(error));
  // Observed through `failed`; this copy only cuts the waits below short.
  failure.catch(() => undefined);
  await Promise.race([news(worker, 'started'), failure]);
  return {
    failed,
    async stop() {
      const stopped = Promise.all([news(worker, 'stopped'), once(worker, 'exit')]);
      worker.postMessage('stop');
      await Promise.race([stopped, failure]);
    },
  };
}

function failureOf(worker: Worker): Promise<Error> {
  return new Promise((resolve) => {
    worker.on('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => {
      if (code !== 0) resolve(new Error(`the thread of the sites ended with code ${code}`));
    });
  });
}

function news(worker: Worker, expected: SitesThreadNews): Promise<void> {
  return new Promise((resolve) => {
    worker.on('message', (said: SitesThreadNews) => {
      if (said === expected) resolve();
    });
  });
}
