/** The instruction a site receives over its GraphQL subscription, as plain data. The field names are those of the SDL. */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });

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
