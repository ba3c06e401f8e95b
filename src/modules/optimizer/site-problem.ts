import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };
const about = (description: string) => ({ description });

const Positive = (description: string) => Type.Number({ exclusiveMinimum: 0, description });
export const NotNegative = (description: string) => Type.Number({ minimum: 0, description });
const Share = (description: string) => Type.Number({ exclusiveMinimum: 0, maximum: 1, description });
const Index = (description: string) => Type.Integer({ minimum: 0, description });
const Name = Type.String({ minLength: 1, maxLength: 100, description: 'Your name for it; unique among its kind.' });
/** One value for all periods, or one for each. */
export const Series = (description: string, options: { minimum?: number; maximum?: number } = {}) =>
  Type.Union([Type.Number(options), Type.Array(Type.Number(options))], {
    description: `${description} One number for all periods, or one for each.`,
  });

export const Period = Type.Object(
  {
    durationHours: Positive('Its length. Periods may differ in length.'),
    importPricePerMwh: Type.Number(about('What each MWh taken from the grid costs; below zero, it earns.')),
    exportPricePerMwh: Type.Number(about('What each MWh given to the grid earns.')),
    dayIndex: Type.Integer(about('Which day it belongs to, for limits that count by the day; never falls.')),
    loadKw: Type.Optional(NotNegative('What the site uses and nobody controls. Zero when left out.')),
    generationKw: Type.Optional(NotNegative('What the site makes and nobody controls. Zero when left out.')),
    label: Type.Optional(Type.String({ maxLength: 60, description: 'What sentences call it, such as "18:00".' })),
  },
  { ...closed, description: 'In the order of time, without gaps.' },
);

const Target = Type.Object(
  {
    periodIndex: Index('At the end of this period.'),
    energyKwhMin: Type.Optional(NotNegative('At least this much is stored.')),
    energyKwhMax: Type.Optional(NotNegative('At most this much is stored.')),
    missPricePerKwh: Type.Optional(
      NotNegative('What each kWh that is missed costs. Without it the target is kept whenever that is possible.'),
    ),
  },
  closed,
);

export const Battery = Type.Object(
  {
    name: Name,
    chargePowerKwMax: Series('Charging power at most.', { minimum: 0 }),
    dischargePowerKwMax: Series('Discharging power at most.', { minimum: 0 }),
    chargePowerKwMin: Type.Optional(
      Series('When it charges, at least with this power; it may always stand still.', { minimum: 0 }),
    ),
    dischargePowerKwMin: Type.Optional(Series('When it discharges, at least with this power.', { minimum: 0 })),
    energyCapacityKwh: Positive('What the store holds.'),
    chargeEfficiencyRatio: Type.Optional(Share('Stored for each kWh charged.')),
    dischargeEfficiencyRatio: Type.Optional(Share('Delivered for each kWh taken from the store.')),
    roundTripEfficiencyRatio: Type.Optional(Share('Instead of the two: its root is taken for either way.')),
    standingLossRatioPerHour: Type.Optional(
      Type.Number({ minimum: 0, exclusiveMaximum: 1, description: 'Share of the stored energy that is lost in an hour.' }),
    ),
    energyKwhAtStart: NotNegative('Stored at the start.'),
    energyKwhMin: Type.Optional(Series('Least energy stored at the end of a period.', { minimum: 0 })),
    energyKwhMax: Type.Optional(Series('Most energy stored at the end of a period.', { minimum: 0 })),
    rangeMissPricePerKwhHour: Type.Optional(
      NotNegative(
        'What each kWh below the least or above the most costs for each hour. Without it the range is kept whenever possible.',
      ),
    ),
    targets: Type.Optional(Type.Array(Target)),
    rampKwMax: Type.Optional(Series('Largest change of power from one period to the next.', { minimum: 0 })),
    powerKwAtStart: Type.Optional(
      Type.Number(about('Power just before the start, positive towards the grid; the first ramp counts from it.')),
    ),
    wearCostPerMwh: Type.Optional(NotNegative('What each MWh delivered costs in wear.')),
    dischargedKwhMaxPerDay: Type.Optional(
      Type.Union([NotNegative('Energy taken from the store in a day at most.'), Type.Null()]),
    ),
    dischargedKwhBeforeStart: Type.Optional(NotNegative('Already taken from the store on the first day.')),
    dischargedKwhMax: Type.Optional(
      NotNegative("Energy taken from the store over all periods at most: what is left of a year's budget."),
    ),
    endEnergyValuePerMwh: Type.Optional(Type.Number(about('Value of each MWh left above the least energy at the end.'))),
  },
  closed,
);

const Response = Type.Object(
  {
    name: Name,
    service: Type.Enum(['DC', 'DM', 'DR', 'OTHER'], {
      description: 'Dynamic Containment, Moderation or Regulation, or any other response or reserve.',
    }),
    direction: Type.Enum(['LOW', 'HIGH'], { description: 'LOW delivers to the grid when frequency is low, HIGH takes from it.' }),
    fromPeriodIndex: Index('Its first period.'),
    untilPeriodIndex: Index('The first period after it.'),
    powerKwMin: NotNegative('Held at least: what is contracted already.'),
    powerKwMax: NotNegative('Held at most; the planner chooses between the two.'),
    pricePerMwHour: Type.Number(about('What each MW held earns in an hour; below zero, it costs.')),
    batteryName: Type.Optional(Type.String(about('Held by this battery alone; without it the batteries share it.'))),
    deliveryHours: Type.Optional(Positive('For how long full power must be possible. DC 0.25, DM 0.5, DR 1 when left out.')),
    reservedCapacityRatio: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Power kept in the other direction. DC 0.1, DM 0.2, DR 0.4 when left out.',
      }),
    ),
    requiredEnergyRatio: Type.Optional(
      Series('Share of the energy that must be there: below one while it recovers from a delivery.', { minimum: 0, maximum: 1 }),
    ),
    shortfallPricePerMwHour: Type.Optional(
      NotNegative('What each MW below powerKwMin costs in an hour. Without it the contract is kept whenever possible.'),
    ),
  },
  closed,
);

const Commitment = Type.Object(
  {
    name: Name,
    baselineKw: Series('What was promised, positive towards the grid.'),
    upPricePerMwh: Series('What each MWh above it costs; below zero, it earns.'),
    downPricePerMwh: Series('What each MWh below it costs; below zero, it earns.'),
    batteryName: Type.Optional(Type.String(about('Promised for this battery alone; without it for the site.'))),
  },
  closed,
);

const PeakCharge = Type.Object(
  {
    name: Name,
    direction: Type.Enum(['IMPORT', 'EXPORT']),
    pricePerKw: NotNegative('What each kW of the peak costs.'),
    peakKwSoFar: Type.Optional(NotNegative('Reached or paid for already: only what goes beyond costs.')),
    periodIndices: Type.Optional(
      Type.Array(Index('One of the periods.'), { description: 'The periods that count; all when left out.' }),
    ),
  },
  closed,
);

const Site = Type.Object(
  {
    importLimitKw: Type.Optional(Series('What the connection may take in, load and batteries together.', { minimum: 0 })),
    exportLimitKw: Type.Optional(Series('What the connection may give out.', { minimum: 0 })),
    excessPricePerKwh: Type.Optional(
      NotNegative('What each kWh beyond a limit costs. Without it the limits are kept whenever possible.'),
    ),
    peakCharges: Type.Optional(Type.Array(PeakCharge)),
    commitments: Type.Optional(Type.Array(Commitment)),
  },
  closed,
);

export const SiteProblem = Type.Object(
  {
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'Of every price; GBP when left out.' })),
    periods: Type.Array(Period, { minItems: 1, maxItems: 15_000 }),
    batteries: Type.Array(Battery, { minItems: 1, maxItems: 1_000 }),
    site: Type.Optional(Site),
    responses: Type.Optional(Type.Array(Response)),
    nodeCountMax: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Where on/off decisions must be searched: branches tried at most. 20,000 when left out.',
      }),
    ),
  },
  { ...closed, title: 'Planning problem of a site' },
);

/** What is asked: the batteries of one site together, over periods with prices. */
export type SiteProblem = Static<typeof SiteProblem>;
export type SiteBattery = Static<typeof Battery>;
export type SiteResponse = Static<typeof Response>;
export type SiteCommitment = Static<typeof Commitment>;
export type SitePeakCharge = Static<typeof PeakCharge>;
export type PriceSeries = number | readonly number[];
