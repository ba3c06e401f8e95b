/** What an error of performance costs. Pure. */

/** Not verified against the market's rules: configuration, never relied on as a constant. */
export interface PaymentRule {
  /** Up to this error all is paid. */
  readonly fullErrorRatioMax: number;
  /** From this error on nothing is. */
  readonly noneErrorRatioMin: number;
}

export const PAYMENT_RULE_DEFAULT: PaymentRule = { fullErrorRatioMax: 0.03, noneErrorRatioMin: 0.07 };

/** The share of the payment that is left, the k-factor; linear between the two errors. */
export function paymentFactor(errorRatio: number, { fullErrorRatioMax, noneErrorRatioMin }: PaymentRule): number {
  if (errorRatio <= fullErrorRatioMax) return 1;
  if (errorRatio >= noneErrorRatioMin) return 0;
  return (noneErrorRatioMin - errorRatio) / (noneErrorRatioMin - fullErrorRatioMax);
}
