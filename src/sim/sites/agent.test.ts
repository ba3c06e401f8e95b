import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { Aedes } from 'aedes';
import { useServer } from 'graphql-ws/use/ws';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { startAgent, type Agent } from '../../../edge/src/agent.ts';
import type { AgentConfig } from '../../../edge/src/config.ts';
import { present } from '../../kernel/assert.ts';
import { WorldClock } from '../../platform/clock.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import type { WireInstruction } from '../../wire/instruction.ts';
import { parseTelemetryBatch, printStoredReceipt, type TelemetryBatch } from '../../wire/telemetry.ts';
import { storedTopic, telemetryTopic } from '../../wire/topics.ts';
import { startSimulatedBattery, type SimulatedBattery } from '../battery/simulated-battery.ts';
import { restingBattery } from '../battery/battery-plant.ts';

const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
const NAMEPLATE = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const SPEED = 200;

interface Report {
  readonly idempotencyKey: string;
  readonly instructionId: string;
  readonly outcome: string;
  readonly refusalReason: string | null;
}

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A platform small enough for a test, speaking the real protocols: it can go away and come back. */
class TestPlatform {
  readonly instructions: WireInstruction[] = [];
  readonly reports: Report[] = [];
  readonly batches: TelemetryBatch[] = [];
  readonly credentials: unknown[] = [];
  readonly subscribedAfter: number[] = [];
  wsPort = 0;
  mqttPort = 0;
  #news = Promise.withResolvers<void>();
  #close: () => Promise<unknown> = async () => undefined;

  issue(instruction: WireInstruction): void {
    this.instructions.push(instruction);
    this.#news.resolve();
    this.#news = Promise.withResolvers<void>();
  }

  async open({ siteId, tenantSlug }: { siteId: string; tenantSlug: string }): Promise<void> {
    const wsServer = new WebSocketServer({ port: this.wsPort, host: '127.0.0.1', path: '/graphql' });
    await once(wsServer, 'listening');
    this.wsPort = portOf(wsServer.address());
    const graphql = useServer(
      { schema: this.#schema(), onConnect: ({ connectionParams }) => void this.credentials.push(connectionParams) },
      wsServer,
    );

    const broker = await Aedes.createBroker();
    broker.authenticate = (_client, username, password, done) => {
      this.credentials.push({ username, password: password?.toString() });
      done(null, true);
    };
    broker.on('publish', (packet) => {
      if (packet.topic !== telemetryTopic({ siteId, tenantSlug })) return;
      const parsed = parseTelemetryBatch(Buffer.from(packet.payload));
      if (!parsed.ok) throw new Error(parsed.reason);
      this.batches.push(parsed.value);
      const receipt = printStoredReceipt({
        version: 1,
        bootId: parsed.value.bootId,
        batchSequences: [parsed.value.batchSequence],
      });
      broker.publish(
        { cmd: 'publish', topic: storedTopic({ siteId, tenantSlug }), payload: receipt, qos: 1, retain: false, dup: false },
        () => undefined,
      );
    });
    const mqttServer: Server = createServer((socket) => void broker.handle(socket));
    mqttServer.listen(this.mqttPort, '127.0.0.1');
    await once(mqttServer, 'listening');
    this.mqttPort = portOf(mqttServer.address());
    this.#close = async () => {
      for (const socket of wsServer.clients) socket.terminate();
      await graphql.dispose();
      await new Promise<void>((resolve) => broker.close(resolve));
      await new Promise((resolve) => mqttServer.close(resolve));
    };
  }

  close(): Promise<unknown> {
    return this.#close();
  }

  #schema(): ReturnType<typeof makeExecutableSchema> {
    return makeExecutableSchema({
      typeDefs: /* GraphQL */ `
        type Query {
          ok: Boolean
        }
        type Battery {
          id: ID!
        }
        type Setpoint {
          fromAt: String!
          untilAt: String!
          powerKw: Float!
        }
        type Limits {
          chargePowerKwMax: Float!
          dischargePowerKwMax: Float!
          socPercentMin: Float!
          socPercentMax: Float!
        }
        type CurvePoint {
          deviationHertz: Float!
          deliveredRatio: Float!
        }
        type Response {
          service: String!
          direction: String!
          contractedPowerKw: Float!
          fromAt: String!
          untilAt: String!
          deliverySeconds: Int!
          curve: [CurvePoint!]!
        }
        type Instruction {
          id: ID!
          battery: Battery!
          instructionSequence: Int!
          validFrom: String!
          validUntil: String!
          setpoints: [Setpoint!]!
          limits: Limits!
          responses: [Response!]!
        }
        type Subscription {
          siteInstructions(afterSequence: Int!): Instruction!
        }
        input AcknowledgeInstructionInput {
          idempotencyKey: String!
          instructionId: ID!
          outcome: String!
          happenedAt: String!
          refusalReason: String
        }
        type Mutation {
          acknowledgeInstruction(input: AcknowledgeInstructionInput!): Battery!
        }
      `,
      resolvers: {
        Mutation: {
          acknowledgeInstruction: (_root: unknown, { input }: { input: Report }) => {
            this.reports.push(input);
            return { id: '1' };
          },
        },
        Subscription: {
          siteInstructions: {
            subscribe: (_root: unknown, { afterSequence }: { afterSequence: number }) => this.#stream(afterSequence),
          },
        },
      },
    });
  }

  async *#stream(afterSequence: number): AsyncGenerator<{ siteInstructions: WireInstruction }> {
    this.subscribedAfter.push(afterSequence);
    let reached = afterSequence;
    for (;;) {
      const news = this.#news.promise;
      for (const instruction of this.instructions) {
        if (instruction.instructionSequence <= reached) continue;
        reached = instruction.instructionSequence;
        yield { siteInstructions: instruction };
      }
      await news;
    }
  }
}

function portOf(address: string | { port: number } | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return address.port;
}

interface World {
  readonly clock: WorldClock;
  readonly platform: TestPlatform;
  readonly battery: SimulatedBattery;
  readonly config: AgentConfig;
  readonly startAtMs: number;
  agent: Agent;
}

async function startWorld({ socPercent = 50 } = {}): Promise<World> {
  const startAtMs = Date.UTC(2030, 0, 1);
  const clock = WorldClock.start({ atMs: startAtMs, speed: SPEED });
  const site = { tenantSlug: 'acme', siteId: randomUUID() };
  const platform = new TestPlatform();
  await platform.open(site);
  cleanups.push(() => platform.close());
  const battery = await startSimulatedBattery({ clock, nameplate: NAMEPLATE, state: restingBattery(NAMEPLATE, socPercent) });
  cleanups.push(() => battery.stop());
  const dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
  cleanups.push(() => rm(dataDir, { recursive: true }));
  const config: AgentConfig = {
    ...site,
    wsUrl: `ws://127.0.0.1:${platform.wsPort}/graphql`,
    mqttUrl: `mqtt://127.0.0.1:${platform.mqttPort}`,
    dataDir,
    loopSeconds: 5,
    sampleSeconds: 10,
    batchSeconds: 20,
    reversionSeconds: 600,
    batteries: [
      { batteryId: randomUUID(), host: '127.0.0.1', port: battery.port, unitId: 1, energyCapacityKwh: 13.5, safePowerKw: 0 },
    ],
  };
  const world: World = { clock, platform, battery, config, startAtMs, agent: await startAgent(config, { clock, log }) };
  cleanups.push(() => world.agent.stop());
  return world;
}

function instruction(
  world: World,
  { sequence, spans, batteryId }: { sequence: number; spans: [seconds: number, powerKw: number][]; batteryId?: string },
): WireInstruction {
  let atMs = world.clock.nowMs() - 1_000;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const validFrom = iso(atMs);
  const setpoints = spans.map(([seconds, powerKw]) => {
    const fromAt = iso(atMs);
    atMs += seconds * 1_000;
    return { fromAt, untilAt: iso(atMs), powerKw };
  });
  return {
    id: printGlobalId('Instruction', randomUUID()),
    battery: { id: printGlobalId('Battery', batteryId ?? present(world.config.batteries[0], 'a battery').batteryId) },
    instructionSequence: sequence,
    validFrom,
    validUntil: iso(atMs),
    setpoints,
    limits: { chargePowerKwMax: 5, dischargePowerKwMax: 5, socPercentMin: 10, socPercentMax: 90 },
    responses: [],
  };
}

const soon = { interval: 5, timeout: 10_000 };
const outcomes = ({ platform }: World): string[] => platform.reports.map(({ outcome }) => outcome);
const setpointKw = ({ battery }: World): number => battery.state().control.setpointW / 1_000;
const decision = ({ agent }: World): unknown => agent.status().batteries[0]?.decision;

test('an instruction is stored, carried out and reported; its power follows its setpoints to the end and then rests', async () => {
  const world = await startWorld();
  const { platform } = world;
  platform.issue(
    instruction(world, {
      sequence: 1,
      spans: [
        [100, 4],
        [100, -3],
      ],
    }),
  );
  await expect.poll(() => outcomes(world), soon).toEqual(['DELIVERED', 'APPLIED']);
  expect(setpointKw(world)).toBe(4);
  await expect.poll(() => setpointKw(world), soon).toBe(-3);
  await expect.poll(() => decision(world), soon).toMatchObject({ why: 'safe-state', powerKw: 0 });
  // Decided first, written a moment later.
  await expect.poll(() => setpointKw(world), soon).toBe(0);
  expect(platform.credentials).toContainEqual({ username: `acme/${world.config.siteId}`, password: undefined });
});

test('without the cloud the stored setpoints run on to their end, then the safe state; afterwards all telemetry arrives, each batch once', async () => {
  const world = await startWorld();
  const { platform, clock } = world;
  platform.issue(
    instruction(world, {
      sequence: 7,
      spans: [
        [100, 2],
        [100, -2],
      ],
    }),
  );
  await expect.poll(() => outcomes(world), soon).toEqual(['DELIVERED', 'APPLIED']);
  await platform.close();
  await expect.poll(() => world.agent.status(), soon).toMatchObject({ instructionsConnected: false, telemetryConnected: false });
  await expect.poll(() => setpointKw(world), soon).toBe(-2);
  await expect.poll(() => decision(world), soon).toMatchObject({ why: 'safe-state' });
  const deliveredBefore = platform.batches.length;
  await clock.sleepUntil(clock.nowMs() + 40_000);
  expect(world.agent.status().unconfirmedBatchCount).toBeGreaterThan(2);

  await platform.open(world.config);
  await expect.poll(() => platform.subscribedAfter.at(-1), soon).toBe(7);
  // What was on its way when the line broke is sent again after ten seconds at the latest.
  const missing = (): number[] => {
    const arrived = new Set(platform.batches.map(({ batchSequence }) => batchSequence));
    return Array.from({ length: Math.max(...arrived) }, (_, index) => index + 1).filter((sequence) => !arrived.has(sequence));
  };
  await expect.poll(() => world.agent.status().unconfirmedBatchCount, soon).toBeLessThanOrEqual(1);
  expect(platform.batches.length).toBeGreaterThan(deliveredBefore + 3);
  await expect.poll(missing, { interval: 5, timeout: 15_000 }).toEqual([]);
  expect(new Set(platform.batches.map(({ batchSequence }) => batchSequence)).size).toBe(platform.batches.length);
  const readings = platform.batches.flatMap((batch) => batch.readings);
  expect(readings.every(({ measuredAtMs }) => measuredAtMs % 10_000 === 0)).toBe(true);
  expect(new Set(readings.map(({ measuredAtMs }) => measuredAtMs)).size).toBe(readings.length);
  const powers = readings.map(({ activePowerKw }) => Math.round(activePowerKw));
  expect(powers).toEqual(expect.arrayContaining([2, -2, 0]));
}, 40_000);

test('an agent that was restarted without a cloud runs the instruction it had, under a new boot', async () => {
  const world = await startWorld();
  const { platform, clock } = world;
  platform.issue(
    instruction(world, {
      sequence: 3,
      spans: [
        [100, 1],
        [4_000, 2.5],
      ],
    }),
  );
  await expect.poll(() => outcomes(world), soon).toContain('APPLIED');
  const { bootId } = world.agent.status();
  await platform.close();
  await world.agent.stop();
  await clock.sleepUntil(clock.nowMs() + 100_000);
  world.agent = await startAgent(world.config, { clock, log });
  await expect.poll(() => decision(world), soon).toMatchObject({ why: 'setpoint', powerKw: 2.5, instructionSequence: 3 });
  expect(world.agent.status().bootId).not.toBe(bootId);
  await platform.open(world.config);
  await expect.poll(() => world.agent.status().unsentAcknowledgementCount, soon).toBe(0);
  expect(outcomes(world).filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
});

test('a report of what was applied while the cloud was gone is sent after a restart', async () => {
  const world = await startWorld();
  const { platform, clock } = world;
  const later = instruction(world, {
    sequence: 1,
    spans: [
      [200, 1],
      [4_000, 2],
    ],
  });
  platform.issue({
    ...later,
    validFrom: present(later.setpoints[1], 'a second setpoint').fromAt,
    setpoints: later.setpoints.slice(1),
  });
  await expect.poll(() => outcomes(world), soon).toEqual(['DELIVERED']);
  await platform.close();
  await expect.poll(() => setpointKw(world), soon).toBe(2);
  await expect.poll(() => world.agent.status().unsentAcknowledgementCount, soon).toBe(1);
  await world.agent.stop();
  world.agent = await startAgent(world.config, { clock, log });
  await platform.open(world.config);
  await expect.poll(() => outcomes(world), soon).toEqual(['DELIVERED', 'APPLIED']);
});

test('an instruction for another battery, and one beyond the nameplate, are refused with the reason', async () => {
  const world = await startWorld();
  await expect.poll(() => world.agent.status().batteries[0]?.reachable, soon).toBe(true);
  world.platform.issue(instruction(world, { sequence: 1, spans: [[4_000, 1]], batteryId: randomUUID() }));
  world.platform.issue(instruction(world, { sequence: 2, spans: [[4_000, 50]] }));
  await expect.poll(() => outcomes(world), soon).toEqual(['REFUSED', 'REFUSED']);
  expect(world.platform.reports.map(({ refusalReason }) => refusalReason)).toEqual([
    'The site has no such battery.',
    "A setpoint of 50 kW is beyond the battery's 5 kW of discharge.",
  ]);
  expect(setpointKw(world)).toBe(0);
});

test('a frequency response for a battery without a meter is refused with the reason', async () => {
  const world = await startWorld();
  const { fromAt = '', untilAt = '' } = instruction(world, { sequence: 1, spans: [[4_000, 1]] }).setpoints[0] ?? {};
  const curve = [{ deviationHertz: 0, deliveredRatio: 0 }];
  const response = {
    service: 'DC',
    direction: 'LOW' as const,
    contractedPowerKw: 1,
    fromAt,
    untilAt,
    deliverySeconds: 900,
    curve,
  };
  world.platform.issue({ ...instruction(world, { sequence: 1, spans: [[4_000, 1]] }), responses: [response] });
  await expect.poll(() => outcomes(world), soon).toEqual(['REFUSED']);
  expect(world.platform.reports[0]?.refusalReason).toContain('has no frequency meter');
});

test('a battery that confirms writes and does not carry them out makes the instruction refused', async () => {
  const world = await startWorld();
  await expect.poll(() => world.agent.status().batteries[0]?.reachable, soon).toBe(true);
  world.battery.faults.ignoresWrites = true;
  world.platform.issue(instruction(world, { sequence: 1, spans: [[4_000, 3]] }));
  await expect.poll(() => outcomes(world), soon).toEqual(['DELIVERED', 'REFUSED']);
  expect(world.platform.reports[1]?.refusalReason).toContain('wrote 3 kW, read back 0');
});

test('a newer instruction takes the place of the one being carried out, and an older one never returns', async () => {
  const world = await startWorld();
  world.platform.issue(instruction(world, { sequence: 1, spans: [[40_000, 3]] }));
  await expect.poll(() => setpointKw(world), soon).toBe(3);
  world.platform.issue(instruction(world, { sequence: 2, spans: [[100, -1]] }));
  await expect.poll(() => setpointKw(world), soon).toBe(-1);
  await expect.poll(() => decision(world), soon).toMatchObject({ why: 'safe-state', powerKw: 0 });
});

test('a discharge into the reserve comes to rest above it', async () => {
  const world = await startWorld({ socPercent: 14 });
  world.platform.issue(instruction(world, { sequence: 1, spans: [[40_000, 5]] }));
  await expect.poll(() => decision(world), { ...soon, interval: 20 }).toMatchObject({ why: 'limited', powerKw: 0 });
  const socPercent = (world.battery.state().storedEnergyKwh / 13.5) * 100;
  expect(socPercent).toBeGreaterThanOrEqual(10);
  expect(socPercent).toBeLessThan(10.2);
});
