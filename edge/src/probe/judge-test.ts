/** Whether a battery did what it was told, and what is wrong when it did not. Pure. */

export interface Judgement {
  readonly ok: boolean;
  readonly says: string;
}

const FOLLOWS_RATIO = 0.25;
const FLOWS_RATIO = 0.02;
const TENS = [0.001, 0.01, 0.1, 10, 100, 1_000];

/** The mean power of the hold, less what flowed at rest. */
export function judgePower({ wantedKw, meanKw }: { wantedKw: number; meanKw: number }): Judgement {
  const ratio = meanKw / wantedKw;
  const measured = `asked for ${show(wantedKw)} kW, measured ${show(meanKw)} kW`;
  if (Math.abs(ratio - 1) <= FOLLOWS_RATIO) return { ok: true, says: measured };
  if (Math.abs(ratio + 1) <= FOLLOWS_RATIO) {
    return {
      ok: false,
      says: `${measured}: the sign is the wrong way round; in a register map turn \`positive\` of what is wrong`,
    };
  }
  const factor = TENS.find((ten) => Math.abs(Math.abs(ratio) / ten - 1) <= FOLLOWS_RATIO);
  if (factor !== undefined) return { ok: false, says: `${measured}: the scale is off by a factor of ${factor}` };
  if (Math.abs(ratio) < FLOWS_RATIO)
    return { ok: false, says: `${measured}: it does not move; is it in remote mode, and free to move?` };
  return { ok: false, says: `${measured}: it does not follow` };
}

interface MeterMovement {
  readonly exportedKwh: number;
  readonly importedKwh: number;
  readonly expectedKwh: number;
}

/** Discharge is to move the meter of export, charge that of import, and neither the other. */
export function judgeMeters(discharge: MeterMovement, charge: MeterMovement, meterStepKwh: number): Judgement {
  const seen = `discharging moved export by ${show(discharge.exportedKwh)} and import by ${show(discharge.importedKwh)} kWh, charging by ${show(charge.exportedKwh)} and ${show(charge.importedKwh)}`;
  const right = discharge.exportedKwh + charge.importedKwh;
  const wrong = discharge.importedKwh + charge.exportedKwh;
  const expected = discharge.expectedKwh + charge.expectedKwh;
  // A meter shows whole steps: the difference of two looks is off by less than one, in either hold.
  const tolerance = Math.max(FOLLOWS_RATIO * expected, 2 * meterStepKwh);
  if (expected < 4 * meterStepKwh) {
    return { ok: true, says: `${seen}; too little for meters of ${show(meterStepKwh)} kWh: compare them by hand after an hour` };
  }
  if (wrong > tolerance && right < wrong) return { ok: false, says: `${seen}: the meters are exchanged` };
  if (Math.abs(right - expected) <= tolerance && wrong <= tolerance) return { ok: true, says: seen };
  return {
    ok: false,
    says: `${seen}; ${show(expected)} kWh were expected in all: the scale of the meters is wrong, or others move them`,
  };
}

function show(value: number): string {
  return String(Number(value.toFixed(4)) + 0);
}
