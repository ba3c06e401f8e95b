import type { ModuleResolvers } from '../../../graphql/complete.ts';
import type { GraphQLContext } from '../../../graphql/context.ts';
import type { BatteryId } from '../../../kernel/ids.ts';
import { connectionOf, parsePage } from '../../../platform/arguments/connection.ts';
import { idOf } from '../../../platform/arguments/ids.ts';
import { Fault } from '../../../platform/fault.ts';
import { stream } from '../../../platform/stream.ts';
import { printGlobalId } from '../../../wire/global-id.ts';
import { batteryArgument, batteryOf, loadBattery, type MayShow, rightOverBattery } from '../../assets/index.ts';
import { batteryRightOf, demandEverywhere, demandNow, demandRight, isNever, timesAllowed } from '../../ownership/index.ts';
import { once, whatWasMade } from '../../tenancy/index.ts';
import { acknowledgeAlert, type Alert, type AlertAcknowledged, readAlert, readAlerts, readOpenAlerts } from './alerts.ts';
import { loadInstruction } from '../resolvers.ts';
import { alertTopic } from '../topics.ts';

declare module '../../../graphql/models.ts' {
  interface Models {
    Alert: Alert;
    AlertAcknowledged: AlertAcknowledged;
  }
}

const CHANGES_WAITING_MAX = 1_000;
const CURSOR = { cursorFields: { raisedAt: 'instant', alertId: 'uuid' } } as const;
const cursorOf = ({ raisedAt, alertId }: Alert): { raisedAt: string; alertId: string } => ({
  raisedAt: raisedAt.toISOString(),
  alertId,
});

async function loadAlert(ctx: GraphQLContext, alertId: string): Promise<Alert | null> {
  const alert = await ctx.read((tx) => readAlert(tx, alertId));
  const battery = alert && (await loadBattery(ctx, alert.batteryId));
  return alert && battery?.rights.covers('instructions:read', alert.raisedAt) ? alert : null;
}

export const alertNodes = { Alert: loadAlert };

export const alertResolvers = {
  Query: {
    alerts: async (_root, args, ctx) => {
      demandEverywhere(await ctx.ability(), 'instructions:read');
      const page = parsePage(args, CURSOR);
      return connectionOf(await ctx.read((tx) => readAlerts(tx, { page, openOnly: args.openOnly ?? true })), page, cursorOf);
    },
  },
  Mutation: {
    acknowledgeAlert: async (_root, { input }, ctx) => {
      const alert = await loadAlert(ctx, idOf('Alert', input.alertId));
      if (!alert) throw new Fault('NOT_FOUND', { tell: 'There is no such alert.' });
      demandRight(ctx, { holder: await batteryOf(ctx, alert), right: 'override:write' });
      return once(ctx, { operation: 'acknowledgeAlert', input }, (tx) =>
        acknowledgeAlert(ctx.platform, tx, { alert, acknowledgedBy: ctx.actor.credentialId }),
      );
    },
  },
  Subscription: {
    alerts: {
      subscribe: async (_root, args, ctx) => {
        if (!args.batteryId) {
          demandEverywhere(await ctx.ability(), 'instructions:read');
          return followAlerts(ctx, { batteryId: null, mayShow: async () => true });
        }
        const battery = await batteryArgument(ctx, args.batteryId);
        demandNow(ctx, { holder: battery, right: 'instructions:read' });
        const { batteryId } = battery;
        return followAlerts(ctx, { batteryId, mayShow: rightOverBattery(ctx, { batteryId, right: 'instructions:read' }) });
      },
    },
  },
  Battery: {
    alerts: async (battery, args, ctx, info) => {
      const page = parsePage(args, CURSOR);
      const times = timesAllowed(ctx, info, { holder: battery, right: 'instructions:read' });
      const of = { batteryId: battery.batteryId, times };
      const rows = isNever(times) ? [] : await ctx.read((tx) => readAlerts(tx, { page, openOnly: args.openOnly ?? false, of }));
      return connectionOf(rows, page, cursorOf);
    },
  },
  Alert: {
    id: ({ alertId }) => printGlobalId('Alert', alertId),
    battery: (alert, _args, ctx) => batteryOf(ctx, alert),
    instruction: (alert, _args, ctx) => loadInstruction(ctx, alert.instructionId),
    viewerCan: async (alert, _args, ctx) => {
      const holder = await batteryOf(ctx, alert);
      return [batteryRightOf(ctx, { action: 'ACKNOWLEDGE_ALERT', holder, right: 'override:write' })];
    },
  },
  AlertAcknowledged: {
    alert: ({ alertId }, _args, ctx) => whatWasMade(ctx, { read: readAlert, id: alertId }),
  },
} satisfies ModuleResolvers;

/** Those that are open, then each as it changes. */
function followAlerts(
  { platform, actor, read }: GraphQLContext,
  { batteryId, mayShow }: { batteryId: BatteryId | null; mayShow: MayShow },
): AsyncIterableIterator<{ alerts: Alert }> {
  return stream(async function* (signal) {
    const changes = platform.live.subscribe(alertTopic(actor.tenantId, batteryId), {
      queueLengthMax: CHANGES_WAITING_MAX,
      signal,
    });
    await changes.ready;
    for (const alert of await read((tx) => readOpenAlerts(tx, batteryId))) {
      if (await mayShow(alert.raisedAt)) yield { alerts: alert };
    }
    for await (const alertId of changes) {
      const alert = await read((tx) => readAlert(tx, alertId));
      if (alert && (await mayShow(alert.raisedAt))) yield { alerts: alert };
    }
  });
}
