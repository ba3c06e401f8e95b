import Type, { type Static } from 'typebox';
import type { Interval } from '../../../kernel/intervals.ts';
import type { PowerSegment } from '../power-profile.ts';
import { WireDate, WireInstant, WirePrice } from '../wire-forms.ts';
import type { NotifiedPeriod, UnitDeclaration } from './system-operator.ts';

/** A system operator may say more than we ask for: what is not named here is not read. */
const Unit = Type.String({ minLength: 1, maxLength: 100 });
const Sequence = Type.Integer({ minimum: 1 });
const ROWS_COUNT_MAX = 2_000;

const Level = { timeFrom: WireInstant, levelFrom: Type.Number(), timeTo: WireInstant, levelTo: Type.Number() };
const OfPeriod = { settlementDate: WireDate, settlementPeriod: Type.Integer() };
const Notified = { notificationTime: WireInstant, notificationSequence: Sequence };

/** The rows of the datasets of the same names, by the names of their fields. */
export const WireDeclaration = Type.Object({
  bmUnit: Unit,
  notificationTime: WireInstant,
  notificationSequence: Sequence,
  PN: Type.Array(Type.Object({ ...OfPeriod, ...Level }), { maxItems: ROWS_COUNT_MAX }),
  MELS: Type.Array(Type.Object({ ...Level, ...Notified }), { maxItems: ROWS_COUNT_MAX }),
  MILS: Type.Array(Type.Object({ ...Level, ...Notified }), { maxItems: ROWS_COUNT_MAX }),
  BOD: Type.Array(Type.Object({ ...OfPeriod, ...Level, pairId: Type.Integer(), offer: WirePrice, bid: WirePrice }), {
    maxItems: ROWS_COUNT_MAX,
  }),
});
export type WireDeclaration = Static<typeof WireDeclaration>;

const About = { bmUnit: Unit, notificationSequence: Sequence };
export const WireDeclarationState = Type.Union([
  Type.Object({ ...About, state: Type.Literal('ACCEPTED'), declaration: WireDeclaration }),
  Type.Object({ ...About, state: Type.Literal('REFUSED'), reason: Type.String({ minLength: 1, maxLength: 500 }) }),
  Type.Object({ ...About, state: Type.Literal('UNKNOWN') }),
]);

/** A declaration as it is sent; the same for the same one. */
export function wireDeclarationOf({
  unit,
  sequence,
  declaredAt,
  periods,
  exportLimit,
  importLimit,
}: UnitDeclaration): WireDeclaration {
  const notified = { notificationTime: declaredAt.toISOString(), notificationSequence: sequence };
  return {
    bmUnit: unit,
    ...notified,
    PN: periods.flatMap((one) => one.notification.map((segment) => ({ ...periodOf(one), ...levelsOf(segment) }))),
    MELS: exportLimit.map((segment) => ({ ...levelsOf(segment), ...notified })),
    MILS: importLimit.map((segment) => ({ ...levelsOf(segment), ...notified })),
    BOD: periods.flatMap((one) =>
      one.pairs.map(({ pairId, rangeMw, offerPerMwh, bidPerMwh }) => ({
        ...periodOf(one),
        ...timesOf(one.period),
        levelFrom: rangeMw,
        levelTo: rangeMw,
        pairId,
        offer: offerPerMwh,
        bid: bidPerMwh,
      })),
    ),
  };
}

function periodOf({ period }: NotifiedPeriod): { settlementDate: string; settlementPeriod: number } {
  return { settlementDate: period.settlementDate, settlementPeriod: period.periodIndex };
}

function levelsOf(segment: PowerSegment) {
  return { ...timesOf(segment), levelFrom: segment.fromPowerMw, levelTo: segment.untilPowerMw };
}

function timesOf({ fromAt, untilAt }: Interval): { timeFrom: string; timeTo: string } {
  return { timeFrom: fromAt.toISOString(), timeTo: untilAt.toISOString() };
}
