import postgres from 'postgres';
import { type EmbeddedPostgres, hasCluster, runningPostgres, startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { Fault } from '../../platform/fault.ts';
import type { Log } from '../../platform/log.ts';
import type { Place } from './read-command.ts';

export interface OpenDatabase {
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** A database that is there already, by its owner's URL; nothing is created and nothing is migrated. */
export async function openDatabase({ databaseUrl, dataDir, simulated }: Place, log: Log): Promise<OpenDatabase> {
  if (databaseUrl !== null) return { ownerUrl: await checked(databaseUrl), stop: async () => undefined };
  if (!hasCluster(dataDir)) {
    throw new Fault('UNAVAILABLE', { tell: `There is no data in ${dataDir}: run \`npm start\` first, or set DATABASE_URL.` });
  }
  const server = await serverOn(dataDir, log);
  try {
    return { ownerUrl: await checked(server.ownerUrl(simulated ? 'holdfast_world' : 'holdfast')), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What another process runs is used, and left running. */
async function serverOn(dataDir: string, log: Log): Promise<Pick<EmbeddedPostgres, 'ownerUrl' | 'stop'>> {
  const running = await runningPostgres(dataDir);
  return running ? { ...running, stop: async () => undefined } : startEmbeddedPostgres({ dataDir, log });
}

async function checked(ownerUrl: string): Promise<string> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined, connect_timeout: 10 });
  try {
    const [row] = await sql<{ isReady: boolean }[]>`select to_regclass('public.audit_head') is not null as "isReady"`;
    if (row?.isReady) return ownerUrl;
  } catch (error) {
    const isMissing = error instanceof postgres.PostgresError && error.code === '3D000';
    if (!isMissing) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Fault('UNAVAILABLE', { tell: `The database does not answer (${reason}).`, cause: error });
    }
    throw new Fault('UNAVAILABLE', {
      tell: 'The data folder has no such database: --simulated asks for the one of a simulated world, and without it the live one is meant.',
      cause: error,
    });
  } finally {
    await sql.end();
  }
  throw new Fault('UNAVAILABLE', {
    tell: 'The database is of an earlier release: start the platform once, which brings it forward.',
  });
}
