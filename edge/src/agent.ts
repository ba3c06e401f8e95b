/** The agent of one site: its batteries' loops, the instructions they follow, and the telemetry they produce. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { agentName } from '../../src/wire/agent-name.ts';
import { parseGlobalId } from '../../src/wire/global-id.ts';
import type { WireInstruction } from '../../src/wire/instruction.ts';
import type { WireReading } from '../../src/wire/telemetry.ts';
import { CloudLine } from './cloud-instructions.ts';
import { TelemetryUplink } from './cloud-telemetry.ts';
import { type RealTime, systemTime } from './clock/real-time.ts';
import type { AgentConfig } from './config.ts';
import { ControlLoop, type LoopParts, type LoopStatus } from './control-loop.ts';
import { FrequencySite } from './frequency/frequency-site.ts';
import type { FastBatterySetup, ResponseStatus } from './frequency/thread-messages.ts';
import { LinePool, openBattery } from './hardware/open-battery.ts';
import { held, refusalReason } from './held-instruction.ts';
import { SiteIdentity } from './identity.ts';
import { InstructionCache } from './instruction-cache.ts';
import { background, type SiteClock, type SiteLog } from './ports.ts';
import { TelemetryBatcher } from './telemetry-batcher.ts';
import { TelemetrySpool } from './telemetry-spool.ts';
import { KnownSigner, type Verified, verifyInstruction } from './verify-instruction.ts';

const DISCHARGE_EFFICIENCY_PERCENT_DEFAULT = 85;
const REVERSION_SECONDS_DEFAULT = 60;

interface AgentStatus {
  readonly siteId: string;
  readonly bootId: string;
  readonly instructionsConnected: boolean;
  readonly telemetryConnected: boolean;
  readonly unsentAcknowledgementCount: number;
  readonly unconfirmedBatchCount: number;
  readonly spoolBytes: number;
  readonly batteries: readonly (LoopStatus & { readonly response: ResponseStatus | null })[];
}

export interface Agent {
  stop(): Promise<void>;
  status(): AgentStatus;
}

interface AgentParts {
  readonly clock: SiteClock;
  /** The time of day: what a clock that runs fast leaves alone. The system's when left out. */
  readonly realTime?: RealTime;
  readonly log: SiteLog;
}

export async function startAgent(config: AgentConfig, { clock, log, realTime = systemTime }: AgentParts): Promise<Agent> {
  const { dataDir, siteId, batchSeconds, spoolBytesMax } = config;
  const bootId = randomUUID();
  await mkdir(dataDir, { recursive: true });
  const moveOver = (): void => background(Promise.all([line.handOver(), uplink.handOver()]), log);
  const identity = await SiteIdentity.open({ ...config, log, onRenewed: moveOver });
  const verify = verifierOf(config, { identity, realTime });
  const keeping = { log, onReport: () => line.report(), verify: identity.authoritiesPem ? verify : null };
  const cache = await InstructionCache.open(join(dataDir, 'instructions.json'), keeping);
  const room = spoolBytesMax === undefined ? {} : { bytesMax: spoolBytesMax };
  const spool = await TelemetrySpool.open({ folder: join(dataDir, 'spool'), log, ...room });
  const uplink = new TelemetryUplink({ ...config, identity, bootId, spool, log });
  const batcher = new TelemetryBatcher({ siteId, bootId, batchSeconds, clock, spool, log, onSpooled: () => uplink.send() });
  const frequency = new FrequencySite(fastBatteriesOf(config), { log, realTime });
  const parts = { cache, clock, realTime, log, onReading: (reading: WireReading) => batcher.add(reading) };
  const loops = await createLoops(config, { ...parts, frequency });
  const line = new CloudLine({
    ...config,
    identity,
    log,
    lastSequence: () => cache.lastSequence,
    acknowledgements: () => cache.acknowledgements,
    verify,
    onInstruction: (wire, signed) => receive(wire, signed),
    onUnusable: (id, reason) => cache.refuseUnusable(id, { at: clock.now(), reason }),
    onSettled: (acknowledgement) => cache.settle(acknowledgement),
  });

  async function receive(wire: WireInstruction, signed: string | null): Promise<void> {
    const refusal = judge(wire, { loops, frequency });
    const receipt = await cache.receive(wire, { refusal, at: clock.now(), signed });
    log.info({ instructionId: wire.id, sequence: wire.instructionSequence, receipt, refusal }, 'an instruction came');
    if (receipt === 'stored') loopOf(loops, wire)?.wake();
  }

  identity.start();
  frequency.start();
  for (const loop of loops.values()) loop.start();
  batcher.start();
  uplink.start();
  line.start();
  return {
    async stop() {
      await identity.stop();
      await line.stop();
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
      await frequency.stop();
      await batcher.stop();
      await uplink.stop();
      await spool.close();
      await cache.close();
    },
    status: () => ({
      siteId,
      bootId,
      instructionsConnected: line.connected,
      telemetryConnected: uplink.connected,
      unsentAcknowledgementCount: cache.acknowledgements.length,
      unconfirmedBatchCount: spool.unconfirmedCount,
      spoolBytes: spool.bytes,
      batteries: batteriesOf(loops, frequency),
    }),
  };
}

/** By what the agent knows of authorities at the moment it is asked. */
function verifierOf(
  config: AgentConfig,
  { identity, realTime }: { identity: SiteIdentity; realTime: RealTime },
): (signed: string) => Verified {
  const { tenantSlug } = config;
  const known = new KnownSigner();
  return (signed) => {
    const authoritiesPem = identity.authoritiesPem ?? [];
    const wallNow = new Date(realTime.nowMs());
    return verifyInstruction(signed, { authoritiesPem, tenantSlug, agentName: agentName(config), wallNow }, known);
  };
}

/** What the agent tells of its batteries. */
function batteriesOf(loops: ReadonlyMap<string, ControlLoop>, frequency: FrequencySite): AgentStatus['batteries'] {
  return [...loops].map(([batteryId, { status }]) => ({ ...status, response: frequency.device(batteryId)?.status ?? null }));
}

/** A loop for each battery, by its id. One that answers the frequency is driven through the thread that does so. */
async function createLoops(
  config: AgentConfig,
  { frequency, ...parts }: Omit<LoopParts, 'device' | 'onFollowing'> & { readonly frequency: FrequencySite },
): Promise<ReadonlyMap<string, ControlLoop>> {
  const { dataDir, loopSeconds, sampleSeconds, reversionSeconds = REVERSION_SECONDS_DEFAULT } = config;
  const lines = new LinePool();
  const loops = new Map<string, ControlLoop>();
  for (const battery of config.batteries) {
    const { dischargeEfficiencyPercent = DISCHARGE_EFFICIENCY_PERCENT_DEFAULT } = battery;
    const fast = frequency.device(battery.batteryId);
    const nowMs = (): number => parts.clock.nowMs();
    const device = fast ?? (await openBattery(battery, { dataDir, nowMs, log: parts.log, lines }));
    const settings = { ...battery, dischargeEfficiencyPercent, loopSeconds, sampleSeconds, reversionSeconds };
    loops.set(
      battery.batteryId,
      new ControlLoop(settings, { ...parts, device, onFollowing: (instruction) => fast?.follow(instruction) }),
    );
  }
  return loops;
}

function fastBatteriesOf({ batteries, dataDir, reversionSeconds = REVERSION_SECONDS_DEFAULT }: AgentConfig): FastBatterySetup[] {
  return batteries.flatMap(({ frequency, dischargeEfficiencyPercent = DISCHARGE_EFFICIENCY_PERCENT_DEFAULT, ...battery }) =>
    frequency ? [{ ...battery, dischargeEfficiencyPercent, reversionSeconds, frequency, dataDir }] : [],
  );
}

interface SiteParts {
  readonly loops: ReadonlyMap<string, ControlLoop>;
  readonly frequency: FrequencySite;
}

function loopOf(loops: SiteParts['loops'], { battery }: WireInstruction): ControlLoop | null {
  return loops.get(parseGlobalId(battery.id)?.id ?? '') ?? null;
}

/** Why this site will not carry it out, or null when it will. */
function judge(wire: WireInstruction, { loops, frequency }: SiteParts): string | null {
  const loop = loopOf(loops, wire);
  const instruction = held(wire, 'stored');
  if (!loop || !instruction) return 'The site has no such battery.';
  if (instruction.responses.length > 0 && !frequency.device(instruction.batteryId)) {
    return 'The battery has no frequency meter, so it cannot give a frequency response.';
  }
  return refusalReason(instruction, loop.ratings);
}
