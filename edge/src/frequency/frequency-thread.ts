/** The worker thread of the fast loops: whatever the agent is busy with, a sample of the frequency waits for nothing here. */
import { parentPort, workerData } from 'node:worker_threads';
import { monotonicMs } from '../clock/real-time.ts';
import type { SiteLog } from '../ports.ts';
import { FastUnit } from './fast-unit.ts';
import type { FromThread, Request, ThreadStart, ToThread } from './thread-messages.ts';

const STATUS_EVERY_MS = 1_000;

if (!parentPort) throw new Error('The frequency thread is started by the agent.');
const port = parentPort;
// Only frequency-site.ts starts this thread, with exactly this data.
const { setups, clockOffsetMs } = workerData as ThreadStart;
let offsetMs = clockOffsetMs;
const nowMs = (): number => monotonicMs() + offsetMs;
const log: SiteLog = {
  debug: (facts, text) => tell('debug', facts, text),
  info: (facts, text) => tell('info', facts, text),
  warn: (facts, text) => tell('warn', facts, text),
  error: (facts, text) => tell('error', facts, text),
};

const units = new Map<string, FastUnit>();
for (const setup of setups) units.set(setup.batteryId, await FastUnit.open(setup, { log, nowMs }));
const statusTimer = setInterval(() => {
  for (const [batteryId, unit] of units) say({ say: 'status', batteryId, status: unit.status });
}, STATUS_EVERY_MS);

port.on('message', (message: ToThread) => {
  if (message.ask === 'stop') stop().catch(fail);
  else carryOut(message).catch(fail);
});

async function carryOut(request: Request): Promise<void> {
  const unit = units.get(request.batteryId);
  if (!unit) return;
  if (request.ask === 'order') {
    offsetMs = request.clockOffsetMs;
    unit.order(request.orders);
    return;
  }
  const { requestId } = request;
  try {
    const answer = request.ask === 'read' ? await unit.read() : await unit.apply(request.setpoint);
    say({ say: 'answer', requestId, answer });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    say({ say: 'failure', requestId, name, message });
  }
}

async function stop(): Promise<void> {
  clearInterval(statusTimer);
  for (const unit of units.values()) await unit.stop();
  say({ say: 'stopped' });
  port.close();
}

function fail(error: unknown): void {
  log.error({ err: error }, 'the frequency thread failed');
  throw error;
}

/** An error does not travel between threads with all it says. */
function tell(level: 'debug' | 'info' | 'warn' | 'error', { err, ...facts }: Record<string, unknown>, text: string): void {
  const failure = err instanceof Error ? { failure: `${err.name}: ${err.message}` } : {};
  say({ say: 'log', level, facts: { ...facts, ...failure }, text });
}

function say(message: FromThread): void {
  port.postMessage(message);
}
