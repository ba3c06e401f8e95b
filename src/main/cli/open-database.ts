import path from 'node:path';
import postgres from 'postgres';
import { type EmbeddedPostgres, hasCluster, runningPostgres, startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { Fault } from '../../platform/fault.ts';
import type { Log } from '../../platform/log.ts';
import type { Place } from './read-command.ts';

export interface OpenDatabase {
  readonly ownerUrl: string;
  /** The folder beside it in which a world keeps what is not in its database. */
  readonly worldFolder: string;
  stop(): Promise<void>;
}

const CONNECT_SECONDS_MAX = 10;
const LIVE = 'holdfast';
const SIMULATED = 'holdfast_world';

/** A database that is there already, by its owner's URL; nothing is created and nothing is migrated. */
export async function openDatabase({ databaseUrl, dataDir, simulated }: Place, log: Log): Promise<OpenDatabase> {
  if (databaseUrl !== null) {
    if (!(await isReady(databaseUrl)))
      throw new Fault('UNAVAILABLE', { tell: 'The database that DATABASE_URL names is not there.' });
    const worldFolder = worldFolderOf(dataDir, simulated ? SIMULATED : LIVE);
    return { ownerUrl: databaseUrl, worldFolder, stop: async () => undefined };
  }
  const nothing = `There is no ${simulated ? 'simulated world' : 'data'} in ${dataDir}: run \`npm start\` first, or set DATABASE_URL.`;
  if (!hasCluster(dataDir)) throw new Fault('UNAVAILABLE', { tell: nothing });
  const server = await serverOn(dataDir, log);
  try {
    for (const database of simulated ? [SIMULATED] : [LIVE, SIMULATED]) {
      const ownerUrl = server.ownerUrl(database);
      const worldFolder = worldFolderOf(dataDir, database);
      if (await isReady(ownerUrl)) return { ownerUrl, worldFolder, stop: () => server.stop() };
    }
    throw new Fault('UNAVAILABLE', { tell: nothing });
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function worldFolderOf(dataDir: string, database: string): string {
  return path.join(dataDir, database === LIVE ? 'live' : 'world');
}

/** What another process runs is used, and left running. */
async function serverOn(dataDir: string, log: Log): Promise<Pick<EmbeddedPostgres, 'ownerUrl' | 'stop'>> {
  const running = await runningPostgres(dataDir);
  return running ? { ...running, stop: async () => undefined } : startEmbeddedPostgres({ dataDir, log });
}

/** False where there is no such database; one without chains is refused. */
async function isReady(ownerUrl: string): Promise<boolean> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined, connect_timeout: CONNECT_SECONDS_MAX });
  try {
    const [row] = await sql<{ hasChains: boolean }[]>`select to_regclass('public.audit_head') is not null as "hasChains"`;
    if (row?.hasChains) return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === '3D000') return false;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('UNAVAILABLE', { tell: `The database does not answer (${reason}).`, cause: error });
  } finally {
    await sql.end();
  }
  throw new Fault('UNAVAILABLE', {
    tell: 'The database is of an earlier release: start the platform once, which brings it forward.',
  });
}
