/** The instruction a site receives over its GraphQL subscription, as plain data. The field names are those of the SDL. */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });

/** What a site gives by itself while it is enabled, on top of the setpoints. */
const FrequencyResponse = Type.Object({
  service: Type.String({ minLength: 1, maxLength: 40 }),
  direction: Type.Union([Type.Literal('LOW'), Type.Literal('HIGH')]),
  contractedPowerKw: Type.Number({ exclusiveMinimum: 0 }),
  fromAt: Instant,
  untilAt: Instant,
  deliverySeconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
  curve: Type.Array(
    Type.Object({ deviationHertz: Type.Number({ minimum: 0 }), deliveredRatio: Type.Number({ minimum: 0, maximum: 1 }) }),
    { minItems: 1, maxItems: 20 },
  ),
});

const RESPONSES_MAX = 64;

const Instruction = Type.Object({
  id: Type.String({ minLength: 1 }),
  battery: Type.Object({ /** Global id of the battery. */ id: Type.String({ minLength: 1 }) }),
  instructionSequence: Type.Integer({ minimum: 1 }),
  validFrom: Instant,
  validUntil: Instant,
  setpoints: Type.Array(Type.Object({ fromAt: Instant, untilAt: Instant, powerKw: Type.Number() }), {
    minItems: 1,
    maxItems: 3_000,
  }),
  limits: Type.Object({
    chargePowerKwMax: Type.Number({ minimum: 0 }),
    dischargePowerKwMax: Type.Number({ minimum: 0 }),
    socPercentMin: Type.Number(),
    socPercentMax: Type.Number(),
  }),
  /** Left out by a platform, and in a site's store, from before there were any. */
  responses: Type.Optional(Type.Array(FrequencyResponse, { maxItems: RESPONSES_MAX })),
});

/** Absolute and dated; the one of the highest sequence replaces all before it for its battery. */
export type WireInstruction = Static<typeof Instruction>;

const compiled = Compile(Instruction);

export function isWireInstruction(value: unknown): value is WireInstruction {
  return compiled.Check(value);
}

/** The subscription an agent holds open. */
export const SITE_INSTRUCTIONS = /* GraphQL */ `
  subscription SiteInstructions($afterSequence: Int!) {
    siteInstructions(afterSequence: $afterSequence) {
      id
      battery {
        id
      }
      instructionSequence
      validFrom
      validUntil
      setpoints {
        fromAt
        untilAt
        powerKw
      }
      limits {
        chargePowerKwMax
        dischargePowerKwMax
        socPercentMin
        socPercentMax
      }
      responses {
        service
        direction
        contractedPowerKw
        fromAt
        untilAt
        deliverySeconds
        curve {
          deviationHertz
          deliveredRatio
        }
      }
    }
  }
`;

/** The same for an agent that knows whose signature to believe: what it takes is what was signed, and the id is for its reports. */
export const SIGNED_SITE_INSTRUCTIONS = /* GraphQL */ `
  subscription SignedSiteInstructions($afterSequence: Int!) {
    siteInstructions(afterSequence: $afterSequence) {
      id
      signed
    }
  }
`;

/** The report an agent sends for what became of an instruction. */
export const ACKNOWLEDGE_INSTRUCTION = /* GraphQL */ `
  mutation AcknowledgeInstruction($input: AcknowledgeInstructionInput!) {
    acknowledgeInstruction(input: $input) {
      __typename
    }
  }
`;
