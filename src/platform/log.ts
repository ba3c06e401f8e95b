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
