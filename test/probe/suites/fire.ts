import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { getNamedType } from 'graphql';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { canaryIn } from '../canary.ts';
import { documentOf, isId, placed, rootFieldsOf, samplesOf, shallowSelection, slotsOf } from '../schema-paths.ts';
import type { Random } from '../random.ts';
import { nodeTypes, schema, type TwinWorld } from '../twin-world.ts';

/** Questions at once, from before the first kill to after the last start. */
const ASKERS_AT_ONCE = 6;
const KILL_AFTER_MS_MAX = 700;
const WAIT_MS_MAX = 3_000;

interface Question {
  readonly document: string;
  readonly variables: object;
  readonly asked: string;
}

/**
 * A server in a process of its own is killed and started again and again while A asks for what is B's and for what is its
 * own. Whatever it still says, and whatever it says first, holds nothing of another tenant.
 */
export async function askUnderFire(
  twins: TwinWorld,
  { random, killCount }: { random: Random; killCount: number },
): Promise<{ answerCount: number; refusedCount: number }> {
  const credentials = await Promise.all([
    twins.world.key('alder', 'ADMIN'),
    twins.world.key('alder', 'OWNER', 'owner'),
    twins.world.key('alder', 'PARTY', 'supplier'),
    twins.world.key('alder', 'VIEWER'),
  ]);
  const port = await freePort();
  const fire: Fire = {
    twins,
    random,
    url: `http://127.0.0.1:${port}/graphql`,
    credentials,
    answerCount: 0,
    refusedCount: 0,
    isOver: false,
  };
  const asking = Array.from({ length: ASKERS_AT_ONCE }, () => askOn(fire));
  const following = followOn(fire);
  for (let kill = 0; kill < killCount; kill += 1) {
    // Every second time it is killed while it is still starting.
    const server = await startServer({ ownerUrl: twins.ownerUrl, port, fire, isAwaited: kill % 2 === 0 });
    await new Promise((resolve) => setTimeout(resolve, 100 + random.next() * KILL_AFTER_MS_MAX));
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  fire.isOver = true;
  await Promise.all([...asking, following]);
  twins.findings.expect(
    'under fire',
    fire.answerCount > killCount,
    `only ${fire.answerCount} answers came: nothing would be proved`,
  );
  return { answerCount: fire.answerCount, refusedCount: fire.refusedCount };
}

interface Fire {
  readonly twins: TwinWorld;
  readonly random: Random;
  readonly url: string;
  readonly credentials: readonly string[];
  answerCount: number;
  refusedCount: number;
  isOver: boolean;
}

async function askOn(fire: Fire): Promise<void> {
  const questions = questionsOf(fire.twins);
  while (!fire.isOver) {
    const { document, variables, asked } = fire.random.pick(questions);
    const reply = await fetch(fire.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-holdfast-client': 'explorer',
        authorization: `Bearer ${fire.random.pick(fire.credentials)}`,
      },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(WAIT_MS_MAX),
    })
      .then(async (response) => `${[...response.headers].join('\n')}\n${await response.text()}`)
      .catch(() => null);
    if (reply === null) {
      fire.refusedCount += 1;
      // Nobody listens: a loop without a pause would keep the next server from starting.
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    fire.answerCount += 1;
    fire.twins.judge('under fire', reply, [asked, ...Object.values(fire.twins.ids.alder)]);
  }
}

/** Streams that break with the server and are opened anew; the raw bytes of the socket are judged. */
async function followOn(fire: Fire): Promise<void> {
  while (!fire.isOver) {
    const socket = new WebSocket(fire.url.replace('http:', 'ws:'), 'graphql-transport-ws');
    const credential = fire.random.pick(fire.credentials);
    const say = (message: object): void => socket.send(JSON.stringify(message));
    socket.on('open', () =>
      say({ type: 'connection_init', payload: { authorization: `Bearer ${credential}`, client: 'explorer' } }),
    );
    socket.on('message', (data) => {
      // oxlint-disable-next-line typescript/no-base-to-string -- ws hands over one Buffer, whose string is its text.
      const text = String(data);
      fire.answerCount += 1;
      fire.twins.judge('a stream under fire', text, Object.values(fire.twins.ids.alder));
      if (text.includes('connection_ack')) {
        const query = 'subscription { readings { socPercent battery { id name site { name } } } }';
        say({ id: '1', type: 'subscribe', payload: { query } });
      }
    });
    socket.on('error', () => undefined);
    const impatience = setTimeout(() => socket.terminate(), WAIT_MS_MAX);
    await new Promise((resolve) => socket.once('close', resolve));
    clearTimeout(impatience);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function questionsOf({ ids }: TwinWorld): Question[] {
  const queries = rootFieldsOf(schema).filter(({ operation }) => operation === 'query');
  return queries.flatMap((root) => {
    const needed = samplesOf(root.field.args);
    const ask = (variables: Record<string, unknown>, about: string, asked: string): Question => ({
      document: documentOf(root, shallowSelection(schema, getNamedType(root.field.type), about), new Set(Object.keys(variables))),
      variables,
      asked,
    });
    const slots = slotsOf(root.field.args, isId);
    const withIds = slots.flatMap((slot) =>
      nodeTypes().flatMap((type) =>
        [ids.birch[type], ids.alder[type]].flatMap((id) =>
          // `placed` gives back an object where it was given one.
          id === undefined ? [] : [ask(placed(needed, slot, id) as Record<string, unknown>, type, id)],
        ),
      ),
    );
    return slots.length > 0 ? withIds : [ask(needed, '', '')];
  });
}

/** What it says when it does. */
const LISTENING = 'listening';
const SERVER = join(import.meta.dirname, '..', 'api-process.ts');

interface Starting {
  readonly ownerUrl: string;
  readonly port: number;
  readonly fire: Fire;
  /** Whether to wait until it says that it listens, or has gone. */
  readonly isAwaited: boolean;
}

async function startServer({ ownerUrl, port, fire, isAwaited }: Starting): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SERVER, JSON.stringify({ ownerUrl, port })], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const listening = Promise.withResolvers<void>();
  lines.on('line', (line) => {
    if (line === LISTENING) listening.resolve();
    const found = canaryIn(line, fire.twins.canaries);
    if (found !== null) fire.twins.findings.leak('the log of a killed server', `holds ${found}`);
  });
  if (isAwaited) await Promise.race([listening.promise, once(child, 'exit')]);
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('A server that listens on a port has one.');
  return address.port;
}
