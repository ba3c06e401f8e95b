import { fromUnit, type Quantity } from '../../../kernel/units.ts';
import type { TelemetryPolicy } from '../../../platform/telemetry-policy.ts';
import { integerOf, type SparkplugMetric, type SparkplugValue } from '../../../wire/sparkplug.ts';
import { MEASURED_POINTS, STATED_POINTS } from '../../../wire/telemetry.ts';

/** What a metric means, by its tenant. */
export interface MetricRule {
  readonly point: string;
  readonly kind:
    | { readonly is: 'measured'; readonly quantity: Quantity }
    | { readonly is: 'custom'; readonly unit: string }
    | { readonly is: 'stated'; readonly as: (typeof STATED_POINTS)[number] };
  /** Where the gateway announces none; null when it is then in the point's own. */
  readonly unit: string | null;
  readonly isReversed: boolean;
}

/** By the metric's name. */
export type MetricRules = ReadonlyMap<string, MetricRule>;

/** What a birth says of a metric, and data need not repeat. */
export interface MetricDefinition {
  readonly datatype: number | null;
  readonly engineeringUnit: string | null;
}

export type PointValue = number | string | readonly string[];

/** Unknown: the gateway has no good value at present. Wrong: what it sends can never be one. */
export type PointReading =
  | { readonly verdict: 'known'; readonly value: PointValue }
  | { readonly verdict: 'unknown'; readonly reason: string }
  | { readonly verdict: 'wrong'; readonly reason: string };

const QUALITY_GOOD = 192;

/** The rules of a tenant's file; a point that none of them gives is given by the metric of its own name. */
export function metricRulesOf({ customMetrics, sparkplug }: Pick<TelemetryPolicy, 'customMetrics' | 'sparkplug'>): MetricRules {
  const kinds = new Map<string, MetricRule['kind']>();
  for (const [point, quantity] of Object.entries(MEASURED_POINTS)) kinds.set(point, { is: 'measured', quantity });
  for (const point of STATED_POINTS) kinds.set(point, { is: 'stated', as: point });
  for (const { name, unit } of customMetrics) kinds.set(name, { is: 'custom', unit });
  const rules = new Map<string, MetricRule>();
  for (const { metric, point, unit = null, reversed = false } of sparkplug.metrics) {
    const kind = kinds.get(point);
    if (kind) rules.set(metric, { point, kind, unit, isReversed: reversed });
  }
  const given = new Set(sparkplug.metrics.map(({ point }) => point));
  for (const [point, kind] of kinds) {
    if (!given.has(point) && !rules.has(point)) rules.set(point, { point, kind, unit: null, isReversed: false });
  }
  return rules;
}

/** The value of a point as a reading has it. */
export function readPoint(
  metric: Pick<SparkplugMetric, 'value' | 'qualityCode'>,
  { datatype, engineeringUnit }: MetricDefinition,
  { point, kind, unit, isReversed }: MetricRule,
): PointReading {
  const { value, qualityCode } = metric;
  if (qualityCode !== null && qualityCode !== QUALITY_GOOD) return unknown(`${point} has the quality ${qualityCode}`);
  if (value === null) return unknown(`${point} is null`);
  if (kind.is === 'stated') return statedOf(value, kind.as);
  const number = numberOf(value, datatype);
  if (number === null) return wrong(`${point} is no finite number`);
  const announced = engineeringUnit ?? unit;
  if (kind.is === 'custom')
    return announced === null || announced === kind.unit
      ? { verdict: 'known', value: number }
      : wrong(`${point} is in ${announced} and is declared in ${kind.unit}`);
  const convert = announced === null ? (same: number) => same : fromUnit(kind.quantity, announced);
  if (!convert) return wrong(`${announced} is no unit of ${point}`);
  const converted = convert(number);
  // Not -0, which JSON does not have.
  return { verdict: 'known', value: isReversed && converted !== 0 ? -converted : converted };
}

function numberOf(value: SparkplugValue, datatype: number | null): number | null {
  if (value.kind === 'integer') return Number(integerOf(value.value, datatype));
  return value.kind === 'number' && Number.isFinite(value.value) ? value.value : null;
}

function statedOf(value: SparkplugValue, point: (typeof STATED_POINTS)[number]): PointReading {
  if (point === 'instructionSequence')
    return value.kind === 'integer' ? { verdict: 'known', value: Number(value.value) } : wrong(`${point} is no integer`);
  if (value.kind !== 'text') return wrong(`${point} is no text`);
  if (point === 'operatingState') return { verdict: 'known', value: value.value };
  const codes = value.value.split(',').map((code) => code.trim());
  return { verdict: 'known', value: codes.filter((code) => code !== '') };
}

function unknown(reason: string): PointReading {
  return { verdict: 'unknown', reason };
}

function wrong(reason: string): PointReading {
  return { verdict: 'wrong', reason };
}
