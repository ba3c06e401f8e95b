import { createHash } from 'node:crypto';
import { PgBoss, type Db, type JobResult } from 'pg-boss';
import { assert } from '../kernel/assert.ts';
import { Fault } from './fault.ts';
import type { Log } from './log.ts';
import type { Metrics, QueueLevel } from './metrics.ts';
import { DEAD_LETTERS, QUEUE_SCHEMA } from './queue-schema.ts';
import type { Tx } from './tenant-db.ts';

/** Work asked for. The payload holds ids only: what is true is read when the job runs. */
export interface Job {
  readonly queue: string;
  /** At most one job of a queue and key waits; one that already runs does not keep the next from waiting. */
  readonly key: string;
  readonly payload: Payload;
}

type Payload = Readonly<Record<string, string>>;

/** A job that failed at every attempt. */
export interface DeadJob extends Job {
  readonly id: string;
  readonly failedAt: Date;
  readonly reason: string;
}

interface DeadLetterSelection {
  /** Of every queue when left out. */
  readonly queue?: string | undefined;
  readonly limit: number;
}

/** Jobs that survive every crash, run at least once, and never for the same key at the same time in one process. */
export interface Queue {
  /** Part of the caller's transaction: the jobs exist when and only when it commits. */
  enqueue(tx: Tx, jobs: readonly Job[]): Promise<void>;
  work(queue: string, options: { concurrency: number }, handler: (payload: Payload) => Promise<void>): Promise<void>;
  /**
   * As `work`, for jobs that are cheaper together: those of one group that are taken at the same time are handed over at once.
   * When that fails each is run by itself, so that one that fails does not fail the others.
   */
  workTogether(
    queue: string,
    options: { concurrency: number; groupOf: (payload: Payload) => string },
    handler: (payloads: readonly Payload[]) => Promise<void>,
  ): Promise<void>;
  /** Of one queue or of all, the oldest first. */
  deadLetters(options: DeadLetterSelection): Promise<readonly DeadJob[]>;
  /** Puts dead letters, the oldest first, back onto the queue they came from. Returns how many jobs that made: one whose key waits there already goes with that job. */
  redrive(options: DeadLetterSelection): Promise<number>;
  /** How each queue stands. */
  levels(): Promise<readonly QueueLevel[]>;
  /** Waits for running jobs up to a limit. */
  stop(): Promise<void>;
}

const CONNECTION_COUNT_MAX = 4;
/** A worker that is silent for this long has lost its jobs. The library's queues allow no less than 10 s, its jobs do. */
const HEARTBEAT_SECONDS = 6;
/** Retries and overlooked notifications are found by polling. */
const POLLING_SECONDS = 1;
const STOP_TIMEOUT_MS = 10_000;
/** The library would wait for ever on a connection that has gone dead. It hands this on to its own; its types do not name it. */
const ANSWER_MS_MAX = 10_000;
const ENQUEUE_ATTEMPT_COUNT_MAX = 10;
/** Two fetch in turns: while one batch runs, the next is on its way. */
const FETCHER_COUNT = 2;
const BATCH_LENGTH_MAX = 100;
/** The name under which the library's workers listen. */
const CHANNEL = `pgboss_${createHash('sha224').update(QUEUE_SCHEMA).digest('hex').slice(0, 24)}`;

interface StoredJob {
  readonly key: string;
  readonly payload: Payload;
}

interface QueueOptions {
  readonly url: string;
  readonly log: Log;
  /** Told of each job that has run. */
  readonly onJob?: Metrics['job'] | undefined;
}

/** Opens the queues that `installQueues` has made, under the runtime role. */
export async function openQueue({ url, log, onJob }: QueueOptions): Promise<Queue> {
  const options = {
    connectionString: url,
    query_timeout: ANSWER_MS_MAX,
    schema: QUEUE_SCHEMA,
    max: CONNECTION_COUNT_MAX,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    maintenanceIntervalSeconds: 60,
  };
  const boss = new PgBoss(options);
  boss.on('error', (error) => log.error({ err: error }, 'the queue met an error'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, message));
  await boss.start();
  return {
    enqueue: (tx, jobs) => enqueue(boss, tx, jobs),
    work: (queue, { concurrency }, handler) => {
      const each = async (payloads: readonly Payload[]): Promise<void> => {
        for (const payload of payloads) await handler(payload);
      };
      return work({ boss, queue, concurrency, groupOf: null, handler: each, log, onJob });
    },
    workTogether: (queue, { concurrency, groupOf }, handler) => work({ boss, queue, concurrency, groupOf, handler, log, onJob }),
    deadLetters: (selection) => deadLetters(boss, selection),
    redrive: ({ queue, limit }) => boss.redrive(DEAD_LETTERS, { limit, ...(queue === undefined ? {} : { sourceName: queue }) }),
    levels: () => levels(boss),
    stop: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}

async function enqueue(boss: PgBoss, tx: Tx, jobs: readonly Job[]): Promise<void> {
  for (const [queue, wanted] of Map.groupBy(jobs, (job) => job.queue)) {
    // In one order, so that two transactions that want the same keys wait for each other and never in a circle.
    const byKey = new Map(wanted.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((job) => [job.key, job]));
    const place = await nextPlace(tx, queue);
    for (let attempt = 1; byKey.size > 0; attempt += 1) {
      assert(attempt <= ENQUEUE_ATTEMPT_COUNT_MAX, `a place on the queue ${queue} within ${ENQUEUE_ATTEMPT_COUNT_MAX} attempts`);
      const [, waiting] = await Promise.all([
        insert(boss, tx, { queue, place, jobs: [...byKey.values()] }),
        holdWaiting(tx, queue, [...byKey.keys()]),
      ]);
      for (const { key } of waiting) byKey.delete(key);
    }
  }
}

/**
 * The place in the line where the next job of a tenant goes: behind its own jobs that wait, and no further forward than the job
 * that is next of all. So tenants take turns job by job, whoever has how many: one with a line of thousands holds up nobody,
 * and one whose jobs keep coming one by one does not always go first.
 */
async function nextPlace({ sql, tenantId }: Tx, queue: string): Promise<number> {
  const waiting = sql`from ${sql(QUEUE_SCHEMA)}.job where name = ${queue} and state < 'active' and not blocked`;
  const [line] = await sql<{ place: number }[]>`
    select greatest(
      coalesce((select -priority ${waiting} order by priority desc, created_on limit 1), 0),
      coalesce((select 1 - min(priority) ${waiting} and group_id = ${tenantId}), 0)) as place`;
  return line?.place ?? 0;
}

interface Insertion {
  readonly queue: string;
  readonly place: number;
  readonly jobs: readonly Job[];
}

async function insert(boss: PgBoss, tx: Tx, { queue, place, jobs }: Insertion): Promise<void> {
  const rows = jobs.map(({ key, payload }, index) => ({
    singletonKey: key,
    group: { id: tx.tenantId },
    // The library takes those of a higher priority first.
    priority: -(place + index),
    heartbeatSeconds: HEARTBEAT_SECONDS,
    data: { key, payload } satisfies StoredJob,
  }));
  await boss.insert(queue, rows, { db: databaseOf(tx) });
}

/**
 * A job that waited already was not inserted again. It is held until this transaction ends: a worker that took it earlier
 * would run without seeing what this transaction writes, and the cause would be lost. Keys without a waiting job are missing
 * in the answer: theirs was taken just now and a new one has to be inserted.
 */
function holdWaiting(tx: Tx, queue: string, keys: readonly string[]): Promise<readonly { key: string }[]> {
  return tx.sql<{ key: string }[]>`
    with waiting as (
      select singleton_key as key from ${tx.sql(QUEUE_SCHEMA)}.job
      where name = ${queue} and coalesce(singleton_key, '') = any(${[...keys]}) and state = 'created' and policy = 'short'
      for key share)
    select key from waiting, (select pg_notify(${CHANNEL}, ${queue})) as woken`.execute();
}

/** The library's statements inside our transaction. They send JSON as text, which postgres.js would encode once more. */
function databaseOf(tx: Tx): Db {
  return {
    async executeSql(text, values = []) {
      const statement = text.replaceAll(/\$(\d+)::json\b/g, '$$$1::text::json');
      // The library's parameters are texts, numbers and lists of them, all of which postgres.js can send.
      const rows = await tx.sql.unsafe(statement, values as string[], { prepare: true });
      return { rows };
    },
  };
}

interface Workers {
  readonly boss: PgBoss;
  readonly queue: string;
  readonly concurrency: number;
  /** Null: each job is run by itself. */
  readonly groupOf: ((payload: Payload) => string) | null;
  readonly handler: (payloads: readonly Payload[]) => Promise<void>;
  readonly log: Log;
  readonly onJob: Metrics['job'] | undefined;
}

interface TakenJob {
  readonly id: string;
  readonly data: StoredJob;
}

async function work(workers: Workers): Promise<void> {
  const { boss, queue, concurrency, groupOf } = workers;
  const options = {
    localConcurrency: FETCHER_COUNT,
    batchSize: groupOf === null ? Math.min(2 * concurrency, BATCH_LENGTH_MAX) : BATCH_LENGTH_MAX,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: POLLING_SECONDS,
    notifyPollingIntervalSeconds: POLLING_SECONDS,
    heartbeatRefreshSeconds: HEARTBEAT_SECONDS / 3,
    perJobResults: true as const,
  };
  const run = runner(workers);
  await boss.work<StoredJob, JobResult[], typeof options>(queue, options, async (jobs) => {
    const groups = groupOf === null ? jobs.map((job) => [job]) : Map.groupBy(jobs, ({ data }) => groupOf(data.payload)).values();
    return (await Promise.all([...groups].map(run))).flat();
  });
}

/** Runs the jobs of a group together and, when that fails, one by one. */
function runner({ queue, concurrency, handler, log, onJob }: Workers): (jobs: readonly TakenJob[]) => Promise<JobResult[]> {
  const inTurn = oneAtATimePerKey();
  const limited = atMost(concurrency);
  return async function run(jobs: readonly TakenJob[]): Promise<JobResult[]> {
    const takenAtMs = performance.now();
    const ran = (outcome: 'completed' | 'failed'): void => {
      const seconds = (performance.now() - takenAtMs) / 1_000;
      for (let count = 0; count < jobs.length; count += 1) onJob?.({ queue, outcome, seconds });
    };
    const [first] = jobs;
    if (!first) return [];
    try {
      const keys = jobs.map(({ data }) => data.key);
      await inTurn(keys, () => limited(() => handler(jobs.map(({ data }) => data.payload))));
      ran('completed');
      return jobs.map(({ id }) => ({ id, status: 'completed' }));
    } catch (error) {
      if (jobs.length > 1) {
        log.warn({ err: error, queue, jobCount: jobs.length }, 'jobs failed together; each is run by itself');
        return (await Promise.all(jobs.map((job) => run([job])))).flat();
      }
      ran('failed');
      log.warn({ err: error, queue, key: first.data.key }, 'a job failed and will be tried again or set aside');
      return [{ id: first.id, status: 'failed', output: { message: error instanceof Error ? error.message : String(error) } }];
    }
  };
}

/** A task waits for those that run for any of its keys. */
function oneAtATimePerKey(): (keys: readonly string[], task: () => Promise<void>) => Promise<void> {
  const running = new Map<string, Promise<unknown>>();
  return async (keys, task) => {
    const mine = Promise.allSettled(keys.map(async (key) => running.get(key))).then(task);
    for (const key of keys) running.set(key, mine);
    try {
      await mine;
    } finally {
      for (const key of keys) if (running.get(key) === mine) running.delete(key);
    }
  };
}

/** Runs so many tasks at once; the others wait in the order they came. */
function atMost(countMax: number): (task: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let runningCount = 0;
  return async (task) => {
    if (runningCount === countMax) await new Promise<void>((free) => waiting.push(free));
    else runningCount += 1;
    try {
      await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else runningCount -= 1;
    }
  };
}

interface DeadRow {
  readonly id: string;
  readonly queue: string | null;
  readonly data: StoredJob;
  readonly failedAt: Date;
  readonly output: unknown;
}

/** Not the library's own look-up: it has neither an order nor a limit. */
async function deadLetters(boss: PgBoss, { queue, limit }: DeadLetterSelection): Promise<DeadJob[]> {
  const { rows } = await boss.getDb().executeSql(
    `select id, source_name as queue, data, created_on as "failedAt", output from ${QUEUE_SCHEMA}.job
     where name = $1 and state < 'active' and ($2::text is null or source_name = $2)
     order by created_on, id limit $3`,
    [DEAD_LETTERS, queue ?? null, limit],
  );
  // The columns are those of the statement above; what is in `data` was put there by `insert`.
  return (rows as DeadRow[]).map(({ id, queue: source, data: { key, payload }, failedAt, output }) => {
    if (source === null) throw new Fault('INTERNAL', { tell: 'A dead letter has no origin.', detail: { id } });
    return { id, queue: source, key, payload, failedAt, reason: reasonIn(output) };
  });
}

/** A worker's error has a message; what the library writes about a job that nobody finished is told as it is. */
function reasonIn(output: unknown): string {
  const message = typeof output === 'object' && output !== null && 'message' in output ? output.message : null;
  return typeof message === 'string' ? message : JSON.stringify(output);
}

interface LevelRow {
  readonly queue: string;
  readonly waiting: string;
  readonly running: string;
  readonly oldestSeconds: string;
  readonly dead: string;
}

async function levels(boss: PgBoss): Promise<readonly QueueLevel[]> {
  const { rows } = await boss.getDb().executeSql(
    `select queue.name as queue, coalesce(waiting, 0) as waiting, coalesce(running, 0) as running,
       coalesce("oldestSeconds", 0) as "oldestSeconds", coalesce(dead, 0) as dead
     from ${QUEUE_SCHEMA}.queue left join (
       select case name when $1 then source_name else name end as of,
         count(*) filter (where name <> $1 and state <> 'active') as waiting,
         count(*) filter (where name <> $1 and state = 'active') as running,
         count(*) filter (where name = $1) as dead,
         extract(epoch from now() - min(start_after) filter (
           where name <> $1 and state <> 'active' and start_after <= now())) as "oldestSeconds"
       from ${QUEUE_SCHEMA}.job where state in ('created', 'retry', 'active') group by 1) as jobs on jobs.of = queue.name
     where queue.name <> $1 order by queue.name`,
    [DEAD_LETTERS],
  );
  // The columns are those of the statement above; counts come as texts.
  return (rows as LevelRow[]).map(({ queue, waiting, running, oldestSeconds, dead }) => ({
    queue,
    waitingCount: Number(waiting),
    runningCount: Number(running),
    oldestWaitingSeconds: Number(oldestSeconds),
    deadCount: Number(dead),
  }));
}
