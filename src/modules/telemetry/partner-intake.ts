import type { TenantId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import { parseTelemetryBatch, type TelemetryBatch } from '../../wire/telemetry.ts';
import { parseTelemetryTopic, telemetryTopic } from '../../wire/topics.ts';
import type { Judged } from './judge-message.ts';
import { SPACING_MS, TenantLane } from './tenant-lane.ts';

/** What became of one reading of a batch. */
export interface ReadingResult {
  readonly index: number;
  readonly batteryId: string;
  readonly measuredAtMs: number;
  readonly verdict: 'GOOD' | 'SUSPECT' | 'REFUSED';
  /** Why it is suspect or refused; null when it is good. */
  readonly reason: string | null;
}

/** The answer to a batch: it is stored, and each of its readings has a result. */
export interface BatchResult {
  readonly bootId: string;
  readonly batchSequence: number;
  readonly results: readonly ReadingResult[];
}

/** Takes batches of partners whose devices report through a cloud of their own: the documents and the path of edge agents. */
export interface PartnerIntake {
  /** Reads a batch; throws a fault that says which field is wrong. */
  parse(body: Uint8Array): TelemetryBatch;
  /** Resolves when the batch is stored. Sending it again changes nothing. */
  store(tenantId: TenantId, batch: TelemetryBatch, body: Uint8Array): Promise<BatchResult>;
}

export function openPartnerIntake(platform: Platform, spacingMs = SPACING_MS): PartnerIntake {
  const lanes = new Map<TenantId, TenantLane>();
  const laneOf = (tenantId: TenantId): TenantLane => {
    const lane = lanes.get(tenantId) ?? new TenantLane({ platform, tenant: platform.tenants.byId(tenantId), spacingMs });
    lanes.set(tenantId, lane);
    return lane;
  };
  return {
    parse(body) {
      const batch = parseTelemetryBatch(body);
      if (!batch.ok) throw new Fault('BAD_USER_INPUT', { tell: `The batch is not in the format: ${batch.reason}.` });
      return batch.value;
    },
    async store(tenantId, batch, body) {
      const { slug } = platform.tenants.byId(tenantId);
      const topic = telemetryTopic({ tenantSlug: slug, siteId: batch.siteId });
      if (!parseTelemetryTopic(topic)) throw new Fault('BAD_USER_INPUT', { tell: '`siteId` is not the id of a site.' });
      const judged = await laneOf(tenantId).store({ topic, payload: body, isOfPartner: true }, null);
      return { bootId: batch.bootId, batchSequence: batch.batchSequence, results: resultsOf(batch, judged) };
    },
  };
}

/** Refused ones are known by their place; the others stand in `readings` in the order of the batch. */
function resultsOf({ readings }: TelemetryBatch, judged: Judged): ReadingResult[] {
  const refusals = new Map(judged.refusals.map(({ index, reason }) => [index, reason]));
  const stored = judged.readings.values();
  return readings.map(({ batteryId, measuredAtMs }, index): ReadingResult => {
    const refusal = refusals.get(index);
    if (refusal !== undefined) return { index, batteryId, measuredAtMs, verdict: 'REFUSED', reason: refusal };
    const reading = stored.next().value;
    return { index, batteryId, measuredAtMs, verdict: reading?.quality ?? 'GOOD', reason: reading?.qualityReason ?? null };
  });
}
