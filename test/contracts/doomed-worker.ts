import { spawn } from 'node:child_process';

const PROGRAM = `
  const { openQueue } = await import(process.argv[1]);
  const { createLog } = await import(process.argv[2]);
  const queue = await openQueue({ url: process.argv[3], log: createLog({ level: 'silent' }) });
  await queue.work(process.argv[4], { concurrency: 1 }, () => {
    process.stdout.write('taken');
    return new Promise(() => undefined);
  });
  process.stdout.write('ready');
`;

export interface DoomedWorker {
  readonly hasTakenJob: Promise<void>;
  kill(): void;
}

/** A process that takes a job, never finishes it and is killed without warning. */
export async function startDoomedWorker({ url, queue }: { url: string; queue: string }): Promise<DoomedWorker> {
  const files = ['queue', 'log'].map((name) => new URL(`../../src/platform/${name}.ts`, import.meta.url).href);
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, ...files, url, queue], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = (word: string): Promise<void> =>
    new Promise((heard, failed) => {
      child.stdout.on('data', (data: Buffer) => data.toString().includes(word) && heard());
      child.once('exit', (code) => failed(new Error(`The worker ended with code ${code} before it said ${word}.`)));
    });
  const hasTakenJob = said('taken');
  hasTakenJob.catch(() => undefined);
  await said('ready');
  return { hasTakenJob, kill: () => void child.kill('SIGKILL') };
}
