import { present } from '../../kernel/assert.ts';
import { addBattery, at, PRIORITY } from './build-battery.ts';
import { addResponses, heldEntries } from './build-responses.ts';
import { type DraftOptions, SiteDraft } from './site-draft.ts';
import type { CommitmentFacts, PeakChargeFacts, SiteFacts } from './site-facts.ts';
import type { SiteProgramme, Tag } from './site-programme.ts';

type Entry = readonly [column: number, value: number];

/** The linear programme of a site: maximise what the plan earns. */
export function buildSite(facts: SiteFacts, options: DraftOptions): SiteProgramme {
  const site = new SiteDraft(facts, options);
  facts.batteries.forEach((_, batteryIndex) => addBattery(site, batteryIndex));
  addResponses(site);
  facts.periods.forEach((_, periodIndex) => {
    addEnergyMoney(site, periodIndex);
    addLimits(site, periodIndex);
  });
  facts.commitments.forEach((commitment, index) => addCommitment(site, commitment, index));
  for (const charge of facts.peakCharges) addPeakCharge(site, charge);
  const { batteries, responses, slacks, pairs, rowTags, columnTags, balanceRows, powerUnitKw, priceUnitPerMwh } = site;
  const programme = site.draft.finish();
  return { programme, batteries, responses, slacks, pairs, rowTags, columnTags, balanceRows, powerUnitKw, priceUnitPerMwh };
}

/** What flows to the grid beyond load and generation, times a factor. */
function netEntries(site: SiteDraft, periodIndex: number, factor: number): Entry[] {
  return site.facts.batteries.flatMap((_, batteryIndex) => site.powerEntries(batteryIndex, periodIndex, factor));
}

/** The most that batteries, load and generation together can take in or give out. */
function reachOf({ facts }: SiteDraft, periodIndex: number): { importKw: number; exportKw: number } {
  const { restPowerKw } = present(facts.periods[periodIndex], 'a period');
  const sum = (key: 'chargePowerKwMax' | 'dischargePowerKwMax'): number =>
    facts.batteries.reduce((total, battery) => total + at(battery[key], periodIndex), 0);
  return {
    importKw: Math.max(0, sum('chargePowerKwMax') - restPowerKw),
    exportKw: Math.max(0, sum('dischargePowerKwMax') + restPowerKw),
  };
}

/**
 * Import at one price, export at another, of the site as a whole. A lone battery's charge is its import and its discharge its
 * export; otherwise both follow from the net.
 */
function addEnergyMoney(site: SiteDraft, periodIndex: number): void {
  const { facts, draft } = site;
  const { importPricePerMwh, exportPricePerMwh, restPowerKw, durationHours } = present(facts.periods[periodIndex], 'a period');
  const worth = (pricePerMwh: number): number => (pricePerMwh / site.priceUnitPerMwh) * durationHours;
  facts.batteries.forEach(({ wearCostPerMwh }, batteryIndex) => {
    const [[discharge], [charge]] = pairOf(site.powerEntries(batteryIndex, periodIndex, 1));
    const alone = facts.batteries.length === 1 && restPowerKw === 0;
    draft.addCost(discharge, worth(exportPricePerMwh - wearCostPerMwh));
    draft.addCost(charge, -worth(alone ? importPricePerMwh : exportPricePerMwh));
  });
  if (importPricePerMwh === exportPricePerMwh || (facts.batteries.length === 1 && restPowerKw === 0)) return;
  const reach = reachOf(site, periodIndex);
  const imported = draft.addColumn({
    cost: worth(exportPricePerMwh - importPricePerMwh),
    lower: 0,
    upper: site.scaled(reach.importKw),
  });
  const rest = -site.scaled(restPowerKw);
  if (importPricePerMwh > exportPricePerMwh) {
    draft.addRow({ lower: rest, upper: Infinity, entries: [[imported, 1], ...netEntries(site, periodIndex, 1)] });
    return;
  }
  const exported = draft.addColumn({ cost: 0, lower: 0, upper: site.scaled(reach.exportKw) });
  draft.addRow({ lower: rest, upper: rest, entries: [[imported, 1], [exported, -1], ...netEntries(site, periodIndex, 1)] }); // prettier-ignore
  site.addPair(
    { key: `grid:${periodIndex}`, one: imported, other: exported, pays: true },
    { oneMax: site.scaled(reach.importKw), otherMax: site.scaled(reach.exportKw) },
  );
}

function pairOf(entries: readonly Entry[]): [Entry, Entry] {
  const [discharge, charge] = entries;
  return [present(discharge, 'a discharge'), present(charge, 'a charge')];
}

/** The grid connection holds for load and batteries together, and for what responses may call for at any moment. */
function addLimits(site: SiteDraft, periodIndex: number): void {
  const { importLimitKw, exportLimitKw, excessPricePerKwh, periods } = site.facts;
  const rest = present(periods[periodIndex], 'a period').restPowerKw;
  const reach = reachOf(site, periodIndex);
  const row = { priority: PRIORITY.site, hours: site.hours(periodIndex), pricePerUnit: excessPricePerKwh };
  const tag = { unit: 'kW', periodIndex, batteryIndex: null, name: null } as const;
  const low = heldEntries(site, { periodIndex, direction: 'LOW' });
  const high = heldEntries(site, { periodIndex, direction: 'HIGH' });
  if (exportLimitKw !== null && (low.length > 0 || at(exportLimitKw, periodIndex) < reach.exportKw)) {
    const upper = site.scaled(at(exportLimitKw, periodIndex) - rest);
    site.addSoftRow({
      ...row,
      tag: { ...tag, constraint: 'EXPORT_LIMIT' },
      entries: [...netEntries(site, periodIndex, 1), ...low],
      upper,
    });
  }
  if (importLimitKw !== null && (high.length > 0 || at(importLimitKw, periodIndex) < reach.importKw)) {
    const upper = site.scaled(at(importLimitKw, periodIndex) + rest);
    site.addSoftRow({
      ...row,
      tag: { ...tag, constraint: 'IMPORT_LIMIT' },
      entries: [...netEntries(site, periodIndex, -1), ...high],
      upper,
    });
  }
}

/** A promise, and what each deviation from it costs. */
function addCommitment(site: SiteDraft, commitment: CommitmentFacts, index: number): void {
  const { facts, draft } = site;
  const { batteryIndex } = commitment;
  facts.periods.forEach(({ restPowerKw, durationHours }, periodIndex) => {
    const up = (at(commitment.upPricePerMwh, periodIndex) / site.priceUnitPerMwh) * durationHours;
    const down = (at(commitment.downPricePerMwh, periodIndex) / site.priceUnitPerMwh) * durationHours;
    const power = batteryIndex === null ? netEntries(site, periodIndex, 1) : site.powerEntries(batteryIndex, periodIndex, 1);
    // Where up and down are two sides of one price, the deviation itself has that price.
    if (up + down === 0) {
      for (const [column, sign] of power) draft.addCost(column, -up * sign);
      return;
    }
    const rest = site.scaled((batteryIndex === null ? restPowerKw : 0) - at(commitment.baselineKw, periodIndex));
    const reach = power.reduce((sum, [column]) => sum + present(draft.upperOf(column), 'a bounded power'), Math.abs(rest));
    const above = draft.addColumn({ cost: -up, lower: 0, upper: reach });
    const below = draft.addColumn({ cost: -down, lower: 0, upper: reach });
    draft.addRow({ lower: -rest, upper: -rest, entries: [...power, [above, -1], [below, 1]] });
    site.addPair(
      { key: `commitment:${index}:${periodIndex}`, one: above, other: below, pays: up + down < 0 },
      { oneMax: reach, otherMax: reach },
    );
  });
}

/** The dearest moment counts: whatever goes beyond the peak so far costs. */
function addPeakCharge(site: SiteDraft, { name, direction, pricePerKw, peakKwSoFar, counts }: PeakChargeFacts): void {
  const peak = site.draft.addColumn({ cost: -site.moneyPerUnit(pricePerKw), lower: site.scaled(peakKwSoFar), upper: Infinity });
  site.facts.periods.forEach(({ restPowerKw }, periodIndex) => {
    if (counts[periodIndex] !== true) return;
    const sign = direction === 'IMPORT' ? 1 : -1;
    const tag: Tag = { constraint: 'PEAK', unit: 'kW', periodIndex, batteryIndex: null, name };
    site.rowTags.set(site.draft.rowCount, tag);
    site.draft.addRow({
      lower: -sign * site.scaled(restPowerKw),
      upper: Infinity,
      entries: [[peak, 1], ...netEntries(site, periodIndex, sign)],
    });
  });
}
