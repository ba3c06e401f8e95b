import { settlementDateOf } from '../../kernel/periods.ts';
import type { Connector, Product } from '../../modules/markets/index.ts';
import { type Manners, openCounterparty, type Said } from './counterparty.ts';
import { isWholeSteps } from './whole-steps.ts';

export interface AskedOfDesk {
  readonly method: string;
  readonly unit: string;
  readonly sequence: number;
}

interface DeskLevel {
  readonly timeFrom: string;
  readonly levelFrom: number;
  readonly timeTo: string;
  readonly levelTo: number;
}

interface DeskPair extends DeskLevel {
  readonly pairId: number;
  readonly offer: string;
  readonly bid: string;
}

export interface DeskDeclaration {
  readonly bmUnit: string;
  readonly notificationTime: string;
  readonly notificationSequence: number;
  readonly PN: readonly DeskLevel[];
  readonly MELS: readonly DeskLevel[];
  readonly MILS: readonly DeskLevel[];
  readonly BOD: readonly DeskPair[];
}

/** A system operator that takes declarations over HTTP, by the market's gates and by the rules for their data. */
export interface BalancingDesk extends Manners<AskedOfDesk> {
  readonly url: string;
  /** What it has taken, as `unit/sequence`. */
  readonly accepted: ReadonlyMap<string, DeskDeclaration>;
  /** Everything that was sent, in the order in which it came, as `unit/sequence`. */
  readonly submitted: readonly string[];
  /** Why it refuses whatever else is right; null refuses nothing. */
  refusal: string | null;
  /** What counts of a unit at an instant: of each row that covers it the one of the greatest sequence. */
  inForce(
    unit: string,
    at: Date,
  ): { readonly notifiedMw: number | null; readonly exportMw: number; readonly importMw: number } | null;
  /** Forgets everything. */
  reset(): void;
  close(): Promise<void>;
}

interface DeskOptions {
  readonly now: () => Date;
  readonly connector: Connector;
}

const PAIRS_MAX = 5;

export async function openBalancingDesk(options: DeskOptions): Promise<BalancingDesk> {
  const accepted = new Map<string, DeskDeclaration>();
  const submitted: string[] = [];
  const answer = ({ method, unit, sequence }: AskedOfDesk, body: string): Said => {
    const about = { bmUnit: unit, notificationSequence: sequence };
    const key = `${unit}/${sequence}`;
    const known = accepted.get(key);
    if (method !== 'PUT') {
      return known
        ? { status: 200, body: { ...about, state: 'ACCEPTED', declaration: known } }
        : { status: 404, body: { ...about, state: 'UNKNOWN' } };
    }
    submitted.push(key);
    // Under one sequence there is one declaration: the same again is no news, and another one is not taken.
    if (known) {
      return {
        status: JSON.stringify(known) === body ? 200 : 409,
        body: { ...about, state: 'ACCEPTED', declaration: known },
      };
    }
    // What was sent is looked at below; whatever is not there fails there.
    const declaration = JSON.parse(body) as DeskDeclaration;
    const reason = desk.refusal ?? refusalOf(options, { declaration, before: ofUnit(accepted, unit) });
    if (reason !== null) return { status: 422, body: { ...about, state: 'REFUSED', reason } };
    accepted.set(key, declaration);
    return { status: 201, body: { ...about, state: 'ACCEPTED', declaration } };
  };
  const counterparty = await openCounterparty({
    asks: askedBy,
    answer,
    somethingElse: { bmUnit: 'T_ELSE-1' },
    manners: () => desk,
  });
  const desk: BalancingDesk = {
    url: counterparty.url,
    accepted,
    submitted,
    refusal: null,
    mischief: () => null,
    delayMs: 0,
    inForce(unit, at) {
      const before = ofUnit(accepted, unit);
      const [exporting, importing] = [levelAt(before, 'MELS', at), levelAt(before, 'MILS', at)];
      if (exporting === null || importing === null) return null;
      return { notifiedMw: levelAt(before, 'PN', at), exportMw: exporting, importMw: importing };
    },
    reset() {
      accepted.clear();
      submitted.length = 0;
      counterparty.forget();
      Object.assign(desk, { refusal: null, mischief: () => null, delayMs: 0 });
    },
    close: () => counterparty.close(),
  };
  return desk;
}

function askedBy({ method, path }: { readonly method: string; readonly path: string }): AskedOfDesk {
  const [, unit = '', sequence = '0'] = /^\/units\/([^/]+)\/declarations\/(\d+)$/.exec(path) ?? [];
  return { method, unit: decodeURIComponent(unit), sequence: Number(sequence) };
}

/** What was taken of a unit, the greatest sequence first: messages may have come in another order. */
function ofUnit(accepted: ReadonlyMap<string, DeskDeclaration>, unit: string): DeskDeclaration[] {
  return [...accepted.values()]
    .filter(({ bmUnit }) => bmUnit === unit)
    .toSorted((one, other) => other.notificationSequence - one.notificationSequence);
}

/** All levels are held throughout their rows here. */
function levelAt(declarations: readonly DeskDeclaration[], dataset: 'PN' | 'MELS' | 'MILS', at: Date): number | null {
  for (const declaration of declarations) {
    const row = declaration[dataset].find(({ timeFrom, timeTo }) => Date.parse(timeFrom) <= +at && +at < Date.parse(timeTo));
    if (row) return row.levelFrom;
  }
  return null;
}

interface Judged {
  readonly declaration: DeskDeclaration;
  readonly before: readonly DeskDeclaration[];
}

function refusalOf({ now, connector }: DeskOptions, { declaration, before }: Judged): string | null {
  const { PN, MELS, MILS, BOD } = declaration;
  const product = connector.products.find(({ balancing }) => balancing !== null);
  if (!product?.balancing) return 'There is no balancing in this market.';
  const { levelStepMw } = product.balancing;
  const levels = [...PN, ...MELS, ...MILS].flatMap(({ levelFrom, levelTo }) => [levelFrom, levelTo]);
  if (!levels.every((levelMw) => isWholeSteps(levelMw, levelStepMw))) return 'A level is no multiple of the step.';
  if (MELS.some(({ levelFrom, levelTo }) => Math.min(levelFrom, levelTo) < 0)) return 'A MEL is below zero.';
  if (MILS.some(({ levelFrom, levelTo }) => Math.max(levelFrom, levelTo) > 0)) return 'A MIL is above zero.';
  for (const row of PN) {
    const at = new Date(row.timeFrom);
    if (isClosed(connector, { product, at, now: now() }) && levelAt(before, 'PN', at) !== row.levelFrom)
      return `The gate for ${row.timeFrom} is closed.`;
    const [most, least] = [levelAt([declaration], 'MELS', at), levelAt([declaration], 'MILS', at)];
    if (most === null || least === null || row.levelFrom > most || row.levelFrom < least)
      return `The notification from ${row.timeFrom} on is beyond the limits.`;
  }
  return refusalOfPairs(BOD);
}

function isClosed({ calendar }: Connector, { product, at, now }: { product: Product; at: Date; now: Date }): boolean {
  const period = product.periodsOn(settlementDateOf(at, calendar)).find(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
  const gate = period && product.gatesOf(period).find(({ freezes }) => freezes === 'everything');
  return !gate || now >= gate.closesAt;
}

/** Pairs are stacked from the notification outwards, each with an offer that is no less than its bid, and prices that do not fall upwards. */
function refusalOfPairs(pairs: readonly DeskPair[]): string | null {
  for (const [timeFrom, ofPeriod] of Map.groupBy(pairs, (pair) => pair.timeFrom)) {
    const stacked = ofPeriod.toSorted((one, other) => one.pairId - other.pairId);
    for (const [index, { pairId, levelFrom, levelTo, offer, bid }] of stacked.entries()) {
      const size = Math.abs(pairId);
      if (size < 1 || size > PAIRS_MAX) return `There is no pair ${pairId}.`;
      if (size > 1 && !stacked.some((one) => one.pairId === pairId - Math.sign(pairId)))
        return `Pair ${pairId} from ${timeFrom} on stands on nothing.`;
      if (Math.sign(levelFrom) !== Math.sign(pairId) || Math.sign(levelTo) !== Math.sign(pairId))
        return `Pair ${pairId} from ${timeFrom} on has the wrong sign.`;
      if (Number(offer) < Number(bid)) return `The offer of pair ${pairId} from ${timeFrom} on is below its bid.`;
      const lower = stacked[index - 1];
      if (lower && (lower.pairId === pairId || Number(lower.offer) > Number(offer) || Number(lower.bid) > Number(bid)))
        return `Pair ${pairId} from ${timeFrom} on is cheaper than the one below it.`;
    }
  }
  return null;
}
