import Type, { type Static } from 'typebox';
import { Amount, Nullable, Violation } from './site-plan.ts';

const closed = { additionalProperties: false };
const Amounts = (description: string) => Type.Array(Type.Number(), { description });

const PortfolioPeriod = Type.Object(
  {
    powerKw: Amount('Of all batteries together, positive towards the grid.'),
    sharedPowerKw: Amount('The same with load and generation: what the limit is about.'),
    energyRevenue: Amount('Export at its price less import at its.'),
    importMarginKw: Nullable('Import still free; null without a limit, below zero where it gave way.'),
    exportMarginKw: Nullable('Export still free; null without a limit, below zero where it gave way.'),
    congestionPricePerMwh: Amount(
      'What one MWh more of room would earn: above zero where export is held back, below where import is. Each battery does what is best for it at prices lower by this.',
    ),
  },
  closed,
);

const PortfolioCourse = Type.Object(
  {
    name: Type.String(),
    objectiveValue: Amount('What it earns, wear and the value of the energy left counted.'),
    powerKw: Amounts('Mean power of each period, positive towards the grid.'),
    energyKwh: Amounts('Stored at the end of each period.'),
    storedValuePerMwh: Amounts('What one MWh more in the store would be worth at the end of each period.'),
    cyclePricesPerMwh: Amounts('What one MWh more of each cycle budget would earn: day by day, then the whole.'),
  },
  closed,
);

export const PortfolioPlan = Type.Object(
  {
    status: Type.Enum(['OPTIMAL', 'FEASIBLE', 'RELAXED'], {
      description:
        'OPTIMAL: no plan earns more, but for a millionth. FEASIBLE: one that earns more by up to gapRatio may exist. RELAXED: not everything can be kept, or missing it is worth its price; see violations.',
    }),
    method: Type.Literal('interior point'),
    gapRatio: Amount('How far from the best at most, as a share of the objective, or of one of the currency where that is more.'),
    boundValue: Amount('No plan that misses as little earns more than this.'),
    currency: Type.String(),
    objectiveValue: Amount('What the plan earns, wear and the value of the energy left counted.'),
    money: Type.Object(
      {
        energyRevenue: Amount('Export at its price less import at its.'),
        wearCost: Amount('For energy delivered.'),
        violationCost: Amount('For what is missed at a price.'),
        endEnergyValue: Amount('Of the energy left above the least; below zero where less is left.'),
      },
      { ...closed, description: 'Revenues less costs are the objective.' },
    ),
    periods: Type.Array(PortfolioPeriod),
    batteries: Type.Array(PortfolioCourse, { description: 'In the order of the problem.' }),
    violations: Type.Array(Violation),
  },
  { ...closed, title: 'Plan of a portfolio' },
);

export type PortfolioPlan = Static<typeof PortfolioPlan>;
