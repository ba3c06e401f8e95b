/** What a site's agent is told at its start. A mistake is named by its key. */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isUuid } from '../../src/kernel/ids.ts';
import { FrequencyConfig } from './frequency/frequency-config.ts';

const Battery = Type.Object(
  {
    batteryId: Type.Refine(Type.String(), isUuid, () => 'must be a UUID in lower case'),
    host: Type.String({ minLength: 1 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    unitId: Type.Integer({ minimum: 0, maximum: 255 }),
    energyCapacityKwh: Type.Number({ exclusiveMinimum: 0 }),
    /** At the least; 85 when left out, so that the reserve is kept with a poor inverter too. */
    dischargeEfficiencyPercent: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    /** What the battery does without instructions. */
    safePowerKw: Type.Number(),
    /** Lets the platform enable frequency responses on the battery. */
    frequency: Type.Optional(FrequencyConfig),
  },
  { additionalProperties: false },
);

const AgentConfig = Type.Object(
  {
    tenantSlug: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    siteId: Type.Refine(Type.String(), isUuid, () => 'must be a UUID in lower case'),
    /** One-time; needed until the agent has its first certificate, and after it was revoked. */
    enrolmentToken: Type.Optional(Type.String({ minLength: 1 })),
    /** The platform's API, where the token is turned into a certificate. */
    enrolUrl: Type.Optional(Type.String({ pattern: '^https?://' })),
    /** Where agents with a certificate connect. */
    wsUrl: Type.String({ pattern: '^wss?://' }),
    mqttUrl: Type.String({ pattern: '^(mqtts?|wss?)://' }),
    dataDir: Type.String({ minLength: 1 }),
    loopSeconds: Type.Number({ exclusiveMinimum: 0, maximum: 60 }),
    sampleSeconds: Type.Number({ exclusiveMinimum: 0, maximum: 3_600 }),
    batchSeconds: Type.Number({ minimum: 0, maximum: 3_600 }),
    /** A battery that hears nothing for so long goes to its safe power; 60 when left out. */
    reversionSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
    /** Room for telemetry during an outage; 256 MiB when left out. */
    spoolBytesMax: Type.Optional(Type.Integer({ minimum: 1_048_576 })),
    batteries: Type.Array(Battery, { minItems: 1, maxItems: 100 }),
  },
  { additionalProperties: false },
);

export type AgentConfig = Static<typeof AgentConfig>;

const compiled = Compile(AgentConfig);

/** Rejects with a list of the keys that are wrong, and what was expected there. */
export function parseConfig(value: unknown): AgentConfig {
  if (compiled.Check(value)) return value;
  const complaints = [...compiled.Errors(value)].map(({ instancePath, message }) => `${keyOf(instancePath)} ${message}`);
  throw new Error(`The configuration is not valid: ${[...new Set(complaints)].join('; ')}`);
}

function keyOf(instancePath: string): string {
  return instancePath.slice(1).replaceAll('/', '.') || 'the file';
}
