import { appUrlOf } from '../../platform/database-url.ts';
import { Fault } from '../../platform/fault.ts';
import { createLog } from '../../platform/log.ts';
import type { TenantDirectory } from '../../platform/platform.ts';
import { type DeadJob, openQueue, type Queue } from '../../platform/queue.ts';
import { QUEUES } from '../run-worker.ts';
import { openDatabase } from './open-database.ts';
import type { JobsCommand } from './read-command.ts';

interface Around {
  readonly directory: TenantDirectory;
  readonly say: (line: string) => void;
}

/** Shows the jobs that failed at every attempt, or has them tried again. */
export async function runJobsCommand(command: JobsCommand, around: Around): Promise<true> {
  const { queueName, place } = command;
  if (queueName !== null && !QUEUES.includes(queueName))
    throw new Fault('BAD_USER_INPUT', { tell: `There is no queue "${queueName}"; there are ${QUEUES.join(', ')}.` });
  const log = createLog({ level: 'warn' });
  const { ownerUrl, stop } = await openDatabase(place, log);
  try {
    const queue = await openQueue({ url: appUrlOf(ownerUrl), log });
    try {
      await (command.name === 'jobs list' ? listJobs : redriveJobs)(queue, command, around);
    } finally {
      await queue.stop();
    }
  } finally {
    await stop();
  }
  return true;
}

async function listJobs(queue: Queue, { queueName, countMax, asJson }: JobsCommand, { directory, say }: Around): Promise<void> {
  const jobs = await queue.deadLetters({ queue: queueName ?? undefined, limit: countMax });
  for (const job of jobs) say(asJson ? JSON.stringify(job) : lineOf(job, directory));
  if (!asJson) say(`${jobs.length} of ${await deadCountOf(queue, queueName)} jobs that failed at every attempt`);
}

async function redriveJobs(queue: Queue, { queueName, countMax, asJson }: JobsCommand, { say }: Around): Promise<void> {
  const redrivenCount = await queue.redrive({ queue: queueName ?? undefined, limit: countMax });
  const leftCount = await deadCountOf(queue, queueName);
  say(asJson ? JSON.stringify({ redrivenCount, leftCount }) : `${redrivenCount} jobs are to run again, ${leftCount} are left`);
}

async function deadCountOf(queue: Queue, queueName: string | null): Promise<number> {
  const levels = await queue.levels();
  return levels.reduce((sum, level) => sum + (queueName === null || level.queue === queueName ? level.deadCount : 0), 0);
}

/** One line, whatever is in the reason. */
function lineOf({ queue, failedAt, key, payload, reason }: DeadJob, directory: TenantDirectory): string {
  const { tenantId = '' } = payload;
  const tenant = directory.all().find((entry) => entry.tenantId === tenantId)?.slug ?? tenantId;
  return `${queue} ${failedAt.toISOString()} ${tenant} ${key}: ${reason.replaceAll(/\s+/g, ' ')}`;
}
