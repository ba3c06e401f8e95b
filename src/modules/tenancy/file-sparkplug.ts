import { fromUnit } from '../../kernel/units.ts';
import { MEASURED_POINTS, STATED_POINTS } from '../../wire/telemetry.ts';
import type { FileProblem } from './file-problem.ts';
import type { TenantFile } from './tenant-file.ts';

/** Rules for the metrics of Sparkplug gateways that could not be kept. */
export function problemOfSparkplug({ telemetry }: Pick<TenantFile, 'telemetry'>): FileProblem | null {
  const metrics = telemetry?.sparkplug?.metrics ?? [];
  const custom = new Map((telemetry?.customMetrics ?? []).map(({ name, unit }) => [name, unit]));
  for (const [index, { metric, point, unit, reversed }] of metrics.entries()) {
    const refuse = (key: string, text: string): FileProblem => ({
      path: ['telemetry', 'sparkplug', 'metrics', index, key],
      text: `the Sparkplug metric ${metric}: ${text}`,
    });
    const earlier = metrics.slice(0, index);
    const isMeasured = Object.hasOwn(MEASURED_POINTS, point);
    if (!isMeasured && !custom.has(point) && !STATED_POINTS.some((stated) => stated === point))
      return refuse('point', `${point} is no point of a reading and no custom metric`);
    if (earlier.some((one) => one.metric === metric)) return refuse('metric', 'is listed twice');
    if (earlier.some((one) => one.point === point)) return refuse('point', `${point} is given by two metrics`);
    if (reversed !== undefined && point !== 'activePowerKw') return refuse('reversed', 'only activePowerKw has two directions');
    if (unit !== undefined && !isUnitOf(point, { unit, custom })) return refuse('unit', `${unit} is no unit of ${point}`);
  }
  return null;
}

function isUnitOf(point: string, { unit, custom }: { unit: string; custom: ReadonlyMap<string, string> }): boolean {
  const measured = Object.entries(MEASURED_POINTS).find(([name]) => name === point);
  return measured ? fromUnit(measured[1], unit) !== null : custom.get(point) === unit;
}
