/** What a tenant's file says of how soon and how closely instructions are to be followed. */
export interface ControlPolicy {
  /** A site that has not confirmed an instruction within this is told of in an alert. */
  readonly confirmSeconds: number;
  /** The power of a battery may differ from its setpoint by this share of its nameplate. */
  readonly tolerancePercent: number;
  /** One that differs by more for longer than this is told of in an alert. */
  readonly outOfToleranceSeconds: number;
}

export const DEFAULT_CONTROL_POLICY: ControlPolicy = {
  confirmSeconds: 120,
  tolerancePercent: 5,
  outOfToleranceSeconds: 120,
};
