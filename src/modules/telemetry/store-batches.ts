import { randomUUID } from 'node:crypto';
import type { BatteryId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import {
  identifyBatch,
  parseTelemetryBatch,
  printTelemetryBatch,
  type TelemetryBatch,
  type WireReading,
} from '../../wire/telemetry.ts';
import { parseTelemetryTopic } from '../../wire/topics.ts';
import type { FalseClaim } from './audit-claims.ts';
import { judgeReading, type Nameplate } from './judge-reading.ts';
import type { Reading } from './reading.ts';

/** A message as it came from a site. */
export interface SiteMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** What became of a message; exactly one of the two lists may be empty. */
export interface Stored {
  /** Readings that are stored; a reading that was there already is among them, for storing it twice is harmless. */
  readonly readings: readonly Reading[];
  /** What was refused and kept as dead letters. */
  readonly refusals: readonly string[];
  /** The batch that is safe now and may be forgotten by its sender; null when the message could not be read. */
  readonly batch: { readonly bootId: string; readonly batchSequence: number; readonly siteId: string } | null;
  /** What the message said for another site; the caller writes it to the audit trail (`auditClaims`). */
  readonly claims: readonly FalseClaim[];
}

/** What became of messages that were stored in one transaction. */
export interface StoredTogether {
  /** One for each message, in their order. */
  readonly all: readonly Stored[];
  /** Readings that were there already. */
  readonly duplicateReadingCount: number;
}

interface BatteryFacts extends Nameplate {
  readonly siteId: string;
}

/**
 * Parses, judges and stores messages of one tenant in the caller's transaction. Nothing is lost: what is not understood
 * or not believed becomes a dead letter in the same transaction, and only then is anything acknowledged.
 */
export async function storeMessages(
  tx: Tx,
  { messages, receivedAt }: { messages: readonly SiteMessage[]; receivedAt: Date },
): Promise<StoredTogether> {
  const parsed = messages.map((message) => ({ message, batch: readMessage(message) }));
  const known = await readBatteryFacts(
    tx,
    parsed.flatMap(({ batch }) => (batch.ok ? batch.value.readings.map((reading) => reading.batteryId) : [])),
  );
  const judged = parsed.map(({ message, batch }) => judgeMessage({ message, batch, known, receivedAt }));
  const readings = judged.flatMap(({ stored }) => stored.readings);
  const newCount = await insertReadings(tx, readings);
  await insertDeadLetters(tx, { letters: judged.flatMap(({ letters }) => letters), receivedAt });
  return { all: judged.map(({ stored }) => stored), duplicateReadingCount: readings.length - newCount };
}

interface Letter {
  readonly source: string;
  readonly payload: Buffer;
  readonly reason: string;
}

type ReadBatch =
  | { readonly ok: true; readonly value: TelemetryBatch }
  | { readonly ok: false; readonly reason: string; readonly claimedSiteId: string | null };

function readMessage({ topic, payload }: SiteMessage): ReadBatch {
  const batch = parseTelemetryBatch(payload);
  if (!batch.ok) return { ...batch, claimedSiteId: null };
  const { siteId } = batch.value;
  if (siteId === parseTelemetryTopic(topic)?.siteId) return batch;
  const reason = 'the message claims another site than the one whose topic it came on';
  return { ok: false, reason, claimedSiteId: siteId };
}

function judgeMessage({
  message,
  batch,
  known,
  receivedAt,
}: {
  message: SiteMessage;
  batch: ReadBatch;
  known: ReadonlyMap<string, BatteryFacts>;
  receivedAt: Date;
}): { stored: Stored; letters: Letter[] } {
  if (!batch.ok) {
    const letter = { source: message.topic, payload: Buffer.from(message.payload), reason: batch.reason };
    const siteId = parseTelemetryTopic(message.topic)?.siteId;
    const identity = identifyBatch(message.payload);
    // Kept as a dead letter, so its sender may forget it: without a receipt it would be sent again for ever.
    const safe = identity && siteId !== undefined ? { ...identity, siteId } : null;
    const { claimedSiteId } = batch;
    const isClaim = claimedSiteId !== null && siteId !== undefined;
    return {
      stored: {
        readings: [],
        refusals: [batch.reason],
        batch: safe,
        claims: isClaim ? [{ siteId, topic: message.topic, claimedSiteId, claimedBatteryIds: [] }] : [],
      },
      letters: [letter],
    };
  }
  const { siteId, bootId, batchSequence } = batch.value;
  const readings: Reading[] = [];
  const refused = new Map<string, WireReading[]>();
  for (const wire of batch.value.readings) {
    const battery = known.get(wire.batteryId);
    const judgement =
      battery?.siteId === siteId
        ? judgeReading(wire, { nameplate: battery, receivedAtMs: receivedAt.getTime() })
        : ({ verdict: 'rejected', reason: `there is no battery ${wire.batteryId} at this site` } as const);
    if (judgement.verdict === 'rejected') refused.set(judgement.reason, [...(refused.get(judgement.reason) ?? []), wire]);
    else readings.push(readingOf(wire, { receivedAt, qualityReason: judgement.verdict === 'suspect' ? judgement.reason : null }));
  }
  const letters = [...refused].map(([reason, wires]) => ({
    source: message.topic,
    payload: Buffer.from(printTelemetryBatch({ ...batch.value, readings: wires })),
    reason,
  }));
  const strangers = batch.value.readings
    .map(({ batteryId }) => batteryId)
    .filter((id) => known.has(id) && known.get(id)?.siteId !== siteId);
  const claimedBatteryIds = [...new Set(strangers)];
  return {
    stored: {
      readings,
      refusals: [...refused.keys()],
      batch: { bootId, batchSequence, siteId },
      claims: claimedBatteryIds.length > 0 ? [{ siteId, topic: message.topic, claimedSiteId: null, claimedBatteryIds }] : [],
    },
    letters,
  };
}

function readingOf(
  wire: WireReading,
  { receivedAt, qualityReason }: { receivedAt: Date; qualityReason: string | null },
): Reading {
  return {
    // The battery was found by this id.
    batteryId: wire.batteryId as BatteryId,
    measuredAt: new Date(wire.measuredAtMs),
    receivedAt,
    activePowerKw: wire.activePowerKw,
    socPercent: wire.socPercent,
    exportedKwh: wire.exportedKwh,
    importedKwh: wire.importedKwh,
    quality: qualityReason === null ? 'GOOD' : 'SUSPECT',
    qualityReason,
    instructionSequence: wire.instructionSequence,
  };
}

async function readBatteryFacts(tx: Tx, batteryIds: readonly string[]): Promise<Map<string, BatteryFacts>> {
  const wanted = [...new Set(batteryIds)];
  const rows = await tx.sql<(BatteryFacts & { batteryId: string })[]>`
    select battery_id as "batteryId", site_id as "siteId", charge_power_kw_max as "chargePowerKwMax",
      discharge_power_kw_max as "dischargePowerKwMax"
    from battery where tenant_id = ${tx.tenantId} and battery_id::text = any(${wanted}::text[])`;
  return new Map(rows.map((row) => [row.batteryId, row]));
}

/** Many rows in one statement by `unnest`; a reading of the same battery and instant is stored once. Answers how many are new. */
async function insertReadings(tx: Tx, readings: readonly Reading[]): Promise<number> {
  if (readings.length === 0) return 0;
  const { sql, tenantId } = tx;
  const months = new Set(readings.map((reading) => reading.measuredAt.toISOString().slice(0, 7)));
  for (const month of months) await sql`select ensure_reading_partition(${new Date(`${month}-01T00:00:00Z`)})`;
  const inserted = await sql`
    insert into reading (tenant_id, battery_id, measured_at, received_at, active_power_kw, soc_percent, exported_kwh,
      imported_kwh, quality, quality_reason, instruction_sequence)
    select ${tenantId}::uuid, * from unnest(
      ${readings.map((reading) => reading.batteryId)}::uuid[],
      ${readings.map((reading) => reading.measuredAt.toISOString())}::timestamptz[],
      ${readings.map((reading) => reading.receivedAt.toISOString())}::timestamptz[],
      ${readings.map((reading) => reading.activePowerKw)}::float8[],
      ${readings.map((reading) => reading.socPercent)}::float8[],
      ${readings.map((reading) => reading.exportedKwh)}::float8[],
      ${readings.map((reading) => reading.importedKwh)}::float8[],
      ${readings.map((reading) => reading.quality)}::text[],
      ${readings.map((reading) => reading.qualityReason)}::text[],
      ${readings.map((reading) => reading.instructionSequence)}::int[])
    on conflict do nothing`;
  return inserted.count;
}

async function insertDeadLetters(
  { sql, tenantId }: Tx,
  { letters, receivedAt }: { letters: readonly Letter[]; receivedAt: Date },
): Promise<void> {
  for (const { source, payload, reason } of letters) {
    await sql`
      insert into dead_letter (tenant_id, dead_letter_id, source, payload, reason, received_at)
      values (${tenantId}, ${randomUUID()}, ${source}, ${payload}, ${reason}, ${receivedAt})`;
  }
}
