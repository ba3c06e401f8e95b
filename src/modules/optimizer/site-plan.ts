import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
export const Amount = (description: string) => Type.Number({ description });
export const Nullable = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });
const NullableName = Type.Union([Type.String(), Type.Null()]);

const ConstraintName = Type.Enum(
  [
    'CHARGE_POWER',
    'DISCHARGE_POWER',
    'ENERGY_MIN',
    'ENERGY_MAX',
    'TARGET_MIN',
    'TARGET_MAX',
    'RAMP',
    'CYCLES_PER_DAY',
    'CYCLES_PER_YEAR',
    'IMPORT_LIMIT',
    'EXPORT_LIMIT',
    'PEAK',
    'RESPONSE_POWER',
    'RESPONSE_ENERGY',
    'RESPONSE_CONTRACT',
  ],
  { description: 'What can hold a plan back.' },
);

const Reason = Type.Object(
  {
    constraint: ConstraintName,
    batteryName: NullableName,
    name: Type.Union([Type.String(), Type.Null()], { description: 'Of the response or charge that is meant.' }),
    shadowPrice: Amount('What one unit more of room would earn, in the currency.'),
    unit: Type.Enum(['kW', 'kWh']),
    sentence: Type.String({ description: 'The same for a reader.' }),
  },
  closed,
);

const BatteryPeriod = Type.Object(
  {
    powerKw: Amount('Mean power, positive towards the grid.'),
    energyKwh: Amount('Stored at the end.'),
    storedValuePerMwh: Amount('What one MWh more in the store would be worth at the end.'),
    chargeMarginKw: Amount(
      'Charging power still free beside the plan and what responses hold; below zero where a limit gave way.',
    ),
    dischargeMarginKw: Amount('Discharging power still free.'),
    energyMarginMinKwh: Amount('Stored above the least and what responses need.'),
    energyMarginMaxKwh: Amount('Room below the most and what responses need.'),
    why: Type.String({ description: 'Why it does what it does, in a sentence.' }),
  },
  closed,
);

const PlannedPeriod = Type.Object(
  {
    sitePowerKw: Amount('Batteries, load and generation together, positive towards the grid.'),
    energyRevenue: Amount('Export at its price less import at its.'),
    importMarginKw: Nullable('Import still free; null without a limit.'),
    exportMarginKw: Nullable('Export still free; null without a limit.'),
    batteries: Type.Array(BatteryPeriod, { description: 'In the order of the problem.' }),
    reasons: Type.Array(Reason, { description: 'What holds the plan back here, the dearest first.' }),
  },
  closed,
);

export const Violation = Type.Object(
  {
    constraint: ConstraintName,
    batteryName: NullableName,
    name: NullableName,
    periodIndex: Type.Union([Type.Integer(), Type.Null()], { description: 'Null where it holds for more than one period.' }),
    amount: Amount('By how much.'),
    unit: Type.Enum(['kW', 'kWh']),
    cost: Amount('At the price of a miss; zero where it has none and gave way because not everything can be kept.'),
    sentence: Type.String(),
  },
  closed,
);

const Money = Type.Object(
  {
    energyRevenue: Amount('Export at its price less import at its.'),
    responseRevenue: Amount('For responses held.'),
    commitmentCost: Amount('For deviations from commitments.'),
    peakCost: Amount('For peaks beyond those so far.'),
    wearCost: Amount('For energy delivered.'),
    violationCost: Amount('For what is missed at a price.'),
    endEnergyValue: Amount('Of the energy left above the least.'),
  },
  { ...closed, description: 'Revenues less costs are the objective.' },
);

export const SitePlan = Type.Object(
  {
    status: Type.Enum(['OPTIMAL', 'FEASIBLE', 'RELAXED'], {
      description:
        'OPTIMAL: no plan earns more. FEASIBLE: a plan that earns more by up to gapRatio may exist. RELAXED: not everything can be kept, or missing it is worth its price; see violations.',
    }),
    solver: Type.String(),
    gapRatio: Amount('How far from the best at most, as a share of the objective.'),
    currency: Type.String(),
    objectiveValue: Amount('What the plan earns, wear and the value of the energy left counted.'),
    money: Money,
    periods: Type.Array(PlannedPeriod),
    responses: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          powerKw: Amount('Held.'),
          revenue: Amount('Earned by it.'),
          batteries: Type.Array(Type.Object({ batteryName: Type.String(), powerKw: Type.Number() }, closed)),
        },
        closed,
      ),
    ),
    commitments: Type.Array(Type.Object({ name: Type.String(), cost: Amount('Of all deviations.') }, closed)),
    peakCharges: Type.Array(
      Type.Object({ name: Type.String(), peakKw: Amount('Reached, or the one so far.'), cost: Amount('Beyond it.') }, closed),
    ),
    violations: Type.Array(Violation),
    reasons: Type.Array(Reason, { description: 'What holds the plan back over more than one period.' }),
  },
  { ...closed, title: 'Plan of a site' },
);

export type SitePlan = Static<typeof SitePlan>;
export type PlanReason = Static<typeof Reason>;
export type PlanViolation = Static<typeof Violation>;
export type PlannedPeriod = Static<typeof PlannedPeriod>;
