import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const LISTEN_MS_MAX = 10_000;
const LISTEN_POLL_MS = 20;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Resolves when something listens on a port of this machine. */
export async function listening(port: number): Promise<void> {
  const giveUpAtMs = performance.now() + LISTEN_MS_MAX;
  while (!(await answers(port))) {
    if (performance.now() > giveUpAtMs) throw new Error(`Nothing listens on port ${port}.`);
    await pause(LISTEN_POLL_MS);
  }
}

function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    const answer = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
