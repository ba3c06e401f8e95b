import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin`;
const DEPLOY = join(import.meta.dirname, '..', 'deploy');
const START_MS_MAX = 5_000;

export interface Mosquitto {
  readonly platformUrl: string;
  readonly sitesUrl: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** Debian's Mosquitto with the configuration of `deploy/`, without its listener for certificates; all sites share one user. */
export async function startMosquitto(folder: string): Promise<Mosquitto> {
  const port = await freePort();
  copyFileSync(join(DEPLOY, 'mosquitto.acl'), join(folder, 'mosquitto.acl'));
  appendFileSync(
    join(folder, 'mosquitto.acl'),
    '\nuser sites\ntopic write holdfast/v1/+/+/up/#\ntopic read holdfast/v1/+/+/down/#\n',
  );
  const passwords = join(folder, 'passwords');
  execFileSync('mosquitto_passwd', ['-c', '-b', passwords, 'platform', 'secret'], { env: { PATH } });
  execFileSync('mosquitto_passwd', ['-b', passwords, 'sites', 'secret'], { env: { PATH } });
  const config = join(folder, 'mosquitto.conf');
  const text = readFileSync(join(DEPLOY, 'mosquitto.conf'), 'utf8')
    .replace(/^listener 8883$[^]*?^use_identity_as_username true$/m, '')
    .replaceAll('/etc/mosquitto', folder)
    .replaceAll('/var/lib/mosquitto', folder)
    .replace('listener 1883', `listener ${port}`);
  // As root it would give its rights up and could not read the folder.
  writeFileSync(config, process.getuid?.() === 0 ? `user root\n${text}` : text);
  chmodSync(folder, 0o755);
  const broker = spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: { PATH } });
  await listening(port, broker);
  return {
    platformUrl: `mqtt://platform:secret@127.0.0.1:${port}`,
    sitesUrl: `mqtt://sites:secret@127.0.0.1:${port}`,
    pid: broker.pid,
    async stop() {
      if (broker.exitCode !== null) return;
      broker.kill();
      await once(broker, 'exit');
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function listening(port: number, broker: ChildProcess): Promise<void> {
  const endMs = performance.now() + START_MS_MAX;
  while (performance.now() < endMs && broker.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((answer) =>
      socket.once('connect', () => answer(true)).once('error', () => answer(false)),
    );
    socket.destroy();
    if (isOpen) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('Mosquitto did not start.');
}
