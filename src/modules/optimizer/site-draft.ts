import type { ResponseDirection } from '../../kernel/response-curves.ts';
import { KW_PER_MW } from '../../kernel/units.ts';
import { present } from '../../kernel/assert.ts';
import { ProgrammeDraft } from './linear-programme.ts';
import type { SiteFacts } from './site-facts.ts';
import type { BatteryColumns, ExclusivePair, Slack, Tag } from './site-programme.ts';

/** Of the largest capacity in an hour; with a smaller unit of power, stored energy becomes too large a number. */
const POWER_UNIT_RATIO_MIN = 1e-4;

export interface DraftOptions {
  /** Every constraint that may give way has a slack; otherwise only those whose miss has a price. */
  readonly elastic: boolean;
  /** The pairs that are decided by integers. */
  readonly exclusive: ReadonlySet<string>;
}

type Entry = readonly [column: number, value: number];

interface SoftRow {
  readonly tag: Tag;
  readonly entries: readonly Entry[];
  readonly lower?: number;
  readonly upper?: number;
  readonly priority: number;
  readonly hours: number;
  /** What a unit of a miss costs; null: it is kept whenever possible. */
  readonly pricePerUnit: number | null;
}

/** A programme of a site while it is being written. Powers, energies and money go in as they are, and are scaled here. */
export class SiteDraft {
  readonly facts: SiteFacts;
  readonly options: DraftOptions;
  readonly draft = new ProgrammeDraft();
  readonly batteries: BatteryColumns[] = [];
  readonly responses: Map<number, number>[] = [];
  readonly slacks: Slack[] = [];
  readonly pairs: ExclusivePair[] = [];
  readonly rowTags = new Map<number, Tag>();
  readonly columnTags = new Map<number, { lower: Tag | null; upper: Tag | null }>();
  readonly balanceRows: number[][] = [];
  /** For each period, which responses are held in it. */
  readonly heldIn: Readonly<Record<ResponseDirection, readonly (readonly number[])[]>>;
  readonly powerUnitKw: number;
  readonly priceUnitPerMwh: number;

  constructor(facts: SiteFacts, options: DraftOptions) {
    this.facts = facts;
    this.options = options;
    this.heldIn = { LOW: heldIn(facts, 'LOW'), HIGH: heldIn(facts, 'HIGH') };
    this.powerUnitKw = powerUnitOf(facts);
    this.priceUnitPerMwh = priceUnitOf(facts);
  }

  /** kW, or kWh over an hour, in the programme's unit. */
  scaled(amount: number): number {
    return amount / this.powerUnitKw;
  }

  /** What a kWh costs or earns, or a kW for an hour, in the programme's unit. */
  moneyPerUnit(pricePerKwh: number): number {
    return (pricePerKwh * KW_PER_MW) / this.priceUnitPerMwh;
  }

  hours(periodIndex: number): number {
    return present(this.facts.periods[periodIndex], 'a period').durationHours;
  }

  /** A row that may be missed: at a price, or only when nothing else is possible. */
  addSoftRow({ tag, entries, lower = -Infinity, upper = Infinity, priority, hours, pricePerUnit }: SoftRow): number {
    const row = this.draft.rowCount;
    const slacks: Entry[] = [];
    if (pricePerUnit !== null || this.options.elastic) {
      const cost = pricePerUnit === null ? 0 : -this.moneyPerUnit(pricePerUnit) * hours;
      const add = (sign: number): void => {
        const column = this.draft.addColumn({ cost, lower: 0, upper: Infinity });
        const priced = pricePerUnit !== null;
        this.slacks.push({ column, tag, priority: priced ? null : priority, hours, pricePerUnit: pricePerUnit ?? 0 });
        slacks.push([column, sign]);
      };
      if (lower !== -Infinity) add(1);
      if (upper !== Infinity) add(-1);
    }
    this.draft.addRow({ lower, upper, entries: [...entries, ...slacks] });
    this.rowTags.set(row, tag);
    return row;
  }

  /** One of the two at most above zero. */
  addPair({ key, one, other, pays }: ExclusivePair, { oneMax, otherMax }: { oneMax: number; otherMax: number }): void {
    if (oneMax <= 0 || otherMax <= 0) return;
    this.pairs.push({ key, one, other, pays });
    if (!this.options.exclusive.has(key)) return;
    const choice = this.draft.addIntegerColumn({ lower: 0, upper: 1 });
    this.addChoice({ column: one, max: oneMax, choice, chosen: 1 });
    this.addChoice({ column: other, max: otherMax, choice, chosen: 0 });
  }

  /** A column that is zero unless the choice, 0 or 1, is the one for it. */
  addChoice({ column, max, choice, chosen }: { column: number; max: number; choice: number; chosen: 0 | 1 }): void {
    const upper = chosen === 1 ? 0 : max;
    this.draft.addRow({
      lower: -Infinity,
      upper,
      entries: [
        [column, 1],
        [choice, chosen === 1 ? -max : max],
      ],
    });
  }

  /** Discharge less charge of a battery in a period, times a factor. */
  powerEntries(batteryIndex: number, periodIndex: number, factor: number): Entry[] {
    const columns = present(this.batteries[batteryIndex], 'the columns of a battery');
    return [
      [present(columns.discharge[periodIndex], 'a period'), factor],
      [present(columns.charge[periodIndex], 'a period'), -factor],
    ];
  }
}

function heldIn({ periods, responses }: SiteFacts, direction: ResponseDirection): number[][] {
  const held: number[][] = periods.map(() => []);
  for (const [index, response] of responses.entries()) {
    if (response.direction !== direction) continue;
    for (let period = response.fromPeriodIndex; period < response.untilPeriodIndex; period += 1) held[period]?.push(index);
  }
  return held;
}

/**
 * The strongest battery, so that the variables are of size one for a home and for a power station; not so little beside the
 * capacity that stored energy becomes too large a number.
 */
function powerUnitOf({ batteries }: SiteFacts): number {
  return batteries.reduce((size, { chargePowerKwMax, dischargePowerKwMax, energyCapacityKwh }) => {
    return Math.max(size, ...chargePowerKwMax, ...dischargePowerKwMax, energyCapacityKwh * POWER_UNIT_RATIO_MIN);
  }, 0);
}

function priceUnitOf({ periods, batteries }: SiteFacts): number {
  let largest = 0;
  for (const { importPricePerMwh, exportPricePerMwh } of periods) {
    largest = Math.max(largest, Math.abs(importPricePerMwh), Math.abs(exportPricePerMwh));
  }
  for (const { endEnergyValuePerMwh } of batteries) largest = Math.max(largest, Math.abs(endEnergyValuePerMwh));
  return largest > 0 ? largest : 1;
}
