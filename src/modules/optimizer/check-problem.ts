import { Compile } from 'typebox/compile';
import { PortfolioProblem } from './portfolio-problem.ts';
import { type PriceSeries, type SiteBattery, SiteProblem, type SiteResponse } from './site-problem.ts';

const compiled = { site: Compile(SiteProblem), portfolio: Compile(PortfolioProblem) };

/** A measured start may overshoot the store by rounding; beyond this share of the capacity it is a wrong input. */
const START_OVERSHOOT_RATIO_MAX = 1e-6;
/** More mistakes than this are not listed. */
const ERROR_COUNT_MAX = 20;

interface ProblemError {
  /** Where in the problem, as a JSON pointer. */
  readonly path: string;
  readonly message: string;
}

export type Checked<Problem> =
  | { readonly problem: Problem; readonly errors: null }
  | { readonly problem: null; readonly errors: readonly ProblemError[] };

/** A problem that can be planned, or every mistake in it with its place. */
export function checkProblem(value: unknown): Checked<SiteProblem> {
  if (!compiled.site.Check(value)) return refused(shapeErrors(compiled.site.Errors(value)));
  const errors = [...periodErrors(value), ...batteriesErrors(value), ...siteErrors(value), ...responsesErrors(value)];
  return errors.length > 0 ? refused(errors) : { problem: value, errors: null };
}

/** The same of a portfolio. */
export function checkPortfolio(value: unknown): Checked<PortfolioProblem> {
  if (!compiled.portfolio.Check(value)) return refused(shapeErrors(compiled.portfolio.Errors(value)));
  const { portfolio, periods } = value;
  const limits = { importLimitKw: portfolio.importLimitKw, exportLimitKw: portfolio.exportLimitKw };
  const errors = [...periodErrors(value), ...batteriesErrors(value), ...lengthErrors('/portfolio', limits, periods.length)];
  return errors.length > 0 ? refused(errors) : { problem: value, errors: null };
}

function shapeErrors(found: Iterable<{ instancePath: string; message: string; keyword: string }>): ProblemError[] {
  const byPath = new Map<string, string>();
  for (const { instancePath, message, keyword } of found) {
    // Of a union every branch complains; one complaint a place is enough, and the union's own says nothing.
    if (keyword === 'anyOf' && byPath.size > 0) continue;
    const said = keyword === 'boolean' ? 'must not be there: no field has this name' : message;
    if (!byPath.has(instancePath)) byPath.set(instancePath, said);
  }
  return [...byPath].map(([path, message]) => ({ path, message }));
}

function refused(errors: readonly ProblemError[]): { readonly problem: null; readonly errors: readonly ProblemError[] } {
  return { problem: null, errors: errors.slice(0, ERROR_COUNT_MAX) };
}

type Found = Iterable<ProblemError>;

function* periodErrors({ periods }: Pick<SiteProblem, 'periods'>): Found {
  for (const [index, period] of periods.entries()) {
    const before = periods[index - 1];
    if (before && before.dayIndex > period.dayIndex) {
      yield { path: `/periods/${index}/dayIndex`, message: 'must not be before that of the period before it' };
    }
  }
}

function* batteriesErrors(problem: Pick<SiteProblem, 'periods' | 'batteries'>): Found {
  yield* repeatedNames('/batteries', problem.batteries);
  for (const [index, battery] of problem.batteries.entries()) {
    const path = `/batteries/${index}`;
    const lengths = [...lengthErrors(path, battery, problem.periods.length)];
    yield* lengths;
    // What follows compares value by value.
    if (lengths.length === 0) yield* batteryErrors(path, battery, problem.periods.length);
  }
}

function* batteryErrors(path: string, battery: SiteBattery, count: number): Found {
  const { energyCapacityKwh: capacity, energyKwhAtStart, energyKwhMin = 0, energyKwhMax = capacity } = battery;
  const isOneWay = battery.chargeEfficiencyRatio !== undefined || battery.dischargeEfficiencyRatio !== undefined;
  if (isOneWay && battery.roundTripEfficiencyRatio !== undefined) {
    yield { path: `${path}/roundTripEfficiencyRatio`, message: 'must not stand beside a one-way efficiency' };
  }
  if (energyKwhAtStart > capacity * (1 + START_OVERSHOOT_RATIO_MAX)) {
    yield { path: `${path}/energyKwhAtStart`, message: 'must not be above energyCapacityKwh' };
  }
  yield* orderErrors(`${path}/energyKwhMin`, { lower: energyKwhMin, upper: energyKwhMax, count, than: 'energyKwhMax' });
  yield* orderErrors(`${path}/energyKwhMax`, { lower: energyKwhMax, upper: capacity, count, than: 'energyCapacityKwh' });
  const { chargePowerKwMin = 0, chargePowerKwMax, dischargePowerKwMin = 0, dischargePowerKwMax } = battery;
  const charge = { lower: chargePowerKwMin, upper: chargePowerKwMax, count, than: 'chargePowerKwMax' };
  yield* orderErrors(`${path}/chargePowerKwMin`, charge);
  const discharge = { lower: dischargePowerKwMin, upper: dischargePowerKwMax, count, than: 'dischargePowerKwMax' };
  yield* orderErrors(`${path}/dischargePowerKwMin`, discharge);
  for (const [index, target] of (battery.targets ?? []).entries()) {
    const place = `${path}/targets/${index}`;
    if (target.periodIndex >= count) yield { path: `${place}/periodIndex`, message: `must be below the ${count} periods` };
    const lower = { lower: target.energyKwhMin ?? 0, upper: target.energyKwhMax ?? capacity, count: 1, than: 'energyKwhMax' };
    yield* orderErrors(`${place}/energyKwhMin`, lower);
    const upper = { lower: target.energyKwhMax ?? 0, upper: capacity, count: 1, than: 'energyCapacityKwh' };
    yield* orderErrors(`${place}/energyKwhMax`, upper);
  }
}

interface Order {
  readonly lower: PriceSeries;
  readonly upper: PriceSeries;
  readonly count: number;
  readonly than: string;
}

function* orderErrors(path: string, { lower, upper, count, than }: Order): Found {
  const at = (series: PriceSeries, index: number): number => (typeof series === 'number' ? series : (series[index] ?? 0));
  for (let index = 0; index < count; index += 1) {
    if (at(lower, index) <= at(upper, index)) continue;
    yield { path: typeof lower === 'number' ? path : `${path}/${index}`, message: `must not be above ${than}` };
    return;
  }
}

function* siteErrors({ site = {}, periods, batteries }: SiteProblem): Found {
  const { peakCharges = [], commitments = [] } = site;
  yield* lengthErrors('/site', { importLimitKw: site.importLimitKw, exportLimitKw: site.exportLimitKw }, periods.length);
  yield* repeatedNames('/site/peakCharges', peakCharges);
  yield* repeatedNames('/site/commitments', commitments);
  for (const [index, { periodIndices = [] }] of peakCharges.entries()) {
    const wrong = periodIndices.findIndex((each) => each >= periods.length);
    if (wrong >= 0) {
      yield { path: `/site/peakCharges/${index}/periodIndices/${wrong}`, message: `must be below the ${periods.length} periods` };
    }
  }
  for (const [index, commitment] of commitments.entries()) {
    yield* lengthErrors(`/site/commitments/${index}`, commitment, periods.length);
    yield* unknownBattery(`/site/commitments/${index}`, commitment.batteryName, batteries);
  }
}

function* responsesErrors({ responses = [], periods, batteries }: SiteProblem): Found {
  yield* repeatedNames('/responses', responses);
  for (const [index, response] of responses.entries()) {
    const path = `/responses/${index}`;
    yield* lengthErrors(path, { requiredEnergyRatio: response.requiredEnergyRatio }, periods.length);
    yield* unknownBattery(path, response.batteryName, batteries);
    yield* windowErrors(path, response, periods.length);
  }
}

function* windowErrors(
  path: string,
  { fromPeriodIndex, untilPeriodIndex, powerKwMin, powerKwMax }: SiteResponse,
  count: number,
): Found {
  if (untilPeriodIndex > count) yield { path: `${path}/untilPeriodIndex`, message: `must not be above the ${count} periods` };
  if (fromPeriodIndex >= untilPeriodIndex) yield { path: `${path}/fromPeriodIndex`, message: 'must be below untilPeriodIndex' };
  if (powerKwMin > powerKwMax) yield { path: `${path}/powerKwMin`, message: 'must not be above powerKwMax' };
}

/** A series, unless it is a single number, has a value for each period. */
function* lengthErrors(path: string, fields: object, count: number): Found {
  for (const [name, value] of Object.entries(fields)) {
    // Targets are a list of their own.
    if (name === 'targets' || !Array.isArray(value) || value.length === count) continue;
    yield { path: `${path}/${name}`, message: `must have ${count} values, one for each period, not ${value.length}` };
  }
}

function* repeatedNames(path: string, named: readonly { readonly name: string }[]): Found {
  const seen = new Set<string>();
  for (const [index, { name }] of named.entries()) {
    if (seen.has(name)) yield { path: `${path}/${index}/name`, message: `must be unique, not "${name}" again` };
    seen.add(name);
  }
}

function* unknownBattery(path: string, name: string | undefined, batteries: readonly SiteBattery[]): Found {
  if (name === undefined || batteries.some((battery) => battery.name === name)) return;
  yield { path: `${path}/batteryName`, message: `must be the name of a battery, not "${name}"` };
}
