/**
 * The telemetry wire format, version 1: one JSON document a batch, at most 500 readings of one site's batteries. Fields that
 * a reading may leave out were added later: an older platform refuses them, so platforms are updated before agents.
 * A batch is identified by the agent's boot and a sequence that grows by one; sending it again is harmless.
 */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Quantity } from '../kernel/units.ts';

export const READINGS_PER_BATCH_MAX = 500;
const ALARM_CODES_MAX = 32;
const CUSTOM_METRICS_MAX = 32;

/** What a battery is doing, by its own account. */
export const OPERATING_STATES = ['OFF', 'STARTING', 'STANDBY', 'CHARGING', 'DISCHARGING', 'FAULT', 'MAINTENANCE'] as const;
export type OperatingState = (typeof OPERATING_STATES)[number];

const Reading = Type.Object(
  {
    // A pattern: counting the characters of a text costs the validator more than the rest of a reading.
    batteryId: Type.String({ pattern: '^.{36}$' }),
    /** By the site's clock, milliseconds since 1970-01-01T00:00:00Z. */
    measuredAtMs: Type.Integer({ minimum: 0 }),
    /** At the grid side, positive towards the grid. */
    activePowerKw: Type.Number(),
    socPercent: Type.Number(),
    /** Meter registers: all energy ever delivered to and taken from the grid. */
    exportedKwh: Type.Number({ minimum: 0 }),
    importedKwh: Type.Number({ minimum: 0 }),
    /** The instruction being carried out; null in the safe state. */
    instructionSequence: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    // What follows is left out by hardware that does not give it.
    /** Energy that can be taken from the store, before losses. */
    storedEnergyKwh: Type.Optional(Type.Number()),
    /** The power the battery could take and give at this moment. */
    availableChargePowerKw: Type.Optional(Type.Number({ minimum: 0 })),
    availableDischargePowerKw: Type.Optional(Type.Number({ minimum: 0 })),
    frequencyHertz: Type.Optional(Type.Number({ minimum: 0 })),
    voltageVolts: Type.Optional(Type.Number({ minimum: 0 })),
    temperatureCelsius: Type.Optional(Type.Number()),
    operatingState: Type.Optional(Type.Enum([...OPERATING_STATES])),
    /** Codes of the maker's; an empty list says that nothing is wrong. */
    alarmCodes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: ALARM_CODES_MAX })),
    /** By the names that the tenant's file declares. */
    customMetrics: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$' }), Type.Number(), {
        additionalProperties: false,
        maxProperties: CUSTOM_METRICS_MAX,
      }),
    ),
  },
  { additionalProperties: false },
);

/** The numbers of a reading that are measured in a unit. */
export const MEASURED_POINTS = {
  activePowerKw: 'power',
  socPercent: 'share',
  exportedKwh: 'energy',
  importedKwh: 'energy',
  storedEnergyKwh: 'energy',
  availableChargePowerKw: 'power',
  availableDischargePowerKw: 'power',
  frequencyHertz: 'frequency',
  voltageVolts: 'voltage',
  temperatureCelsius: 'temperature',
} as const satisfies Partial<Record<keyof WireReading, Quantity>>;

/** What else a reading says of a battery. */
export const STATED_POINTS = ['instructionSequence', 'operatingState', 'alarmCodes'] as const satisfies (keyof WireReading)[];

const TelemetryBatch = Type.Object(
  {
    version: Type.Literal(1),
    siteId: Type.String({ minLength: 36, maxLength: 36 }),
    /** New at every start of the agent, so that sequences never collide. */
    bootId: Type.String({ minLength: 1, maxLength: 64 }),
    batchSequence: Type.Integer({ minimum: 1 }),
    readings: Type.Array(Reading, { minItems: 1, maxItems: READINGS_PER_BATCH_MAX }),
  },
  { additionalProperties: false },
);

export type WireReading = Static<typeof Reading>;
export type TelemetryBatch = Static<typeof TelemetryBatch>;

const compiled = Compile(TelemetryBatch);

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads a batch; a refusal says which field is wrong and what was expected there. */
export function parseTelemetryBatch(bytes: Uint8Array): Parsed<TelemetryBatch> {
  return parseAs(compiled, bytes);
}

const BatchIdentity = Compile(
  Type.Object({ bootId: TelemetryBatch.properties.bootId, batchSequence: TelemetryBatch.properties.batchSequence }),
);

/** Which batch a message is, also when the rest of it cannot be understood; null when not even that can be read. */
export function identifyBatch(bytes: Uint8Array): Pick<TelemetryBatch, 'bootId' | 'batchSequence'> | null {
  const identity = parseAs(BatchIdentity, bytes);
  return identity.ok ? { bootId: identity.value.bootId, batchSequence: identity.value.batchSequence } : null;
}

export function printTelemetryBatch(batch: TelemetryBatch): string {
  return JSON.stringify(batch);
}

const StoredReceipt = Type.Object(
  {
    version: Type.Literal(1),
    bootId: Type.String({ minLength: 1, maxLength: 64 }),
    /** The batches that are stored and may be forgotten. */
    batchSequences: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 1_000 }),
  },
  { additionalProperties: false },
);

export type StoredReceipt = Static<typeof StoredReceipt>;

const compiledReceipt = Compile(StoredReceipt);

export function parseStoredReceipt(bytes: Uint8Array): Parsed<StoredReceipt> {
  return parseAs(compiledReceipt, bytes);
}

export function printStoredReceipt(receipt: StoredReceipt): string {
  return JSON.stringify(receipt);
}

interface Validator<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): Iterable<{ instancePath: string; message: string }>;
}

function parseAs<T>(validator: Validator<T>, bytes: Uint8Array): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return { ok: false, reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (validator.Check(value)) return { ok: true, value };
  const [first] = validator.Errors(value);
  return { ok: false, reason: first ? `${first.instancePath || 'the document'} ${first.message}` : 'does not fit the format' };
}
