import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import { APP_ROLE } from './database-url.ts';

export const QUEUE_SCHEMA = 'pgboss';
/** Jobs that failed at every attempt, of all queues. */
export const DEAD_LETTERS = 'dead-letters';

const DAY_SECONDS = 86_400;

/**
 * Policy `short`: one waiting job for each key, however many run. The library's `stately` also allows one running job only, but
 * a fetch that meets a running key then fails as a whole and holds up the other keys of its batch; the workers take turns instead.
 */
const QUEUE_OPTIONS = {
  notify: true,
  deadLetter: DEAD_LETTERS,
  retryLimit: 5,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 300,
  heartbeatSeconds: 10,
  // Statistics are counted over all kept jobs every second.
  deleteAfterSeconds: 600,
};

/** Makes the schema and the queues, as the owner and before any process opens them. Repeating it applies changed options. */
export async function installQueues(ownerUrl: string, queueNames: readonly string[]): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: QUEUE_SCHEMA, max: 1, supervise: false, schedule: false });
  // Errors also reject the call that met them; without a listener they would end the process.
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 30 * DAY_SECONDS });
    for (const name of queueNames) {
      await boss.createQueue(name, { ...QUEUE_OPTIONS, policy: 'short' });
      await boss.updateQueue(name, QUEUE_OPTIONS);
    }
    await grantToRuntime(ownerUrl);
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function grantToRuntime(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`
      grant usage on schema ${QUEUE_SCHEMA} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${APP_ROLE};
      grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${APP_ROLE};`);
  } finally {
    await sql.end();
  }
}
