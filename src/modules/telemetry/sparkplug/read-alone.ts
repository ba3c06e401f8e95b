import { isUuid } from '../../../kernel/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { parseSparkplugPayload, type SparkplugPayload } from '../../../wire/sparkplug.ts';
import type { Parsed } from '../../../wire/telemetry.ts';
import { printSparkplugTopic, type SparkplugTopic, telemetryTopic } from '../../../wire/topics.ts';
import type { SiteMessage } from '../judge-message.ts';
import { readBatteryNamed, readBirth } from './births.ts';
import { Announced, DeviceState, type ReadBy, type Translated } from './device-state.ts';
import { metricRulesOf } from './metric-points.ts';
import { printBatches } from './print-batches.ts';

interface Letter {
  readonly topic: SparkplugTopic;
  readonly payload: Buffer;
}

/**
 * A message by itself, as a dead letter is replayed: its metrics are called as in the newest birth of the device, but no value is
 * taken from there, for nobody knows what it was at the letter's instant. So a reading is made only of a message that has all of it.
 */
export async function readSparkplugAlone(platform: Platform, tx: Tx, letter: Letter): Promise<SiteMessage[]> {
  const { topic, payload } = letter;
  const { siteId, device } = topic;
  const refuse = (reason: string): SiteMessage[] => [{ topic: printSparkplugTopic(topic), payload, refusal: reason }];
  const parsed = parseSparkplugPayload(payload);
  if (!parsed.ok) return refuse(parsed.reason);
  // What a node says of itself makes no reading, whatever was wrong with it.
  if (device === null) return [];
  const by = { rules: metricRulesOf(platform.tenants.byId(tx.tenantId).telemetry), receivedAtMs: platform.clock.now().getTime() };
  const told = await translatedAlone(tx, { ...letter, device, parsed: parsed.value, by });
  if (!told.ok) return refuse(told.reason);
  const { readings, refusals } = told.value;
  if (refusals.length > 0) return refuse(refusals.join('; '));
  const batteryId = isUuid(device) ? device : await readBatteryNamed(tx, { siteId, device });
  if (batteryId === null) return refuse(`there is no battery called ${device} at this site`);
  const batches = printBatches(readings, { siteId, batteryId, sequence: parsed.value.sequence });
  return batches.map((batch) => ({ topic: telemetryTopic(topic), payload: batch }));
}

interface Alone extends Letter {
  readonly device: string;
  readonly parsed: SparkplugPayload;
  readonly by: ReadBy;
}

async function translatedAlone(tx: Tx, { topic, device, parsed, by }: Alone): Promise<Parsed<Translated>> {
  if (topic.type === 'DDEATH') return { ok: true, value: { readings: [], refusals: [] } };
  if (topic.type === 'DBIRTH') return { ok: true, value: DeviceState.born(parsed, by) };
  const bytes = await readBirth(tx, { siteId: topic.siteId, device });
  const birth = bytes && parseSparkplugPayload(bytes);
  if (!birth?.ok) return { ok: false, reason: `no birth of the device ${device} was heard` };
  const told = new DeviceState(new Announced(birth.value)).data(parsed, by);
  return 'notAnnounced' in told
    ? { ok: false, reason: `${told.notAnnounced} was announced in no birth` }
    : { ok: true, value: told };
}
