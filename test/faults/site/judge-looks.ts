import type { Installation } from '../installation.ts';
import type { Tally } from '../tally.ts';
import type { Site } from './open-site.ts';

export const LOOK_MS = 50;
/** An agent looks five times a second; on a busy machine its round comes late. */
export const LATE_MS_MAX = 2_500;
const WATTS_TOLERANCE = 2;

/** What stood in the battery's registers at an instant. */
export interface Look {
  readonly atMs: number;
  readonly setpointW: number;
}

interface InstructionRow {
  readonly sequence: number;
  readonly issuedAt: Date;
  readonly deliveredAt: Date | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly setpoints: readonly { readonly fromAt: string; readonly untilAt: string; readonly powerKw: number }[];
}

interface Judged {
  readonly site: Site;
  /** Whether nobody drove the battery then: what stands is the matter of its own timer. */
  readonly isUnattended?: (atMs: number) => boolean;
}

/** Whether a setpoint is the one that was asked for. */
export function isAsked(setpointW: number, powerKw: number): boolean {
  return Math.abs(setpointW - powerKw * 1_000) <= WATTS_TOLERANCE;
}

/** What stood in the registers was allowed by an instruction in force that nothing newer on the site had replaced; rest always is. */
export async function judgeLooks(
  tally: Tally,
  { owner }: Installation,
  { site: { batteryId, looks, nameplate, battery }, isUnattended = () => false }: Judged,
): Promise<Readonly<Record<string, number>>> {
  const rows = await owner<InstructionRow[]>`
    select instruction_sequence as sequence, issued_at as "issuedAt", delivered_at as "deliveredAt", valid_from as "validFrom",
      valid_until as "validUntil", setpoints from instruction where battery_id = ${batteryId} order by 1`;
  const movedCount = looks.filter(({ setpointW }) => setpointW !== 0).length;
  for (const look of looks) {
    const powerKw = look.setpointW / 1_000;
    const most = powerKw > 0 ? nameplate.dischargePowerKwMax : nameplate.chargePowerKwMax;
    tally.expect('limitViolations', Math.abs(powerKw) <= most, `${powerKw} kW stand in a battery of ${most} kW`);
    if (look.setpointW === 0 || isUnattended(look.atMs) || isAllowed(look, rows)) continue;
    tally.offend(
      'staleExecutions',
      `${powerKw} kW at ${new Date(look.atMs).toISOString()}, which no instruction in force asks for`,
    );
  }
  const { storedEnergyKwh } = battery.state();
  tally.expect('limitViolations', storedEnergyKwh >= 0, 'a battery was emptied');
  tally.check('looks at registers', looks.length);
  tally.expect('brokenPromises', movedCount > 0, 'the battery never moved: nothing would be proved');
  return { instructions: rows.length, looks: looks.length, looksAtMovingBattery: movedCount };
}

function isAllowed({ atMs, setpointW }: Look, rows: readonly InstructionRow[]): boolean {
  // Late by the round of an agent: what was allowed a moment ago still stands.
  const sinceMs = atMs - LATE_MS_MAX;
  const newestHeld = Math.max(
    0,
    ...rows.flatMap(({ deliveredAt, sequence }) => (deliveredAt && deliveredAt.getTime() < sinceMs ? [sequence] : [])),
  );
  return rows.some(
    ({ sequence, issuedAt, validFrom, validUntil, setpoints }) =>
      sequence >= newestHeld &&
      issuedAt.getTime() <= atMs &&
      validFrom.getTime() <= atMs &&
      validUntil.getTime() > sinceMs &&
      setpoints.some(
        ({ fromAt, untilAt, powerKw }) =>
          Date.parse(fromAt) <= atMs && Date.parse(untilAt) > sinceMs && isWithin(setpointW, powerKw * 1_000),
      ),
  );
}

/** Near a bound of the state of charge an agent asks for less, and never for more. */
function isWithin(setpointW: number, askedW: number): boolean {
  if (Math.abs(setpointW - askedW) <= WATTS_TOLERANCE) return true;
  return Math.sign(setpointW) === Math.sign(askedW) && Math.abs(setpointW) < Math.abs(askedW);
}
