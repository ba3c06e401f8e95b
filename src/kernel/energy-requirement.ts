/**
 * The energy a unit must hold for a response at the start of each settlement period: in store for a low service, as room for a
 * high one. What was delivered is given time to come back. After NESO's State of Energy guidance. Pure.
 */

export interface EnergyRule {
  /** Of the contract's energy, given back to the requirement in one settlement period. */
  readonly recoveryRatio: number;
  /** What was delivered counts again from so many settlement periods later. */
  readonly lagPeriods: number;
}

const ENERGY_RULE: EnergyRule = { recoveryRatio: 0.2, lagPeriods: 3 };

/** The requirement at the start of each period and of the one after the last, from what was delivered in each. */
export function energyRequirements(
  { contractEnergyKwh, deliveredKwh }: { contractEnergyKwh: number; deliveredKwh: readonly number[] },
  { recoveryRatio, lagPeriods }: EnergyRule = ENERGY_RULE,
): number[] {
  const requirements = [contractEnergyKwh];
  const recoveries: number[] = [];
  for (const [period, delivered] of deliveredKwh.entries()) {
    const from = Math.max(0, period - lagPeriods);
    // Before the lag this is the first period, from which nothing is missing.
    const missingKwh = contractEnergyKwh - (requirements[from] ?? contractEnergyKwh);
    const grantedKwh = recoveries.slice(from).reduce((sum, recovery) => sum + recovery, 0);
    const recovery = Math.min(recoveryRatio * contractEnergyKwh, Math.max(0, missingKwh - grantedKwh));
    recoveries.push(recovery);
    requirements.push(Math.min(contractEnergyKwh, (requirements[period] ?? contractEnergyKwh) - delivered + recovery));
  }
  return requirements;
}
