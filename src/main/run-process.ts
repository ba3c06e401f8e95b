import { Fault } from '../platform/fault.ts';

/** Runs a process until its work is done or it is asked to stop. A refusal is one sentence; a bug shows where it is. */
export async function runProcess(work: (signal: AbortSignal) => Promise<void>): Promise<never> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (process.env['NODE_ENV'] !== 'production') {
    process.stderr.write('NODE_ENV is not `production`: GraphQL runs at about half its speed.\n');
  }
  try {
    await work(stopping.signal);
    process.exit(0);
  } catch (error) {
    const text = error instanceof Fault ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

/** Resolves when the process is asked to stop. */
export async function asked(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
