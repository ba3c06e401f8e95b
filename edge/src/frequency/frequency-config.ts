/** What a battery that answers the frequency is told at the agent's start. */
import Type, { type Static } from 'typebox';
import { RegisterPlace } from './register-value.ts';

const closed = { additionalProperties: false };

const ModbusMeterConfig = Type.Object(
  {
    kind: Type.Literal('modbus'),
    host: Type.String({ minLength: 1 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    unitId: Type.Integer({ minimum: 0, maximum: 255 }),
    frequency: RegisterPlace,
    /** In kW once scaled, positive towards the grid; without it the performance is judged by the setpoints. */
    power: Type.Optional(RegisterPlace),
  },
  closed,
);

const Script = Type.Union([
  Type.Object({ kind: Type.Literal('constant'), frequencyHertz: Type.Number() }, closed),
  Type.Object(
    {
      kind: Type.Literal('steps'),
      frequenciesHertz: Type.Array(Type.Number(), { minItems: 1, maxItems: 1_000 }),
      stepSeconds: Type.Number({ exclusiveMinimum: 0 }),
    },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('sine'), amplitudeHertz: Type.Number(), periodSeconds: Type.Number({ exclusiveMinimum: 0 }) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('august-2019') }, closed),
]);

export const FrequencyConfig = Type.Object(
  {
    meter: Type.Union([
      ModbusMeterConfig,
      Type.Object({ kind: Type.Literal('simulated'), script: Script }, closed),
      /** A file of instants and hertz, at the instants of its recording. */
      Type.Object({ kind: Type.Literal('replay'), file: Type.String({ minLength: 1 }) }, closed),
    ]),
    /** The response answers the frequency of so long ago; 0.25 when left out. */
    responseDelaySeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
    /** Of the contracted power in a second; 3 when left out. */
    rampPerSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    /** The response ends without a sample for so long; 0.5 when left out. */
    staleSeconds: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10 })),
    /** How often the state of charge is looked at; 1 when left out. */
    lookSeconds: Type.Optional(Type.Number({ minimum: 0.1, maximum: 60 })),
    /** A smaller change is not written, to spare registers that wear; 0 when left out. */
    writeStepKw: Type.Optional(Type.Number({ minimum: 0 })),
    /** Room for samples at 20 Hz, 36 MB a day; 256 MiB when left out. */
    samplesBytesMax: Type.Optional(Type.Integer({ minimum: 4_194_304 })),
    /** Where finished files of samples are handed over; they stay in `dataDir` when left out. */
    uploadFolder: Type.Optional(Type.String({ minLength: 1 })),
  },
  closed,
);

export type FrequencyConfig = Static<typeof FrequencyConfig>;
