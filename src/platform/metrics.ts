import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What a process counts about itself. A label's values come from a short list that is written in the code: never a name, an
 * id or a text that a client or a tenant chose.
 */
export interface Metrics {
  httpRequest(request: HttpRequest): void;
  operation(operation: Operation): void;
  /** Live subscriptions and WebSocket connections of this process. */
  readonly connections: Level;
  readonly subscriptions: Level;
  /** Messages of telemetry, by what became of them. */
  telemetry(batches: { readonly outcome: BatchOutcome; readonly count: number }): void;
  /** Readings that had been stored before and came again. */
  duplicateReadings(count: number): void;
  /** Days of readings that were to be archived, by what became of them. */
  archivedDay(outcome: ArchiveOutcome): void;
  /** Single readings that went after the archive had them. */
  forgottenReadings(count: number): void;
  /** A message of a webhook sent once, by what became of it. */
  webhookAttempt(outcome: WebhookOutcome): void;
  plan(plan: { readonly outcome: PlanOutcome; readonly seconds: number }): void;
  job(job: { readonly queue: string; readonly outcome: 'completed' | 'failed'; readonly seconds: number }): void;
  connectionWait(seconds: number): void;
  /** Asked when the numbers are read. */
  watchQueues(read: () => Promise<readonly QueueLevel[]>): void;
  /** Memory, processor time and the event loop of this process too. */
  watchProcess(): void;
  /** All of it as Prometheus reads it. */
  print(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface HttpRequest {
  /** The route's pattern, not the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Operation {
  readonly transport: 'http' | 'websocket';
  readonly type: 'query' | 'mutation' | 'subscription' | 'none';
  /** `OK`, or the code of the first error. */
  readonly outcome: string;
  /** Null for a subscription: it has no end to wait for. */
  readonly seconds: number | null;
}

export interface Level {
  inc(): void;
  dec(): void;
}

export type BatchOutcome = 'accepted' | 'partly_rejected' | 'rejected';
export type ArchiveOutcome = 'written' | 'rewritten' | 'unchanged' | 'failed';
/** Failed: it is sent again. Dead: it was given up. */
export type WebhookOutcome = 'delivered' | 'failed' | 'dead';
export type PlanOutcome = 'planned' | 'too_late' | 'failed';

/** How a queue stands. */
export interface QueueLevel {
  readonly queue: string;
  readonly waitingCount: number;
  readonly runningCount: number;
  readonly oldestWaitingSeconds: number;
  /** Jobs that failed at every attempt and wait for somebody to look. */
  readonly deadCount: number;
}

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WAIT_SECONDS = [0.0001, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** Counters of one process, at zero. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  let refreshQueues = (): Promise<void> => Promise.resolve();
  return {
    ...requestMetrics([registry]),
    ...telemetryMetrics([registry]),
    ...archiveMetrics([registry]),
    ...webhookMetrics([registry]),
    ...workMetrics([registry]),
    watchQueues(read) {
      const refresh = queueGauges(registry);
      refreshQueues = () => refresh(read);
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    async print() {
      await refreshQueues();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function requestMetrics(registers: Registry[]): Pick<Metrics, 'httpRequest' | 'operation' | 'connections' | 'subscriptions'> {
  const httpRequests = new Counter({
    name: 'holdfast_http_requests_total',
    help: 'HTTP requests by route and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const httpSeconds = new Histogram({
    name: 'holdfast_http_request_seconds',
    help: 'How long HTTP requests took, by route.',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const operations = new Counter({
    name: 'holdfast_graphql_operations_total',
    help: 'GraphQL operations by transport, type and outcome: OK or the code of the first error. A subscription counts when it begins.',
    labelNames: ['transport', 'type', 'outcome'],
    registers,
  });
  const operationSeconds = new Histogram({
    name: 'holdfast_graphql_operation_seconds',
    help: 'How long queries and mutations took.',
    labelNames: ['transport', 'type'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const level = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  return {
    httpRequest({ route, status, seconds }) {
      httpRequests.inc({ route, status: String(status) });
      httpSeconds.observe({ route }, seconds);
    },
    operation({ transport, type, outcome, seconds }) {
      operations.inc({ transport, type, outcome });
      if (seconds !== null) operationSeconds.observe({ transport, type }, seconds);
    },
    connections: level('holdfast_websocket_connections', 'WebSocket connections that are signed in.'),
    subscriptions: level('holdfast_subscriptions', 'Subscriptions that are live.'),
  };
}

function telemetryMetrics(registers: Registry[]): Pick<Metrics, 'telemetry' | 'duplicateReadings'> {
  const batches = new Counter({
    name: 'holdfast_telemetry_batches_total',
    help: 'Messages of telemetry by what became of them: what is rejected, whole or in part, is a dead letter.',
    labelNames: ['outcome'],
    registers,
  });
  const duplicates = new Counter({
    name: 'holdfast_telemetry_duplicate_readings_total',
    help: 'Readings that came again after they had been stored.',
    registers,
  });
  return {
    telemetry: ({ outcome, count }) => batches.inc({ outcome }, count),
    duplicateReadings: (count) => duplicates.inc(count),
  };
}

function archiveMetrics(registers: Registry[]): Pick<Metrics, 'archivedDay' | 'forgottenReadings'> {
  const days = new Counter({
    name: 'holdfast_archive_days_total',
    help: 'Days of readings that were to be archived, by outcome: rewritten when readings had come late, failed when it is tried again.',
    labelNames: ['outcome'],
    registers,
  });
  const forgotten = new Counter({
    name: 'holdfast_forgotten_readings_total',
    help: 'Single readings that were forgotten after the archive had them.',
    registers,
  });
  return {
    archivedDay: (outcome) => days.inc({ outcome }),
    forgottenReadings: (count) => forgotten.inc(count),
  };
}

function webhookMetrics(registers: Registry[]): Pick<Metrics, 'webhookAttempt'> {
  const attempts = new Counter({
    name: 'holdfast_webhook_attempts_total',
    help: 'Messages of webhooks sent, by outcome: failed when it is sent again, dead when it was given up.',
    labelNames: ['outcome'],
    registers,
  });
  return { webhookAttempt: (outcome) => attempts.inc({ outcome }) };
}

function workMetrics(registers: Registry[]): Pick<Metrics, 'plan' | 'job' | 'connectionWait'> {
  const planSeconds = new Histogram({
    name: 'holdfast_plan_seconds',
    help: 'How long plans took, waiting for a solver included, by outcome.',
    labelNames: ['outcome'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const jobSeconds = new Histogram({
    name: 'holdfast_job_seconds',
    help: 'How long jobs of a queue took, by outcome. A failed one is tried again.',
    labelNames: ['queue', 'outcome'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const waitSeconds = new Histogram({
    name: 'holdfast_database_connection_wait_seconds',
    help: 'How long transactions waited for a free connection to the database.',
    buckets: WAIT_SECONDS,
    registers,
  });
  return {
    plan: ({ outcome, seconds }) => planSeconds.observe({ outcome }, seconds),
    job: ({ queue, outcome, seconds }) => jobSeconds.observe({ queue, outcome }, seconds),
    connectionWait: (seconds) => waitSeconds.observe(seconds),
  };
}

const QUEUE_LEVELS = [
  ['waiting_jobs', 'Jobs of a queue that wait to run or to be tried again.', 'waitingCount'],
  ['running_jobs', 'Jobs of a queue that run.', 'runningCount'],
  ['oldest_waiting_seconds', 'How long the oldest waiting job of a queue could have run already.', 'oldestWaitingSeconds'],
  ['dead_jobs', 'Jobs of a queue that failed at every attempt.', 'deadCount'],
] as const satisfies readonly (readonly [string, string, keyof QueueLevel])[];

/** Queues are shared by all processes: whoever is asked reads how they stand, once for each answer. */
function queueGauges(registry: Registry): (read: () => Promise<readonly QueueLevel[]>) => Promise<void> {
  const gauges = QUEUE_LEVELS.map(([name, help, part]) => ({
    part,
    gauge: new Gauge({ name: `holdfast_queue_${name}`, help, labelNames: ['queue'], registers: [registry] }),
  }));
  const readable = new Gauge({
    name: 'holdfast_queues_readable',
    help: '1 when the queues could be read for this answer, 0 when not.',
    registers: [registry],
  });
  return async (read) => {
    // What else there is to tell does not wait for a database that is away.
    const levels = await read().catch(() => null);
    readable.set(levels === null ? 0 : 1);
    for (const { part, gauge } of gauges) {
      gauge.reset();
      for (const level of levels ?? []) gauge.set({ queue: level.queue }, level[part]);
    }
  };
}
