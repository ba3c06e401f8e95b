import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, listening } from './free-port.ts';

const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin`;

/** A program that is not ours and keeps nothing on the disk: killed, it comes back empty. */
export interface OuterProgram {
  readonly port: number;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** The programs of a list that are not installed. */
export function missingPrograms(names: readonly string[]): string[] {
  return names.filter((name) => {
    try {
      execFileSync('which', [name], { env: { PATH }, stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
}

export async function startRedis(): Promise<OuterProgram> {
  const port = await freePort();
  return started('redis-server', port, ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
}

/** Mosquitto with the limits of `deploy/`; without the certificates, which are not what breaks here. */
export async function startMosquitto(folder: string): Promise<OuterProgram> {
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence false',
    'max_queued_messages 100000',
    'max_inflight_messages 2000',
    'max_packet_size 262144',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return started('mosquitto', port, ['-c', config]);
}

async function started(command: string, port: number, args: readonly string[]): Promise<OuterProgram> {
  let child: ChildProcess | null = null;
  const program: OuterProgram = {
    port,
    async start() {
      child = spawn(command, args, { stdio: 'ignore', env: { PATH } });
      await listening(port);
    },
    async kill() {
      const running = child;
      child = null;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
    },
  };
  await program.start();
  return program;
}
