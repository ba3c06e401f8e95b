/** The benched part of the public schema over data in memory, with sites and readings behind loaders. */
import type { GraphQLSchema } from 'graphql';
import { scalars } from '../src/graphql/scalars.ts';
import { executableSchema } from '../src/graphql/schema.ts';
import { defineLoader, type RequestLoaders } from '../src/platform/loader.ts';

export const BATTERY_COUNT = 50;
const SITE_COUNT = 10;

export const QUERY = `query Fleet {
  batteries(first: ${BATTERY_COUNT}) {
    nodes {
      id name chargePowerKwMax dischargePowerKwMax energyCapacityKwh chargeEfficiencyPercent
      site { id name timeZone }
      latestReading { measuredAt activePowerKw socPercent exportedKwh quality }
    }
  }
}`;

const typeDefs = `
  scalar DateTime
  type Query { batteries(first: Int): BatteryConnection! }
  type BatteryConnection { nodes: [Battery!]! }
  type Battery {
    id: ID! name: String! chargePowerKwMax: Float! dischargePowerKwMax: Float! energyCapacityKwh: Float!
    chargeEfficiencyPercent: Float! site: Site! latestReading: Reading
  }
  type Site { id: ID! name: String! timeZone: String! }
  type Reading { measuredAt: DateTime! activePowerKw: Float! socPercent: Float! exportedKwh: Float! quality: ReadingQuality! }
  enum ReadingQuality { GOOD SUSPECT }
`;

type Loading = Pick<RequestLoaders<unknown>, 'load'>;

const sites = Array.from({ length: SITE_COUNT }, (_, index) => ({
  id: `site-${index}`,
  name: `Site ${index}`,
  timeZone: 'Europe/London',
}));
const batteries = Array.from({ length: BATTERY_COUNT }, (_, index) => ({
  id: `battery-${index}`,
  siteId: `site-${index % SITE_COUNT}`,
  name: `Battery ${index}`,
  chargePowerKwMax: 5 + index,
  dischargePowerKwMax: 5.5 + index,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
}));
const readings = batteries.map(({ id }, index) => ({
  batteryId: id,
  measuredAt: new Date(1_730_680_200_000 + index * 1_000),
  activePowerKw: 1.25 * index,
  socPercent: 50.5,
  exportedKwh: 1_234.5,
  quality: 'GOOD',
}));
const siteById = new Map(sites.map((site) => [site.id, site]));
const readingById = new Map(readings.map((reading) => [reading.batteryId, reading]));

const siteLoader = defineLoader(async () => siteById);
const readingLoader = defineLoader(async () => readingById);

type StaticBattery = (typeof batteries)[number];

export function staticSchema(): GraphQLSchema {
  const resolvers = {
    DateTime: scalars.DateTime,
    Query: { batteries: async (_root: unknown, { first }: { first: number }) => ({ nodes: batteries.slice(0, first) }) },
    Battery: {
      site: ({ siteId }: StaticBattery, _args: unknown, context: Loading) => context.load(siteLoader, siteId),
      latestReading: ({ id }: StaticBattery, _args: unknown, context: Loading) => context.load(readingLoader, id),
    },
  };
  return executableSchema({ typeDefs: [typeDefs], resolvers });
}
