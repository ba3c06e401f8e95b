import Type, { type TSchema } from 'typebox';
import type { Right } from '../../kernel/ownership-models.ts';
import type { TenantAction } from '../../kernel/scopes.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { printGlobalId } from '../../wire/global-id.ts';

const Id = Type.String({ description: 'A global id of the API.' });
const Instant = Type.String({ format: 'date-time' });
const OrNull = (schema: TSchema): TSchema => Type.Union([schema, Type.Null()]);

const STOP = {
  dispatchStopId: Id,
  kind: Type.Enum(['EMERGENCY', 'VISIT']),
  siteId: OrNull(Id),
  batteryId: OrNull(Id),
  untilAt: OrNull(Instant),
};

const ALERT = {
  alertId: Id,
  batteryId: Id,
  instructionId: Id,
  kind: Type.Enum(['NOT_DELIVERED', 'NOT_APPLIED', 'OUT_OF_TOLERANCE']),
  sinceAt: Instant,
};

interface EventKind {
  /** What whoever asks for it must be allowed to see anywhere in the tenant. */
  readonly rights: readonly (Right | TenantAction)[];
  /** What is told beside the tenant; that and no more leaves the platform. */
  readonly facts: Readonly<Record<string, TSchema>>;
}

/** What partners can ask to be told; the triggers of the migrations write what is named here. */
export const EVENTS = {
  ALERT_CLEARED: { rights: ['instructions:read'], facts: ALERT },
  ALERT_RAISED: { rights: ['instructions:read'], facts: ALERT },
  CONNECTIVITY_CHANGED: {
    rights: ['live:read'],
    facts: { batteryId: Id, state: Type.Enum(['ONLINE', 'STALE', 'OFFLINE']), sinceAt: Instant },
  },
  DEAD_LETTER_ARRIVED: { rights: ['read-dead-letters'], facts: { deadLetterId: Id } },
  DISPATCH_RESUMED: { rights: ['override:read'], facts: STOP },
  DISPATCH_STOPPED: { rights: ['override:read'], facts: STOP },
  INSTRUCTION_CHANGED: {
    rights: ['instructions:read'],
    facts: {
      instructionId: Id,
      batteryId: Id,
      state: Type.Enum(['ISSUED', 'DELIVERED', 'APPLIED', 'EXECUTING', 'REFUSED', 'EXPIRED', 'UNDELIVERABLE']),
      instructionSequence: Type.Integer(),
    },
  },
  MARKET_RUN_ENDED: {
    rights: ['plan:read', 'revenue:read'],
    facts: {
      marketRunId: Id,
      market: Type.String(),
      product: Type.String(),
      deliveryDate: Type.String({ format: 'date' }),
      state: Type.Enum(['AWARDED', 'ABANDONED']),
      reason: OrNull(Type.String()),
    },
  },
  PERIOD_SETTLED: {
    rights: ['revenue:read'],
    facts: {
      batteryId: Id,
      startAt: Instant,
      endAt: Instant,
      settlementDate: Type.String({ format: 'date' }),
      periodIndex: Type.Integer({ minimum: 1, maximum: 50 }),
    },
  },
  PLAN_MADE: { rights: ['plan:read'], facts: { planId: Id, batteryId: Id, horizonFrom: Instant, horizonUntil: Instant } },
} as const satisfies Record<string, EventKind>;

/** An event that an endpoint can ask for. */
export type EventName = keyof typeof EVENTS;
/** Any event that is sent: those, and the one of a test. */
export type SentEventName = EventName | 'WEBHOOK_TEST';

export interface Event {
  readonly eventType: SentEventName;
  readonly happenedAt: Date;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What is sent, as JSON Schema. */
export const BODY = Type.Union(
  [...Object.entries(EVENTS), ['WEBHOOK_TEST', { facts: {} }] as const].map(([name, { facts }]) =>
    Type.Object({
      // The keys of a literal object are of its type.
      type: Type.Literal(wireNameOf(name as SentEventName)),
      timestamp: Instant,
      data: Type.Object({ tenantId: Id, ...facts }),
    }),
  ),
);

/** The name of an event outside: `PLAN_MADE` is `plan.made`. */
function wireNameOf(name: SentEventName): string {
  return name.toLowerCase().replace(/_(?=[a-z]+$)/, '.');
}

/** What is sent of an event. The same event is the same text at each attempt: it is made of what was stored with the change. Pure. */
export function printEvent({ eventType, happenedAt, facts }: Event, tenantId: TenantId): string {
  const told = Object.entries({ tenantId, ...facts }).map(([name, value]): [string, unknown] => [name, printFact(name, value)]);
  return JSON.stringify({
    type: wireNameOf(eventType),
    timestamp: happenedAt.toISOString(),
    data: Object.fromEntries(told),
  });
}

/** By its name: an id becomes a global one of its type, an instant is printed as everywhere in the API. */
function printFact(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (name.endsWith('Id')) return printGlobalId(`${name.slice(0, 1).toUpperCase()}${name.slice(1, -2)}`, value);
  return /(?:At|From|Until)$/.test(name) ? new Date(value).toISOString() : value;
}
