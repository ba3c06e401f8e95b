import { assert, present } from '../../src/kernel/assert.ts';
import type { SiteBattery, SiteProblem, SiteResponse } from '../../src/modules/optimizer/index.ts';

type Term = readonly [factor: number, name: string];

/** By the service: for how long all of it may be called, and the power kept to recover. */
const SERVICES = { DC: [0.25, 0.1], DM: [0.5, 0.2], DR: [1, 0.4] } as const;
const ADD = 1;
const TAKE = -1;

/**
 * A planning problem in the CPLEX LP format, from docs/planner.md and nothing of the planner: every direction is decided by an
 * integer, and no limit gives way. Of each kind what `drawnProblems` draws; powers in kW, energies in kWh.
 */
export function siteAsText(problem: SiteProblem): string {
  const text = new ProgrammeText();
  problem.batteries.forEach((battery, index) => addBattery(text, { problem, battery, index }));
  for (const response of problem.responses ?? []) addResponse(text, { problem, response });
  for (const index of problem.periods.keys()) addGrid(text, { problem, index });
  for (const [index, { pricePerKw }] of (problem.site?.peakCharges ?? []).entries()) {
    text.earn(-pricePerKw, `peak${index}`);
    for (const period of problem.periods.keys()) text.row([[ADD, `peak${index}`], [TAKE, `in${period}`]], '>=', 0); // prettier-ignore
  }
  return text.print();
}

/** What the objective of the text leaves out: energy counts above the battery's least. */
export function endValueOfLeast({ batteries }: SiteProblem): number {
  return batteries.reduce(
    (sum, battery) => sum + ((battery.endEnergyValuePerMwh ?? 0) * oneNumber(battery.energyKwhMin)) / 1_000,
    0,
  );
}

function addBattery(
  text: ProgrammeText,
  { problem, battery, index }: { problem: SiteProblem; battery: SiteBattery; index: number },
): void {
  const [chargeMax, dischargeMax] = [oneNumber(battery.chargePowerKwMax), oneNumber(battery.dischargePowerKwMax)];
  const takenOfDay = new Map<number, Term[]>();
  for (const [period, { durationHours, dayIndex }] of problem.periods.entries()) {
    const [charge, discharge, stored] = [`c${index}_${period}`, `d${index}_${period}`, `s${index}_${period}`];
    text.either([charge, chargeMax], [discharge, dischargeMax]);
    const kept = (1 - (battery.standingLossRatioPerHour ?? 0)) ** durationHours;
    const takenPerKw = durationHours / present(battery.dischargeEfficiencyRatio, 'a drawn efficiency');
    const balance: Term[] = [
      [ADD, stored],
      [-durationHours * present(battery.chargeEfficiencyRatio, 'a drawn efficiency'), charge],
      [takenPerKw, discharge],
    ];
    if (period > 0) balance.push([-kept, `s${index}_${period - 1}`]);
    text.row(balance, '=', period > 0 ? 0 : battery.energyKwhAtStart * kept);
    text.within(stored, oneNumber(battery.energyKwhMin), oneNumber(battery.energyKwhMax));
    text.earn((-(battery.wearCostPerMwh ?? 0) * durationHours) / 1_000, discharge);
    takenOfDay.set(dayIndex, [...(takenOfDay.get(dayIndex) ?? []), [takenPerKw, discharge]]);
    if (battery.rampKwMax !== undefined) addRamp(text, { battery, index, period });
  }
  text.earn((battery.endEnergyValuePerMwh ?? 0) / 1_000, `s${index}_${problem.periods.length - 1}`);
  const { dischargedKwhMaxPerDay } = battery;
  if (typeof dischargedKwhMaxPerDay === 'number') {
    for (const terms of takenOfDay.values()) text.row(terms, '<=', dischargedKwhMaxPerDay);
  }
}

function addRamp(text: ProgrammeText, { battery, index, period }: { battery: SiteBattery; index: number; period: number }): void {
  const change = powerOf(index, period);
  if (period > 0) change.push(...powerOf(index, period - 1).map(([factor, name]): Term => [-factor, name]));
  const [before, ramp] = [period > 0 ? 0 : (battery.powerKwAtStart ?? 0), oneNumber(battery.rampKwMax)];
  text.row(change, '<=', before + ramp);
  text.row(change, '>=', before - ramp);
}

function addResponse(text: ProgrammeText, { problem, response }: { problem: SiteProblem; response: SiteResponse }): void {
  const { service, direction, fromPeriodIndex, untilPeriodIndex, powerKwMin, powerKwMax, pricePerMwHour } = response;
  if (service === 'OTHER' || fromPeriodIndex !== 0) throw new Error('No such response is drawn.');
  const [deliveryHours, recoveryRatio] = SERVICES[service];
  const held = problem.batteries.keys().map((index): Term => [ADD, `h${index}`]).toArray(); // prettier-ignore
  text.row(held, '>=', powerKwMin);
  text.row(held, '<=', powerKwMax);
  const periods = [...problem.periods.keys()].slice(fromPeriodIndex, untilPeriodIndex);
  const hours = periods.reduce((sum, period) => sum + present(problem.periods[period], 'a period').durationHours, 0);
  for (const [, name] of held) text.earn((pricePerMwHour * hours) / 1_000, name);
  problem.batteries.forEach((battery, index) => {
    const isLow = direction === 'LOW';
    const [chargeMax, dischargeMax] = [oneNumber(battery.chargePowerKwMax), oneNumber(battery.dischargePowerKwMax)];
    text.within(`h${index}`, 0, isLow ? dischargeMax : chargeMax);
    text.row([[recoveryRatio, `h${index}`]], '<=', isLow ? chargeMax : dischargeMax);
    // Delivering takes more from the store than arrives; what is taken in must find room without its losses.
    const energyPerKw = isLow ? deliveryHours / present(battery.dischargeEfficiencyRatio, 'an efficiency') : deliveryHours;
    const stored = battery.energyKwhAtStart;
    const room = isLow ? stored - oneNumber(battery.energyKwhMin) : oneNumber(battery.energyKwhMax) - stored;
    text.row([[energyPerKw, `h${index}`]], '<=', room);
    for (const period of periods) {
      const power = powerOf(index, period).map(([factor, name]): Term => [isLow ? factor : -factor, name]);
      text.row([...power, [ADD, `h${index}`]], '<=', isLow ? dischargeMax : chargeMax);
      const storedName = `s${index}_${period}`;
      if (isLow) text.row([[ADD, storedName], [-energyPerKw, `h${index}`]], '>=', oneNumber(battery.energyKwhMin)); // prettier-ignore
      else text.row([[ADD, storedName], [energyPerKw, `h${index}`]], '<=', oneNumber(battery.energyKwhMax)); // prettier-ignore
    }
  });
}

/** Import or export of the site as a whole, its prices, its limits and what was promised. */
function addGrid(text: ProgrammeText, { problem, index }: { problem: SiteProblem; index: number }): void {
  const { batteries, site, responses = [] } = problem;
  const period = present(problem.periods[index], 'a period');
  const { durationHours, importPricePerMwh, exportPricePerMwh, loadKw = 0, generationKw = 0 } = period;
  const sum = (key: 'chargePowerKwMax' | 'dischargePowerKwMax'): number =>
    batteries.reduce((total, battery) => total + oneNumber(battery[key]), 0);
  const [importMax, exportMax] = [sum('chargePowerKwMax') + loadKw, sum('dischargePowerKwMax') + generationKw];
  const [imported, exported] = [`in${index}`, `out${index}`];
  const net: Term[] = [[ADD, exported], [TAKE, imported]]; // prettier-ignore
  const powers = batteries.flatMap((_, battery) => powerOf(battery, index));
  text.row([...net, ...powers.map(([factor, name]): Term => [-factor, name])], '=', generationKw - loadKw);
  text.either([imported, importMax], [exported, exportMax]);
  text.earn((-importPricePerMwh * durationHours) / 1_000, imported);
  text.earn((exportPricePerMwh * durationHours) / 1_000, exported);
  const called = (direction: string): Term[] =>
    responses
      .filter((response) => response.direction === direction && index < response.untilPeriodIndex)
      .flatMap(() => batteries.map((_, battery): Term => [ADD, `h${battery}`]));
  if (site?.exportLimitKw !== undefined) text.row([...net, ...called('LOW')], '<=', oneNumber(site.exportLimitKw));
  if (site?.importLimitKw !== undefined) {
    const against = net.map(([factor, name]): Term => [-factor, name]);
    text.row([...against, ...called('HIGH')], '<=', oneNumber(site.importLimitKw));
  }
  for (const { baselineKw, upPricePerMwh, downPricePerMwh } of site?.commitments ?? []) {
    const [up, down, baseline] = [`up${index}`, `down${index}`, oneNumber(baselineKw)];
    text.either([up, exportMax + Math.abs(baseline)], [down, importMax + Math.abs(baseline)]);
    text.row([...net, [TAKE, up], [ADD, down]], '=', baseline);
    text.earn((-oneNumber(upPricePerMwh) * durationHours) / 1_000, up);
    text.earn((-oneNumber(downPricePerMwh) * durationHours) / 1_000, down);
  }
}

function powerOf(battery: number, period: number): Term[] {
  return [[ADD, `d${battery}_${period}`], [TAKE, `c${battery}_${period}`]]; // prettier-ignore
}

/** What is drawn has one number for all periods. */
function oneNumber(series: number | readonly number[] | undefined): number {
  assert(typeof series === 'number', 'one number for all periods');
  return series;
}

class ProgrammeText {
  readonly #objective: string[] = [];
  readonly #rows: string[] = [];
  readonly #bounds: string[] = [];
  readonly #integers: string[] = [];

  earn(factor: number, name: string): void {
    this.#objective.push(term([factor, name]));
  }

  row(terms: readonly Term[], relation: '<=' | '>=' | '=', limit: number): void {
    this.#rows.push(`${terms.map(term).join('')} ${relation} ${limit}`);
  }

  within(name: string, lower: number, upper: number): void {
    this.#bounds.push(`${lower} <= ${name} <= ${upper}`);
  }

  /** Each from zero to its most, and one at most above zero. */
  either([one, oneMax]: readonly [string, number], [other, otherMax]: readonly [string, number]): void {
    const integer = `z_${one}`;
    this.#integers.push(integer);
    this.row([[ADD, one], [-oneMax, integer]], '<=', 0); // prettier-ignore
    this.row([[ADD, other], [otherMax, integer]], '<=', otherMax); // prettier-ignore
  }

  print(): string {
    const parts = ['Maximize', this.#objective.join(''), 'Subject To', ...this.#rows, 'Bounds', ...this.#bounds];
    return [...parts, 'Binaries', ...this.#integers, 'End', ''].join('\n');
  }
}

function term([factor, name]: Term): string {
  return ` ${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`;
}
