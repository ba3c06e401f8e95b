import { isUtf8 } from 'node:buffer';
import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import type { SubscriptionReadingsArgs } from '../../graphql/generated/types.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { numberOf } from '../../platform/arguments/numbers.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import type { BatteryId, DeadLetterId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import { defineLoader } from '../../platform/loader.ts';
import { SharedStream } from '../../platform/shared-stream.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, siteArgument, type VisibleBattery } from '../assets/index.ts';
import { allows, demandRight, isNever, tenantRightOf, timesOfSpan } from '../ownership/index.ts';
import { once, whatWasMade } from '../tenancy/index.ts';
import { type ArchivedDay, DAY_MS, dayStart, readArchivedDays } from './archived-days.ts';
import type { Past } from './archived-parts.ts';
import { customMetricsOf } from './custom-metrics.ts';
import { beginReadings } from './begin-readings.ts';
import { ReadingsFollower, type Wanted } from './follow-readings.ts';
import { latestReadings } from './live-readings.ts';
import { parseReadingCursor, printReadingCursor } from './reading-cursor.ts';
import type { Reading } from './reading.ts';
import type { ReadingFilter } from './reading-filter.ts';
import { type DeadLetter, readDeadLetter, readDeadLetters } from './reads.ts';
import { readPastReadings } from './past-readings.ts';
import { type ConnectivityChange, readConnectivity, readConnectivityChanges } from './watch-connectivity.ts';
import type { ReadingEvent, ReadingsGap, StreamedReading, StreamPlace } from './streamed-reading.ts';
import { readBatterySeries, type Series, type SeriesPoint } from './series.ts';
import { replayDeadLetter, type ReplayDeadLetterOutcome } from './replay-dead-letter.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Reading: Reading | StreamedReading;
    ReadingStreamPlace: StreamPlace;
    ReadingStreamGap: ReadingsGap;
    BatterySeries: Series;
    ArchivedDay: ArchivedDay;
    SeriesPoint: SeriesPoint;
    BatteryConnectivity: ConnectivityChange;
    DeadLetter: DeadLetter;
    DeadLetterReplayed: Extract<ReplayDeadLetterOutcome, { __typename: 'DeadLetterReplayed' }>;
    DeadLetterRefused: Extract<ReplayDeadLetterOutcome, { __typename: 'DeadLetterRefused' }>;
  }
}

const POINT_COUNT_MAX = 2_000;
/** As many days as there are settlement periods in the most points. */
const SERIES_DAYS_MAX = 41;
/** As many as the SDL says. */
const ARCHIVED_DAYS_MAX = 400;
const BATTERIES_FOLLOWED_MAX = 100;
const INTERVAL_SECONDS_MIN = 0.25;
const INTERVAL_SECONDS_MAX = 300;
const INTERVAL_SECONDS = 1;

const latestByBattery = defineLoader((ctx: GraphQLContext, batteryIds: readonly BatteryId[]) =>
  latestReadings(ctx.platform.live, { tenantId: ctx.actor.tenantId, batteryIds }),
);

const connectivityByBattery = defineLoader((ctx: GraphQLContext, batteryIds: readonly BatteryId[]) =>
  ctx.read((tx) => readConnectivity(tx, batteryIds)),
);

/** The newest reading, when it was taken while the caller had the right to see it. */
async function readingWithinTimes(ctx: GraphQLContext, { batteryId, rights }: VisibleBattery): Promise<Reading | null> {
  const reading = await ctx.load(latestByBattery, batteryId);
  return reading && rights.covers('live:read', reading.measuredAt) ? reading : null;
}

async function loadDeadLetter(ctx: GraphQLContext, deadLetterId: string): Promise<DeadLetter | null> {
  const ability = await ctx.ability();
  return ability.may('read-dead-letters', 'Tenant') ? ctx.read((tx) => readDeadLetter(tx, deadLetterId)) : null;
}

function letterOf(ctx: GraphQLContext, { deadLetterId }: { readonly deadLetterId: DeadLetterId }): Promise<DeadLetter> {
  return whatWasMade(ctx, { read: readDeadLetter, id: deadLetterId });
}

function pastOf(ctx: GraphQLContext): Past {
  return { read: ctx.read.bind(ctx), archive: ctx.platform.archive };
}

export const telemetryNodes = { DeadLetter: loadDeadLetter };

export const telemetryResolvers = {
  Query: {
    deadLetters: async (_root, args, ctx) => {
      (await ctx.ability()).demand('read-dead-letters', 'Tenant');
      const page = parsePage(args, { cursorFields: { receivedAt: 'instant', deadLetterId: 'uuid' } });
      const rows = await ctx.read((tx) => readDeadLetters(tx, page));
      return connectionOf(rows, page, (row) => ({ receivedAt: row.receivedAt.toISOString(), deadLetterId: row.deadLetterId }));
    },
    archivedDays: async (_root, { fromDate, untilDate }, ctx) => {
      (await ctx.ability()).demand('read-archive', 'Tenant');
      const dayCount = (dayStart(untilDate).getTime() - dayStart(fromDate).getTime()) / DAY_MS;
      if (dayCount <= 0 || dayCount > ARCHIVED_DAYS_MAX)
        throw new Fault('BAD_USER_INPUT', { tell: `\`untilDate\` must be 1 to ${ARCHIVED_DAYS_MAX} days after \`fromDate\`.` });
      return ctx.read((tx) => readArchivedDays(tx, { fromDay: fromDate, untilDay: untilDate }));
    },
  },
  Mutation: {
    replayDeadLetter: async (_root, { input }, ctx) => {
      (await ctx.ability()).demand('read-dead-letters', 'Tenant');
      const letter = await loadDeadLetter(ctx, idOf('DeadLetter', input.deadLetterId));
      if (!letter) throw new Fault('NOT_FOUND', { tell: 'There is no such dead letter.' });
      return once<ReplayDeadLetterOutcome>(ctx, { operation: 'replayDeadLetter', input }, (tx) =>
        replayDeadLetter(ctx.platform, tx, letter),
      );
    },
  },
  Subscription: {
    readings: { subscribe: (_root, args, ctx) => readingsStream(ctx, args) },
  },
  Battery: {
    latestReading: (battery, _args, ctx, info) => {
      if (battery.rights.ability.hasEverywhere('live:read')) return ctx.load(latestByBattery, battery.batteryId);
      return allows(ctx, info, { holder: battery, right: 'live:read' }) ? readingWithinTimes(ctx, battery) : null;
    },
    readings: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const pointCountMax = numberOf({
        argument: 'pointCountMax',
        value: args.pointCountMax ?? 500,
        min: 2,
        max: POINT_COUNT_MAX,
      });
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'history:read', span });
      return readPastReadings(pastOf(ctx), { batteryId: battery.batteryId, span, times, pointCountMax, operation: ctx });
    },
    series: (battery, args, ctx, info) => {
      const span = spanOf(args, { daysMax: SERIES_DAYS_MAX });
      const pointCountMax = numberOf({
        argument: 'pointCountMax',
        value: args.pointCountMax ?? 1_500,
        min: 2,
        max: POINT_COUNT_MAX,
      });
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'history:read', span });
      const asked = args.resolution ?? 'AUTO';
      const resolution = asked === 'AUTO' ? null : asked;
      const { rawDays } = ctx.platform.tenants.byId(ctx.actor.tenantId).telemetry;
      const rawFromAt = new Date(ctx.now.getTime() - rawDays * DAY_MS);
      const { batteryId } = battery;
      return readBatterySeries(pastOf(ctx), { batteryId, span, times, resolution, pointCountMax, rawFromAt });
    },
    connectivity: (battery, _args, ctx, info) =>
      allows(ctx, info, { holder: battery, right: 'live:read' }) ? ctx.load(connectivityByBattery, battery.batteryId) : null,
    connectivityChanges: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'history:read', span });
      if (isNever(times)) return [];
      return ctx.read((tx) => readConnectivityChanges(tx, { batteryId: battery.batteryId, span, times }));
    },
  },
  Reading: {
    battery: (reading, _args, ctx) => ('seenBattery' in reading ? reading.seenBattery : batteryOf(ctx, reading)),
    streamPlace: (reading) => ('place' in reading ? reading.place : null),
    customMetrics: (reading, _args, ctx) => customMetricsOf(ctx.platform, ctx.actor.tenantId, reading),
  },
  ReadingStreamPlace: { cursor: ({ cursorAt }) => cursorAt && printReadingCursor(cursorAt) },
  ArchivedDay: {
    measuredDate: ({ day }) => day,
    schemaVersionSequence: ({ schemaVersion }) => schemaVersion,
    batteryCount: ({ batteryRowCounts }) => Object.keys(batteryRowCounts).length,
  },
  DeadLetter: {
    id: (letter) => printGlobalId('DeadLetter', letter.deadLetterId),
    payload: (letter) => (isUtf8(letter.payload) ? letter.payload.toString('utf8') : letter.payload.toString('base64')),
    viewerCan: async (_letter, _args, ctx) => [tenantRightOf(await ctx.ability(), 'REPLAY_DEAD_LETTER')],
  },
  DeadLetterReplayed: { deadLetter: (outcome, _args, ctx) => letterOf(ctx, outcome) },
  DeadLetterRefused: { deadLetter: (outcome, _args, ctx) => letterOf(ctx, outcome) },
} satisfies ModuleResolvers;

/** The stream behind `Subscription.readings`, for one reader or for many who asked the same. */
async function readingsStream(ctx: GraphQLContext, args: SubscriptionReadingsArgs): Promise<SharedStream<ReadingEvent>> {
  const { platform, actor } = ctx;
  const wanted = await wantedOf(ctx, args);
  const after = args.after ? parseReadingCursor(args.after, ctx.now) : null;
  return new SharedStream({
    startArguments: ['after'],
    begin: () => beginReadings({ platform, actor, wanted, after }),
    follow: (tell) => new ReadingsFollower({ platform, actor, wanted, tell }),
  });
}

async function wantedOf(
  ctx: GraphQLContext,
  { batteryIds, siteId, where, intervalSeconds }: SubscriptionReadingsArgs,
): Promise<Wanted> {
  const seconds = numberOf({
    argument: 'intervalSeconds',
    value: intervalSeconds ?? INTERVAL_SECONDS,
    min: INTERVAL_SECONDS_MIN,
    max: INTERVAL_SECONDS_MAX,
  });
  const site = siteId ? await siteArgument(ctx, siteId) : null;
  return {
    batteryIds: batteryIds ? await chosen(ctx, batteryIds) : null,
    siteId: site && site.siteId,
    filter: where ? filterOf(where) : null,
    intervalMs: seconds * 1_000,
  };
}

async function chosen(ctx: GraphQLContext, batteryIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (batteryIds.length > BATTERIES_FOLLOWED_MAX)
    throw new Fault('BAD_USER_INPUT', { tell: `\`batteryIds\` may name ${BATTERIES_FOLLOWED_MAX} batteries at most.` });
  const batteries = await Promise.all(batteryIds.map((id) => batteryArgument(ctx, id)));
  for (const battery of batteries) demandRight(ctx, { holder: battery, right: 'live:read' });
  return new Set(batteries.map(({ batteryId }) => batteryId));
}

function filterOf(where: NonNullable<SubscriptionReadingsArgs['where']>): ReadingFilter {
  return {
    quality: where.quality ?? null,
    operatingStates: where.operatingStates ?? null,
    socPercentMin: where.socPercentMin ?? null,
    socPercentMax: where.socPercentMax ?? null,
    activePowerKwMin: where.activePowerKwMin ?? null,
    activePowerKwMax: where.activePowerKwMax ?? null,
  };
}
