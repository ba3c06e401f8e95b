import { present } from '../../kernel/assert.ts';
import type { SiteDraft } from './site-draft.ts';
import type { BatteryFacts } from './site-facts.ts';
import type { BatteryColumns, ConstraintName, Tag } from './site-programme.ts';

/** Rows of lower numbers are kept first where not all can be. */
export const PRIORITY = { site: 0, budget: 1, ramp: 1, contract: 2, responseEnergy: 3, range: 3, target: 3 } as const;

/** One battery: what it may do in each period, and how its stored energy follows. Its money is added by the site. */
export function addBattery(site: SiteDraft, batteryIndex: number): void {
  const battery = present(site.facts.batteries[batteryIndex], 'a battery');
  const columns: { charge: number[]; discharge: number[]; stored: number[] } = { charge: [], discharge: [], stored: [] };
  site.batteries.push(columns);
  site.facts.periods.forEach((_, periodIndex) => addStep(site, { battery, batteryIndex, periodIndex, columns }));
  addBalances(site, { battery, columns });
  addTargets(site, { battery, batteryIndex, columns });
  addRamps(site, { battery, batteryIndex });
  addBudgets(site, { battery, batteryIndex, columns });
  addDirections(site, { battery, batteryIndex, columns });
  const last = present(columns.stored.at(-1), 'a last period');
  site.draft.addCost(last, battery.endEnergyValuePerMwh / site.priceUnitPerMwh);
}

interface Step {
  readonly battery: BatteryFacts;
  readonly batteryIndex: number;
  readonly periodIndex: number;
  readonly columns: { readonly charge: number[]; readonly discharge: number[]; readonly stored: number[] };
}

function addStep(site: SiteDraft, { battery, batteryIndex, periodIndex, columns }: Step): void {
  const tag = (constraint: ConstraintName, unit: Tag['unit']): Tag => ({
    constraint,
    unit,
    periodIndex,
    batteryIndex,
    name: null,
  });
  const energy = { min: at(battery.energyKwhMin, periodIndex), max: at(battery.energyKwhMax, periodIndex) };
  const soft = battery.rangeMissPricePerKwhHour !== null || site.options.elastic;
  const charge = site.draft.addColumn({ cost: 0, lower: 0, upper: site.scaled(at(battery.chargePowerKwMax, periodIndex)) });
  const discharge = site.draft.addColumn({ cost: 0, lower: 0, upper: site.scaled(at(battery.dischargePowerKwMax, periodIndex)) });
  const stored = site.draft.addColumn({
    cost: 0,
    lower: soft ? 0 : site.scaled(energy.min),
    upper: site.scaled(soft ? battery.energyCapacityKwh : energy.max),
  });
  site.columnTags.set(charge, { lower: null, upper: tag('CHARGE_POWER', 'kW') });
  site.columnTags.set(discharge, { lower: null, upper: tag('DISCHARGE_POWER', 'kW') });
  site.columnTags.set(stored, { lower: tag('ENERGY_MIN', 'kWh'), upper: tag('ENERGY_MAX', 'kWh') });
  columns.charge.push(charge);
  columns.discharge.push(discharge);
  columns.stored.push(stored);
  if (!soft) return;
  const range = {
    entries: [[stored, 1]] as const,
    priority: PRIORITY.range,
    hours: site.hours(periodIndex),
    pricePerUnit: battery.rangeMissPricePerKwhHour,
  };
  if (energy.min > 0) site.addSoftRow({ ...range, tag: tag('ENERGY_MIN', 'kWh'), lower: site.scaled(energy.min) });
  if (energy.max < battery.energyCapacityKwh) {
    site.addSoftRow({ ...range, tag: tag('ENERGY_MAX', 'kWh'), upper: site.scaled(energy.max) });
  }
}

interface Whole {
  readonly battery: BatteryFacts;
  readonly columns: BatteryColumns;
}

/** stored - storedBefore x kept - charge x efficiency x hours + discharge / efficiency x hours = 0 */
function addBalances(site: SiteDraft, { battery, columns }: Whole): void {
  const rows: number[] = [];
  columns.stored.forEach((stored, periodIndex) => {
    const kept = at(battery.keptRatio, periodIndex);
    const before = columns.stored[periodIndex - 1];
    const start = before === undefined ? site.scaled(battery.energyKwhAtStart) * kept : 0;
    const hours = site.hours(periodIndex);
    rows.push(site.draft.rowCount);
    site.draft.addRow({
      lower: start,
      upper: start,
      entries: [
        [stored, 1],
        ...(before === undefined ? [] : [[before, -kept] as const]),
        [at(columns.charge, periodIndex), -battery.chargeEfficiencyRatio * hours],
        [at(columns.discharge, periodIndex), hours / battery.dischargeEfficiencyRatio],
      ],
    });
  });
  site.balanceRows.push(rows);
}

function addTargets(site: SiteDraft, { battery, batteryIndex, columns }: Whole & { batteryIndex: number }): void {
  for (const { periodIndex, energyKwhMin, energyKwhMax, missPricePerKwh } of battery.targets) {
    const tag = { unit: 'kWh', periodIndex, batteryIndex, name: null } as const;
    const row = {
      entries: [[at(columns.stored, periodIndex), 1]] as const,
      priority: PRIORITY.target,
      hours: 1,
      pricePerUnit: missPricePerKwh ?? null,
    };
    if (energyKwhMin !== undefined) {
      site.addSoftRow({ ...row, tag: { ...tag, constraint: 'TARGET_MIN' }, lower: site.scaled(energyKwhMin) });
    }
    if (energyKwhMax !== undefined) {
      site.addSoftRow({ ...row, tag: { ...tag, constraint: 'TARGET_MAX' }, upper: site.scaled(energyKwhMax) });
    }
  }
}

function addRamps(site: SiteDraft, { battery, batteryIndex }: { battery: BatteryFacts; batteryIndex: number }): void {
  const { rampKwMax, powerKwAtStart } = battery;
  if (rampKwMax === null) return;
  site.facts.periods.forEach((_, periodIndex) => {
    if (periodIndex === 0 && powerKwAtStart === null) return;
    const before = periodIndex === 0 ? site.scaled(powerKwAtStart ?? 0) : 0;
    const ramp = site.scaled(at(rampKwMax, periodIndex));
    site.addSoftRow({
      tag: { constraint: 'RAMP', unit: 'kW', periodIndex, batteryIndex, name: null },
      entries: [
        ...site.powerEntries(batteryIndex, periodIndex, 1),
        ...(periodIndex === 0 ? [] : site.powerEntries(batteryIndex, periodIndex - 1, -1)),
      ],
      lower: before - ramp,
      upper: before + ramp,
      priority: PRIORITY.ramp,
      hours: 1,
      pricePerUnit: null,
    });
  });
}

function addBudgets(site: SiteDraft, { battery, batteryIndex, columns }: Whole & { batteryIndex: number }): void {
  for (const { name, energyKwh, periodIndices } of battery.budgets) {
    site.addSoftRow({
      tag: {
        constraint: name === 'day' ? 'CYCLES_PER_DAY' : 'CYCLES_PER_YEAR',
        unit: 'kWh',
        periodIndex: null,
        batteryIndex,
        name: null,
      },
      entries: periodIndices.map(
        (periodIndex) =>
          [at(columns.discharge, periodIndex), site.hours(periodIndex) / battery.dischargeEfficiencyRatio] as const,
      ),
      upper: site.scaled(energyKwh),
      priority: PRIORITY.budget,
      hours: 1,
      pricePerUnit: null,
    });
  }
}

/**
 * Charging or discharging, not both; and with least powers, those or nothing. The directions of pairs without least powers are
 * made whole by way of their running counts: at a flat price many orders of charging and discharging are worth the same, and
 * deciding them one by one took seconds for 20 periods; how often to charge until noon is decided at once.
 */
function addDirections(site: SiteDraft, { battery, batteryIndex, columns }: Whole & { batteryIndex: number }): void {
  let countBefore: number | null = null;
  for (const periodIndex of site.facts.periods.keys()) {
    const [one, other] = [at(columns.charge, periodIndex), at(columns.discharge, periodIndex)];
    const oneMax = site.scaled(at(battery.chargePowerKwMax, periodIndex));
    const otherMax = site.scaled(at(battery.dischargePowerKwMax, periodIndex));
    const least = { charge: at(battery.chargePowerKwMin, periodIndex), discharge: at(battery.dischargePowerKwMin, periodIndex) };
    if (least.charge > 0 || least.discharge > 0) {
      addBands(site, { one, other, oneMax, otherMax, oneMin: site.scaled(least.charge), otherMin: site.scaled(least.discharge) });
      continue;
    }
    if (oneMax <= 0 || otherMax <= 0) continue;
    const key = `battery:${batteryIndex}:${periodIndex}`;
    site.pairs.push({ key, one, other, pays: bothPay(site, battery, periodIndex) });
    if (!site.options.exclusive.has(key)) continue;
    const choice = site.draft.addColumn({ cost: 0, lower: 0, upper: 1 });
    site.addChoice({ column: one, max: oneMax, choice, chosen: 1 });
    site.addChoice({ column: other, max: otherMax, choice, chosen: 0 });
    addReach(site, { battery, columns, periodIndex });
    const count = site.draft.addIntegerColumn({ lower: 0, upper: site.facts.periods.length });
    const before = countBefore === null ? [] : [[countBefore, -1] as const];
    site.draft.addRow({ lower: 0, upper: 0, entries: [[count, 1], [choice, -1], ...before] });
    countBefore = count;
  }
}

interface Bands {
  readonly one: number;
  readonly other: number;
  readonly oneMax: number;
  readonly otherMax: number;
  readonly oneMin: number;
  readonly otherMin: number;
}

/** Off, or between the least and the most: an integer for each way, and not both. */
function addBands(site: SiteDraft, { one, other, oneMax, otherMax, oneMin, otherMin }: Bands): void {
  const ways = [
    { column: one, max: oneMax, min: oneMin },
    { column: other, max: otherMax, min: otherMin },
  ];
  const choices = ways.map(({ column, max, min }) => {
    const choice = site.draft.addIntegerColumn({ lower: 0, upper: 1 });
    site.addChoice({ column, max, choice, chosen: 1 });
    if (min > 0) site.draft.addRow({ lower: 0, upper: Infinity, entries: [[column, 1], [choice, -min]] }); // prettier-ignore
    return [choice, 1] as const;
  });
  site.draft.addRow({ lower: -Infinity, upper: 1, entries: choices });
}

/**
 * What either direction alone reaches from the energy before. True for both choices, and needed for speed: without these rows a
 * full battery at a negative price burns energy in the relaxation.
 */
function addReach(site: SiteDraft, { battery, columns, periodIndex }: Whole & { periodIndex: number }): void {
  const before = columns.stored[periodIndex - 1];
  if (before === undefined || site.options.elastic || battery.rangeMissPricePerKwhHour !== null) return;
  const kept = at(battery.keptRatio, periodIndex);
  const hours = site.hours(periodIndex);
  const charged = [at(columns.charge, periodIndex), battery.chargeEfficiencyRatio * hours] as const;
  const taken = [at(columns.discharge, periodIndex), -hours / battery.dischargeEfficiencyRatio] as const;
  const upper = site.scaled(at(battery.energyKwhMax, periodIndex));
  const lower = site.scaled(at(battery.energyKwhMin, periodIndex));
  // Where the range narrows, standing still may leave it, and these rows would not be true.
  if (upper >= site.scaled(at(battery.energyKwhMax, periodIndex - 1)) * kept) {
    site.draft.addRow({ lower: -Infinity, upper, entries: [[before, kept], charged] });
  }
  if (lower <= site.scaled(at(battery.energyKwhMin, periodIndex - 1)) * kept) {
    site.draft.addRow({ lower, upper: Infinity, entries: [[before, kept], taken] });
  }
}

/**
 * Replacing charge and discharge in one period by their net keeps the energy and saves this much of the grid's. Only where
 * that is worth less than nothing can doing both pay by the prices alone.
 */
function bothPay({ facts }: SiteDraft, battery: BatteryFacts, periodIndex: number): boolean {
  const { importPricePerMwh, exportPricePerMwh } = present(facts.periods[periodIndex], 'a period');
  const lossless = battery.chargeEfficiencyRatio * battery.dischargeEfficiencyRatio;
  return importPricePerMwh < (exportPricePerMwh - battery.wearCostPerMwh) * lossless;
}

export function at(values: readonly number[], index: number): number {
  return present(values[index], 'a value for each period');
}
