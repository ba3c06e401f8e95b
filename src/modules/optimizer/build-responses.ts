import { present } from '../../kernel/assert.ts';
import { at, PRIORITY } from './build-battery.ts';
import type { SiteDraft } from './site-draft.ts';
import type { ResponseFacts } from './site-facts.ts';
import type { ConstraintName, Tag } from './site-programme.ts';

type Entry = readonly [column: number, value: number];
type Direction = ResponseFacts['direction'];

/** Response and reserve: power and energy kept free for what may be called at any moment. */
export function addResponses(site: SiteDraft): void {
  for (const response of site.facts.responses) addContract(site, response);
  if (site.facts.responses.length === 0) return;
  for (const batteryIndex of site.facts.batteries.keys()) {
    for (const periodIndex of site.facts.periods.keys()) {
      addPower(site, { batteryIndex, periodIndex });
      addRatings(site, { batteryIndex, periodIndex });
      addEnergy(site, { batteryIndex, periodIndex });
    }
    addEnergyAtStart(site, batteryIndex);
  }
}

function addContract(site: SiteDraft, response: ResponseFacts): void {
  const { facts, draft } = site;
  const { fromPeriodIndex, untilPeriodIndex, powerKwMin, powerKwMax, name } = response;
  const hours = facts.periods.slice(fromPeriodIndex, untilPeriodIndex).reduce((sum, period) => sum + period.durationHours, 0);
  const cost = (response.pricePerMwHour / site.priceUnitPerMwh) * hours;
  const held = new Map<number, number>();
  for (const batteryIndex of response.batteryIndices) {
    held.set(batteryIndex, draft.addColumn({ cost, lower: 0, upper: site.scaled(powerKwMax) }));
  }
  site.responses.push(held);
  const tag: Tag = { constraint: 'RESPONSE_CONTRACT', unit: 'kW', periodIndex: null, batteryIndex: null, name };
  const entries = [...held.values()].map((column): Entry => [column, 1]);
  if (powerKwMin > 0) {
    const price = response.shortfallPricePerMwHour;
    site.addSoftRow({
      tag,
      entries,
      lower: site.scaled(powerKwMin),
      priority: PRIORITY.contract,
      hours,
      pricePerUnit: price === undefined ? null : price / 1_000,
    });
  }
  if (held.size < 2) {
    for (const column of held.values()) site.columnTags.set(column, { lower: null, upper: tag });
    return;
  }
  site.rowTags.set(draft.rowCount, tag);
  draft.addRow({ lower: -Infinity, upper: site.scaled(powerKwMax), entries });
}

interface Place {
  readonly batteryIndex: number;
  readonly periodIndex: number;
}

/** The power held in a period, by one battery or by all, each times a factor that depends on the response. */
export function heldEntries(
  site: SiteDraft,
  { periodIndex, direction, batteryIndex = null }: { periodIndex: number; direction: Direction; batteryIndex?: number | null },
  factorOf: (response: ResponseFacts) => number = () => 1,
): Entry[] {
  const entries: Entry[] = [];
  for (const index of present(site.heldIn[direction][periodIndex], 'a period')) {
    const factor = factorOf(present(site.facts.responses[index], 'a response'));
    if (factor === 0) continue;
    for (const [of, column] of present(site.responses[index], 'the columns of a response')) {
      if (batteryIndex === null || of === batteryIndex) entries.push([column, factor]);
    }
  }
  return entries;
}

/** Whatever the market plan does, the full response fits on top of it. */
function addPower(site: SiteDraft, { batteryIndex, periodIndex }: Place): void {
  const battery = present(site.facts.batteries[batteryIndex], 'a battery');
  const add = (direction: Direction, sign: number, upperKw: number): void => {
    const entries = heldEntries(site, { periodIndex, direction, batteryIndex });
    if (entries.length === 0) return;
    site.rowTags.set(site.draft.rowCount, tagOf('RESPONSE_POWER', { batteryIndex, periodIndex }));
    site.draft.addRow({
      lower: -Infinity,
      upper: site.scaled(upperKw),
      entries: [...site.powerEntries(batteryIndex, periodIndex, sign), ...entries],
    });
  };
  add('LOW', 1, at(battery.dischargePowerKwMax, periodIndex));
  add('HIGH', -1, at(battery.chargePowerKwMax, periodIndex));
}

/** The full response and the power to recover from one the other way, within the rating of each direction. */
function addRatings(site: SiteDraft, { batteryIndex, periodIndex }: Place): void {
  const battery = present(site.facts.batteries[batteryIndex], 'a battery');
  const isFirst = periodIndex === 0 || !sameHeld(site, periodIndex, periodIndex - 1);
  const directions = [
    ['LOW', 'HIGH', battery.dischargePowerKwMax],
    ['HIGH', 'LOW', battery.chargePowerKwMax],
  ] as const;
  for (const [direction, opposite, ratings] of directions) {
    if (!isFirst && at(ratings, periodIndex) === at(ratings, periodIndex - 1)) continue;
    const kept = heldEntries(
      site,
      { periodIndex, direction: opposite, batteryIndex },
      (response) => response.reservedCapacityRatio,
    );
    const entries = [...heldEntries(site, { periodIndex, direction, batteryIndex }), ...kept];
    if (entries.length === 0) continue;
    site.rowTags.set(site.draft.rowCount, tagOf('RESPONSE_POWER', { batteryIndex, periodIndex }));
    site.draft.addRow({ lower: -Infinity, upper: site.scaled(at(ratings, periodIndex)), entries });
  }
}

/** The energy of every response, at the end of a period in which it is held and at the start of one that follows. */
function addEnergy(site: SiteDraft, { batteryIndex, periodIndex }: Place): void {
  addEnergyRows(site, { batteryIndex, periodIndex, heldInIndex: periodIndex });
  const next = periodIndex + 1;
  if (next < site.facts.periods.length && !sameHeld(site, periodIndex, next)) {
    addEnergyRows(site, { batteryIndex, periodIndex, heldInIndex: next });
  }
}

function addEnergyAtStart(site: SiteDraft, batteryIndex: number): void {
  addEnergyRows(site, { batteryIndex, periodIndex: -1, heldInIndex: 0 });
}

/**
 * Delivering at the grid takes more than that from the store; what is taken in from the grid must find room for all of it,
 * as the rules count it without losses.
 */
function addEnergyRows(site: SiteDraft, { batteryIndex, periodIndex, heldInIndex }: Place & { heldInIndex: number }): void {
  const battery = present(site.facts.batteries[batteryIndex], 'a battery');
  const bound = Math.max(0, periodIndex);
  const stored = site.batteries[batteryIndex]?.stored[periodIndex];
  const start = stored === undefined ? site.scaled(battery.energyKwhAtStart) : 0;
  const add = (direction: Direction, sign: number, perKwh: number): void => {
    const entries = heldEntries(site, { periodIndex: heldInIndex, direction, batteryIndex }, (response) => {
      return -sign * perKwh * response.deliveryHours * at(response.requiredEnergyRatio, heldInIndex);
    });
    if (entries.length === 0) return;
    const range =
      sign > 0
        ? { lower: site.scaled(at(battery.energyKwhMin, bound)) - start }
        : { upper: site.scaled(at(battery.energyKwhMax, bound)) - start };
    site.addSoftRow({
      ...range,
      tag: { ...tagOf('RESPONSE_ENERGY', { batteryIndex, periodIndex: heldInIndex }), unit: 'kWh', name: direction },
      entries: [...(stored === undefined ? [] : [[stored, 1] as const]), ...entries],
      priority: PRIORITY.responseEnergy,
      hours: site.hours(heldInIndex),
      pricePerUnit: null,
    });
  };
  add('LOW', 1, 1 / battery.dischargeEfficiencyRatio);
  add('HIGH', -1, 1);
}

function sameHeld({ facts, heldIn }: SiteDraft, periodIndex: number, other: number): boolean {
  return [heldIn.LOW, heldIn.HIGH].every((held) => {
    const [one, two] = [held[periodIndex] ?? [], held[other] ?? []];
    return one.length === two.length && one.every((index, each) => two[each] === index && sameEnergy(facts, index));
  });

  function sameEnergy({ responses }: SiteDraft['facts'], index: number): boolean {
    const { requiredEnergyRatio } = present(responses[index], 'a response');
    return requiredEnergyRatio[periodIndex] === requiredEnergyRatio[other];
  }
}

function tagOf(constraint: ConstraintName, { batteryIndex, periodIndex }: Place): Tag {
  return { constraint, unit: 'kW', periodIndex, batteryIndex, name: null };
}
