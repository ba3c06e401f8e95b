import Type, { type Static } from 'typebox';
import { Battery, NotNegative, Period, Series } from './site-problem.ts';

const closed = { additionalProperties: false };

const Shared = Type.Object(
  {
    importLimitKw: Type.Optional(Series('What all of them may take in together, with load less generation.', { minimum: 0 })),
    exportLimitKw: Type.Optional(Series('What all of them may give out together.', { minimum: 0 })),
    excessPricePerKwh: Type.Optional(
      NotNegative('What each kWh beyond a limit costs. Without it the limits are kept whenever possible.'),
    ),
  },
  { ...closed, description: 'The limit they share. Load and generation of the periods count for it, and for nothing else.' },
);

/** A battery without what needs a decision between on and off, or ties its power to the one before. */
const PortfolioBattery = Type.Omit(Battery, ['chargePowerKwMin', 'dischargePowerKwMin', 'rampKwMax', 'powerKwAtStart'], closed);

export const PortfolioProblem = Type.Object(
  {
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'Of every price; GBP when left out.' })),
    periods: Type.Array(Period, { minItems: 1, maxItems: 500 }),
    batteries: Type.Array(PortfolioBattery, {
      minItems: 1,
      maxItems: 10_000,
      description: 'Each behind a meter of its own: it pays the import price for what it takes, and earns the export price.',
    }),
    portfolio: Shared,
    stepCountMax: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Steps towards the optimum at most. 200 when left out; 30 are common.' }),
    ),
  },
  { ...closed, title: 'Planning problem of a portfolio' },
);

/** What is asked: batteries of many sites under one shared limit, over periods with prices. */
export type PortfolioProblem = Static<typeof PortfolioProblem>;
