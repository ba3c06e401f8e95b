/** Each battery of the configuration: whether it answers, as what, how fast, and how worn its registers are today. Reads only. */
import type { AgentConfig } from '../config.ts';
import { BUDGET_LOW_RATIO } from '../hardware/decide-write.ts';
import type { ModbusDevice } from '../hardware/modbus-device.ts';
import { printAddress } from '../hardware/modbus-line.ts';
import { addressOf, LinePool, openBattery } from '../hardware/open-battery.ts';
import type { SiteLog } from '../ports.ts';
import { failure, fine, reasonOf, warning, type Finding } from './finding.ts';

/** A look takes a few requests; a control round is to fit into a loop with room to spare. */
const SLOW_RATIO = 0.5;
const PERCENT = 100;

type Battery = AgentConfig['batteries'][number];

export async function examineBatteries(config: AgentConfig, log: SiteLog): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lines = new LinePool();
  for (const battery of config.batteries) {
    const what = `battery ${printAddress(addressOf(battery))} unit ${battery.unitId}`;
    try {
      const device = await openBattery(battery, { dataDir: config.dataDir, nowMs: Date.now, log, lines });
      findings.push(...(await examineBattery(device, { what, battery, loopSeconds: config.loopSeconds })));
      device.close();
    } catch (error) {
      findings.push(failure(what, reasonOf(error), 'The register map is wrong: correct the line it names.'));
    }
  }
  return findings;
}

async function examineBattery(
  device: ModbusDevice,
  { what, battery, loopSeconds }: { what: string; battery: Battery; loopSeconds: number },
): Promise<Finding[]> {
  try {
    await device.read();
    const beganMs = performance.now();
    const { activePowerKw, socPercent, ratings } = await device.read();
    const roundTripMs = performance.now() - beganMs;
    const says = `${device.layout?.title ?? ''}, ${activePowerKw} kW, ${socPercent.toFixed(1)} %, a look takes ${roundTripMs.toFixed(0)} ms`;
    const slow = roundTripMs > SLOW_RATIO * loopSeconds * 1_000;
    const answer = slow
      ? warning(what, says, 'Raise loopSeconds, or look at the line: a round takes longer than half of it.')
      : fine(what, says);
    return [answer, ...examineSafePower(what, battery, ratings), examineWear(what, device)];
  } catch (error) {
    const advice =
      'Check address, unit and cable. A device that takes one connection only is busy while the agent runs: stop it, then look again; `probe` tells more.';
    return [failure(what, reasonOf(error), advice), examineWear(what, device)];
  }
}

function examineSafePower(
  what: string,
  { safePowerKw }: Battery,
  { chargePowerKwMax, dischargePowerKwMax }: { chargePowerKwMax: number; dischargePowerKwMax: number },
): Finding[] {
  if (safePowerKw <= dischargePowerKwMax && safePowerKw >= -chargePowerKwMax) return [];
  return [failure(what, `safePowerKw ${safePowerKw} is beyond its ratings`, 'Correct safePowerKw in the configuration.')];
}

function examineWear(what: string, { ledger }: ModbusDevice): Finding {
  const { usedRatio, writesTodayMax, writesPerDayMax } = ledger;
  const says = `the most written register: ${writesTodayMax} of ${writesPerDayMax} writes today (${(usedRatio * PERCENT).toFixed(0)} %)`;
  const advice = 'Raise registerWritesPerDayMax if the maker allows it, or ask for fewer changes. Small changes wait already.';
  if (usedRatio < BUDGET_LOW_RATIO) return fine(`${what}, wear`, says);
  return usedRatio < 1
    ? warning(`${what}, wear`, says, advice)
    : failure(`${what}, wear`, `${says}: power is no longer raised`, advice);
}
