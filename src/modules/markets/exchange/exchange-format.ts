import Type, { type Static } from 'typebox';
import { WireDate, WireInstant, WirePrice } from '../wire-forms.ts';
import type { ExchangeOrder } from './exchange.ts';

/** An exchange may say more than we ask for: what is not named here is not read. */
const Reference = Type.String({ minLength: 1, maxLength: 100 });
const ServiceName = Type.String({ minLength: 1, maxLength: 20 });
const Currency = Type.String({ pattern: '^[A-Z]{3}$' });

/** An order as it is sent, and as the exchange says it has it. */
export const WireOrder = Type.Object({
  participant: Type.String({ minLength: 1, maxLength: 100 }),
  product: Type.String({ minLength: 1, maxLength: 100 }),
  deliveryDate: WireDate,
  fromAt: WireInstant,
  untilAt: WireInstant,
  service: Type.Optional(ServiceName),
  side: Type.Enum(['BUY', 'SELL']),
  volumeMw: Type.Number({ exclusiveMinimum: 0 }),
  limitPricePerMwh: WirePrice,
  currency: Currency,
});
export type WireOrder = Static<typeof WireOrder>;

export const WireOrderState = Type.Union([
  Type.Object({ reference: Reference, state: Type.Literal('ACCEPTED'), order: WireOrder }),
  Type.Object({ reference: Reference, state: Type.Literal('REFUSED'), reason: Type.String({ minLength: 1, maxLength: 500 }) }),
  Type.Object({ reference: Reference, state: Type.Literal('UNKNOWN') }),
]);
export type WireOrderState = Static<typeof WireOrderState>;

const AWARDS_COUNT_MAX = 10_000;

export const WireResults = Type.Union([
  Type.Object({ state: Type.Literal('PENDING') }),
  Type.Object({
    state: Type.Literal('PUBLISHED'),
    participant: Type.String(),
    product: Type.String(),
    deliveryDate: Type.String(),
    awards: Type.Array(
      Type.Object({ reference: Reference, volumeMw: Type.Number({ minimum: 0 }), pricePerMwh: WirePrice, currency: Currency }),
      { maxItems: AWARDS_COUNT_MAX },
    ),
    clearingPrices: Type.Optional(
      Type.Array(Type.Object({ service: ServiceName, fromAt: WireInstant, untilAt: WireInstant, pricePerMwHour: WirePrice }), {
        maxItems: AWARDS_COUNT_MAX,
      }),
    ),
  }),
]);
export type WireResults = Static<typeof WireResults>;

/** An order as it is sent. */
export function wireOrderOf({ reference: _reference, fromAt, untilAt, service, ...order }: ExchangeOrder): WireOrder {
  return { ...order, ...(service !== null && { service }), fromAt: fromAt.toISOString(), untilAt: untilAt.toISOString() };
}
