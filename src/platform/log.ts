import pino from 'pino';

export type Log = pino.Logger;

/** JSON lines for machines; a failing background task is logged here, never swallowed. */
export function createLog({ level, destination = 2 }: { level: string; destination?: number }): Log {
  return pino({ level, base: null }, pino.destination({ dest: destination, sync: true }));
}

/** Lets a promise run on its own; its failure is logged. */
export function background(task: Promise<unknown>, log: Log): void {
  task.catch((error: unknown) => log.error({ err: error }, 'a background task failed'));
}

/** The result of something that may fail without harm; its failure is logged. */
export async function convenience<T>(task: Promise<T>, { otherwise, log }: { otherwise: T; log: Log }): Promise<T> {
  try {
    return await task;
  } catch (error) {
    log.warn({ err: error }, 'a convenience failed; what comes next repairs it');
    return otherwise;
  }
}
