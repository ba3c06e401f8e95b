import {
  identifyBatch,
  parseTelemetryBatch,
  printTelemetryBatch,
  type TelemetryBatch,
  type WireReading,
} from '../../wire/telemetry.ts';
import { parseTelemetryTopic } from '../../wire/topics.ts';
import type { FalseClaim } from './audit-claims.ts';
import type { KnownBattery } from './battery-memory.ts';
import { judgeReading } from './judge-reading.ts';
import { type Reading, readingOf } from './reading.ts';

/** A message as it came from a site. */
export interface SiteMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Who sent it was proved by an API key of the tenant, which speaks for no site; a wrong battery is then no false claim. */
  readonly isOfPartner?: boolean;
  /** Why it was refused before it came here: it is kept as a dead letter, and nothing else of it. */
  readonly refusal?: string;
}

/** A message as it was read. */
export interface ReadMessage {
  readonly message: SiteMessage;
  readonly batch:
    | { readonly ok: true; readonly value: TelemetryBatch }
    | { readonly ok: false; readonly reason: string; readonly claimedSiteId: string | null };
}

/** What is kept of what was not understood or not believed. */
export interface Letter {
  readonly source: string;
  readonly payload: Buffer;
  readonly reason: string;
}

/** What becomes of a message. */
export interface Judged {
  readonly readings: readonly Reading[];
  readonly letters: readonly Letter[];
  /** Which readings of the message were refused, by their place in it; all others are stored. */
  readonly refusals: readonly { readonly index: number; readonly reason: string }[];
  /** The batch that may be forgotten by its sender once this is stored; null when the message could not be read. */
  readonly batch: { readonly bootId: string; readonly batchSequence: number; readonly siteId: string } | null;
  /** What the message said for another site; it goes to the audit trail (`auditClaims`). */
  readonly claims: readonly FalseClaim[];
}

interface Given {
  readonly known: {
    get(batteryId: string): KnownBattery | null;
    note(reading: WireReading): void;
  };
  readonly customMetrics: ReadonlySet<string>;
  readonly receivedAt: Date;
}

export function readMessage(message: SiteMessage): ReadMessage {
  if (message.refusal !== undefined) return { message, batch: { ok: false, reason: message.refusal, claimedSiteId: null } };
  const batch = parseTelemetryBatch(message.payload);
  if (!batch.ok) return { message, batch: { ...batch, claimedSiteId: null } };
  const { siteId } = batch.value;
  if (siteId === parseTelemetryTopic(message.topic)?.siteId) return { message, batch };
  const reason = 'the message claims another site than the one whose topic it came on';
  return { message, batch: { ok: false, reason, claimedSiteId: siteId } };
}

/** Judges each reading by its battery's newest one, which it then may be itself. */
export function judgeMessage({ message, batch }: ReadMessage, given: Given): Judged {
  return batch.ok ? judgeBatch(message, batch.value, given) : unreadable(message, batch);
}

function unreadable(
  { topic, payload }: SiteMessage,
  { reason, claimedSiteId }: { reason: string; claimedSiteId: string | null },
): Judged {
  const siteId = parseTelemetryTopic(topic)?.siteId;
  const identity = identifyBatch(payload);
  const isClaim = claimedSiteId !== null && siteId !== undefined;
  return {
    readings: [],
    letters: [{ source: topic, payload: Buffer.from(payload), reason }],
    refusals: [],
    // Kept as a dead letter, so its sender may forget it: without a receipt it would be sent again for ever.
    batch: identity && siteId !== undefined ? { ...identity, siteId } : null,
    claims: isClaim ? [{ siteId, topic, claimedSiteId, claimedBatteryIds: [] }] : [],
  };
}

function judgeBatch(
  { topic, isOfPartner = false }: SiteMessage,
  batch: TelemetryBatch,
  { known, customMetrics, receivedAt }: Given,
): Judged {
  const { siteId, bootId, batchSequence } = batch;
  const receivedAtMs = receivedAt.getTime();
  const readings: Reading[] = [];
  const refused = new Map<string, WireReading[]>();
  const strangers = new Set<string>();
  const refusals: { index: number; reason: string }[] = [];
  for (const [index, wire] of batch.readings.entries()) {
    const refuse = (reason: string): void => {
      refused.set(reason, [...(refused.get(reason) ?? []), wire]);
      refusals.push({ index, reason });
    };
    const battery = known.get(wire.batteryId);
    if (battery?.siteId !== siteId) {
      if (battery && !isOfPartner) strangers.add(wire.batteryId);
      refuse(`there is no battery ${wire.batteryId} at this site`);
      continue;
    }
    if (battery.isAgentRevoked && !isOfPartner) {
      refuse('the edge agent of this site was revoked');
      continue;
    }
    const { nameplate, newest } = battery;
    const judgement = judgeReading(wire, { nameplate, newest, customMetrics, receivedAtMs });
    if (judgement.verdict === 'rejected') {
      refuse(judgement.reason);
      continue;
    }
    known.note(wire);
    readings.push(readingOf(wire, { receivedAt, qualityReason: judgement.verdict === 'suspect' ? judgement.reason : null }));
  }
  return {
    readings,
    letters: [...refused].map(([reason, wires]) => ({
      source: topic,
      payload: Buffer.from(printTelemetryBatch({ ...batch, readings: wires })),
      reason,
    })),
    refusals,
    batch: { bootId, batchSequence, siteId },
    claims: strangers.size > 0 ? [{ siteId, topic, claimedSiteId: null, claimedBatteryIds: [...strangers] }] : [],
  };
}
