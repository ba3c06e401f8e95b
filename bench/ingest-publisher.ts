/**
 * The sites of the bench, as a process of their own: each message has ten readings of one battery. A site sends its next
 * message when the one before is stored, as its receipt says, so that as many are under way as there are sites.
 */
import { randomUUID } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { parseStoredReceipt } from '../src/wire/telemetry.ts';
import { storedTopic } from '../src/wire/topics.ts';
import { type BenchSite, benchSites, BENCH_SLUG } from './ingest-tenant.ts';

export interface PublisherResult {
  /** Readings with a receipt, all of them and those of the counted time. */
  readonly storedCount: number;
  readonly countedCount: number;
  readonly repeatedCount: number;
  readonly elapsedMs: number;
  readonly messageMsP50: number;
  readonly messageMsP99: number;
  readonly cpuMs: number;
}

const READINGS_PER_MESSAGE = 10;
/** Readings of a battery lie so far apart: fast enough that they never run ahead of the clock. */
const SPACING_MS = 5;
/** A message without a receipt for so long is sent again, as an agent does. */
const RESEND_MS = 10_000;
const WARM_UP_MS = 3_000;
const TOPICS_PER_SUBSCRIBE = 500;

/** The last message of a site. */
interface Sending {
  readonly site: BenchSite;
  readonly client: MqttClient;
  batchSequence: number;
  measuredAtMs: number;
  payload: string;
  sentMs: number;
  isOpen: boolean;
}

const [mqttUrl = '', siteCount = '', seconds = '', connectionCount = ''] = process.argv.slice(2);
const bootId = randomUUID();
const clients = await Promise.all(
  Array.from({ length: Number(connectionCount) }, (_, index) => mqtt.connectAsync(mqttUrl, { clientId: `sites-${index}` })),
);
const sendings = new Map<string, Sending>();
for (const [index, site] of benchSites(Number(siteCount)).entries()) {
  const client = clients[index % clients.length];
  const fresh = { batchSequence: 0, measuredAtMs: Date.now(), payload: '', sentMs: 0, isOpen: false };
  if (client) sendings.set(storedTopic({ tenantSlug: BENCH_SLUG, siteId: site.siteId }), { site, client, ...fresh });
}
for (const client of clients) {
  client.on('message', receive);
  const topics = [...sendings].filter(([, sending]) => sending.client === client).map(([topic]) => topic);
  for (let start = 0; start < topics.length; start += TOPICS_PER_SUBSCRIBE)
    await client.subscribeAsync(topics.slice(start, start + TOPICS_PER_SUBSCRIBE), { qos: 0 });
}

const latenciesMs: number[] = [];
let countedFromMs = Infinity;
let storedCount = 0;
let countedCount = 0;
let repeatedCount = 0;
let isStopping = false;
const resending = setInterval(resendOverdue, RESEND_MS / 10);
const finished = Promise.withResolvers<void>();
const cpuAtStart = process.cpuUsage();
for (const sending of sendings.values()) sendNext(sending);
await new Promise((warm) => setTimeout(warm, WARM_UP_MS));
countedFromMs = performance.now();
await new Promise((over) => setTimeout(over, Number(seconds) * 1_000));
const elapsedMs = performance.now() - countedFromMs;
const countedAtEnd = countedCount;
isStopping = true;
if ([...sendings.values()].some(({ isOpen }) => isOpen)) await finished.promise;
clearInterval(resending);
latenciesMs.sort((one, other) => one - other);
const cpu = process.cpuUsage(cpuAtStart);
const result: PublisherResult = {
  storedCount,
  countedCount: countedAtEnd,
  repeatedCount,
  elapsedMs,
  messageMsP50: latenciesMs[Math.floor(latenciesMs.length * 0.5)] ?? Number.NaN,
  messageMsP99: latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? Number.NaN,
  cpuMs: (cpu.user + cpu.system) / 1_000,
};
await Promise.all(clients.map((client) => client.endAsync()));
process.send?.(result);

function receive(topic: string, payload: Buffer): void {
  const sending = sendings.get(topic);
  const receipt = parseStoredReceipt(payload);
  if (!sending?.isOpen || !receipt.ok || !receipt.value.batchSequences.includes(sending.batchSequence)) return;
  sending.isOpen = false;
  storedCount += READINGS_PER_MESSAGE;
  const nowMs = performance.now();
  if (sending.sentMs >= countedFromMs && !isStopping) latenciesMs.push(nowMs - sending.sentMs);
  if (nowMs >= countedFromMs) countedCount += READINGS_PER_MESSAGE;
  if (!isStopping) sendNext(sending);
  else if (![...sendings.values()].some(({ isOpen }) => isOpen)) finished.resolve();
}

function sendNext(sending: Sending): void {
  sending.batchSequence += 1;
  sending.measuredAtMs += READINGS_PER_MESSAGE * SPACING_MS;
  sending.payload = printMessage(sending);
  sending.isOpen = true;
  send(sending);
}

function send(sending: Sending): void {
  sending.sentMs = performance.now();
  sending.client.publish(sending.site.topic, sending.payload, { qos: 1 });
}

function resendOverdue(): void {
  for (const sending of sendings.values()) {
    if (!sending.isOpen || performance.now() - sending.sentMs < RESEND_MS) continue;
    repeatedCount += 1;
    send(sending);
  }
}

/** As the agent prints it; ten measured values a reading. Every value changes, as real ones do. */
function printMessage({ site, batchSequence, measuredAtMs }: Sending): string {
  const readings: string[] = [];
  for (let index = 0; index < READINGS_PER_MESSAGE; index += 1) {
    const step = batchSequence * READINGS_PER_MESSAGE + index;
    const atMs = measuredAtMs + index * SPACING_MS;
    const wave = (step % 1_000) / 1_000;
    readings.push(
      `{"batteryId":"${site.batteryId}","measuredAtMs":${atMs},"activePowerKw":${40 + wave},"socPercent":${50 + wave},` +
        `"exportedKwh":${1_000 + step / 10_000},"importedKwh":1000,"instructionSequence":7,"storedEnergyKwh":${100 + wave},` +
        `"availableChargePowerKw":100,"availableDischargePowerKw":99.5,"frequencyHertz":${49.95 + wave / 10},` +
        `"voltageVolts":${230 + wave},"temperatureCelsius":${21 + wave},"operatingState":"DISCHARGING"}`,
    );
  }
  return `{"version":1,"siteId":"${site.siteId}","bootId":"${bootId}","batchSequence":${batchSequence},"readings":[${readings.join(',')}]}`;
}
