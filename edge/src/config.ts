/** What a site's agent is told at its start. A mistake is named by its key. */
import { readFile } from 'node:fs/promises';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isUuid } from '../../src/kernel/ids.ts';
import { FrequencyConfig } from './frequency/frequency-config.ts';

const Serial = Type.Object(
  {
    /** The device file, such as /dev/ttyUSB0. */
    path: Type.String({ minLength: 1 }),
    /** 9600 when left out. */
    baudRate: Type.Optional(Type.Integer({ minimum: 300, maximum: 921_600 })),
    parity: Type.Optional(Type.Enum(['none', 'even', 'odd'])),
    stopBits: Type.Optional(Type.Enum([1, 2])),
  },
  { additionalProperties: false },
);

const Battery = Type.Object(
  {
    batteryId: Type.Refine(Type.String(), isUuid, () => 'must be a UUID in lower case'),
    /** With `port`: Modbus TCP. */
    host: Type.Optional(Type.String({ minLength: 1 })),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    /** Modbus RTU instead of host and port. */
    serial: Type.Optional(Serial),
    unitId: Type.Integer({ minimum: 0, maximum: 255 }),
    /** The file of a register map; SunSpec models are looked for when it is left out. */
    map: Type.Optional(Type.String({ minLength: 1 })),
    /** How often the most written register may be written a day; 20,000 when left out. */
    registerWritesPerDayMax: Type.Optional(Type.Integer({ minimum: 1 })),
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

/** Rejects with the path when the file cannot be read or holds no JSON. */
export async function readConfig(path: string): Promise<AgentConfig> {
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} holds no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return parseConfig(value);
}

/** Rejects with a list of the keys that are wrong, and what was expected there. */
export function parseConfig(value: unknown): AgentConfig {
  if (compiled.Check(value)) return checkPlaces(value);
  const complaints = [...compiled.Errors(value)].map(({ instancePath, message }) => `${keyOf(instancePath)} ${message}`);
  throw new Error(`The configuration is not valid: ${[...new Set(complaints)].join('; ')}`);
}

function checkPlaces(config: AgentConfig): AgentConfig {
  const wrong = config.batteries.findIndex(
    ({ host, port, serial }) => (host === undefined || port === undefined) === (serial === undefined),
  );
  if (wrong < 0) return config;
  throw new Error(`The configuration is not valid: batteries.${wrong} needs either host and port, or serial`);
}

function keyOf(instancePath: string): string {
  return instancePath.slice(1).replaceAll('/', '.') || 'the file';
}
