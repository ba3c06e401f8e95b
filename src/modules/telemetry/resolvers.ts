import { isUtf8 } from 'node:buffer';
import type { ModuleResolvers } from '../../graphql/complete.ts';
import { connectionOf, parsePage } from '../../platform/arguments/connection.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { numberOf } from '../../platform/arguments/numbers.ts';
import { spanOf } from '../../platform/arguments/span.ts';
import { present } from '../../kernel/assert.ts';
import type { BatteryId, DeadLetterId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import { defineLoader } from '../../platform/loader.ts';
import { stream } from '../../platform/stream.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { batteryArgument, batteryOf, type VisibleBattery, visibleBatteries } from '../assets/index.ts';
import { allows, demandRight, isNever, tenantRightOf, timesOfSpan } from '../ownership/index.ts';
import { once } from '../tenancy/index.ts';
import { customMetricsOf } from './custom-metrics.ts';
import { followReadings, latestReadings } from './live-readings.ts';
import type { Reading } from './reading.ts';
import { type DeadLetter, readDeadLetter, readDeadLetters, readSeries } from './reads.ts';
import { type ConnectivityChange, readConnectivity, readConnectivityChanges } from './watch-connectivity.ts';
import { readBatterySeries, type Series, type SeriesPoint } from './series.ts';
import { replayDeadLetter, type ReplayDeadLetterOutcome } from './replay-dead-letter.ts';

declare module '../../graphql/models.ts' {
  interface Models {
    Reading: Reading;
    BatterySeries: Series;
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
const DAY_MS = 86_400_000;
const BATTERIES_FOLLOWED_MAX = 100;

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

async function letterOf(ctx: GraphQLContext, { deadLetterId }: { readonly deadLetterId: DeadLetterId }): Promise<DeadLetter> {
  return present(await loadDeadLetter(ctx, deadLetterId), 'a dead letter that was just replayed to exist');
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
    readings: {
      subscribe: async (_root, { batteryIds }, ctx) => {
        if (batteryIds && batteryIds.length > BATTERIES_FOLLOWED_MAX) {
          throw new Fault('BAD_USER_INPUT', { tell: `\`batteryIds\` may name ${BATTERIES_FOLLOWED_MAX} batteries at most.` });
        }
        const chosen = batteryIds ? await Promise.all(batteryIds.map((id) => batteryArgument(ctx, id))) : null;
        for (const battery of chosen ?? []) demandRight(ctx, { holder: battery, right: 'live:read' });
        const batteriesChosen = chosen?.map((battery) => battery.batteryId) ?? null;
        const visible = visibleBatteries(ctx, { right: 'live:read', chosen: batteriesChosen });
        return stream(async function* (signal) {
          const { live } = ctx.platform;
          const { tenantId } = ctx.actor;
          const snapshot = await latestReadings(live, { tenantId, batteryIds: await visible.all() });
          for (const reading of snapshot.values()) {
            if (await visible.includes(reading.batteryId, reading.measuredAt)) yield { readings: reading };
          }
          for await (const reading of followReadings(live, { tenantId, wants: visible.includes, signal }))
            yield { readings: reading };
        });
      },
    },
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
      if (isNever(times)) return [];
      return ctx.read((tx) => readSeries(tx, { batteryId: battery.batteryId, span, times, pointCountMax }));
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
      return ctx.read((tx) => readBatterySeries(tx, { batteryId, span, times, resolution, pointCountMax, rawFromAt }));
    },
    connectivity: (battery, _args, ctx, info) => {
      if (!allows(ctx, info, { holder: battery, right: 'live:read' })) return null;
      return battery.rights.covers('live:read', ctx.now) ? ctx.load(connectivityByBattery, battery.batteryId) : null;
    },
    connectivityChanges: (battery, args, ctx, info) => {
      const span = spanOf(args);
      const times = timesOfSpan(ctx, info, { holder: battery, right: 'history:read', span });
      if (isNever(times)) return [];
      return ctx.read((tx) => readConnectivityChanges(tx, { batteryId: battery.batteryId, span, times }));
    },
  },
  Reading: {
    battery: (reading, _args, ctx) => batteryOf(ctx, reading),
    customMetrics: (reading, _args, ctx) => customMetricsOf(ctx.platform, ctx.actor.tenantId, reading),
  },
  DeadLetter: {
    id: (letter) => printGlobalId('DeadLetter', letter.deadLetterId),
    payload: (letter) => (isUtf8(letter.payload) ? letter.payload.toString('utf8') : letter.payload.toString('base64')),
    viewerCan: async (_letter, _args, ctx) => [tenantRightOf(await ctx.ability(), 'REPLAY_DEAD_LETTER')],
  },
  DeadLetterReplayed: { deadLetter: (outcome, _args, ctx) => letterOf(ctx, outcome) },
  DeadLetterRefused: { deadLetter: (outcome, _args, ctx) => letterOf(ctx, outcome) },
} satisfies ModuleResolvers;
