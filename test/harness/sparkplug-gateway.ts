import { get } from 'sparkplug-payload';
import { present } from '../../src/kernel/assert.ts';

/** The reference implementation of the Eclipse Tahu project: what it writes is not our own mistake twice. */
export const tahu = present(get('spBv1.0'), 'the namespace of Sparkplug B');

type SparkplugMetrics = NonNullable<Parameters<typeof tahu.encodePayload>[0]['metrics']>;
export type GatewayMetric = Partial<SparkplugMetrics[number]> & Pick<SparkplugMetrics[number], 'value' | 'type'>;

/** What a gateway sends. */
export function gatewayPayload({
  metrics = [],
  seq = null,
  atMs,
}: {
  readonly metrics?: readonly GatewayMetric[];
  /** Null sends none, as in a death. */
  readonly seq?: number | null;
  readonly atMs: number;
}): Buffer {
  return Buffer.from(tahu.encodePayload({ timestamp: atMs, metrics: [...metrics], ...(seq !== null && { seq }) }));
}

/** All that a reading needs, named as its points are. */
export const WHOLE_READING = [
  { name: 'activePowerKw', alias: 1, type: 'Double', value: 0 },
  { name: 'socPercent', alias: 2, type: 'Double', value: 50 },
  { name: 'exportedKwh', alias: 3, type: 'Double', value: 1_000 },
  { name: 'importedKwh', alias: 4, type: 'Double', value: 1_000 },
] as const satisfies readonly GatewayMetric[];
