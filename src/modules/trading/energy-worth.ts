/** One MWh more in a store, by a plan, and what is lost and worn on its way. */
export interface StoredEnergy {
  readonly storedValuePerMwh: number;
  readonly chargeEfficiencyRatio: number;
  readonly dischargeEfficiencyRatio: number;
  readonly wearCostPerMwh: number;
}

/** What it is worth at the grid side, per MWh: charged, after what is lost on its way in; discharged, with what is lost and worn on its way out. Pure. */
export function worthAtGrid(stored: StoredEnergy): { readonly charged: number; readonly discharged: number } {
  const { storedValuePerMwh, chargeEfficiencyRatio, dischargeEfficiencyRatio, wearCostPerMwh } = stored;
  return {
    charged: storedValuePerMwh * chargeEfficiencyRatio,
    discharged: storedValuePerMwh / dischargeEfficiencyRatio + wearCostPerMwh,
  };
}
