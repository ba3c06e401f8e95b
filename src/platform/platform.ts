import type { TenantId } from '../kernel/ids.ts';
import type { OwnershipModels } from '../kernel/ownership-models.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { ApiPolicy } from './api-policy.ts';
import type { Budget } from './budget.ts';
import type { ControlPolicy } from './control-policy.ts';
import type { Clock } from './clock.ts';
import type { ForecastPolicy } from './forecast-policy.ts';
import type { DeviceAuthority } from './device-authority.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outbound } from './outbound.ts';
import type { Queue } from './queue.ts';
import type { TelemetryPolicy } from './telemetry-policy.ts';
import type { TenantDb, Tx } from './tenant-db.ts';
import type { TradingPolicy } from './trading-policy.ts';

/** What every use-case may lean on; built once, in `main/`. */
export interface Platform {
  readonly db: TenantDb;
  readonly queue: Queue;
  readonly live: Live;
  readonly clock: Clock;
  /** The wall clock's instant, by which credentials end whatever the world's clock says. */
  readonly wallNow: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
  /** What the processes of the API count spent points in: the requests of a credential, and wrong passwords. */
  readonly budget: Budget;
  readonly tenants: TenantDirectory;
  /** Where readings are kept for good; null where none is configured: then nothing is archived, and nothing forgotten. */
  readonly archive: ArchiveStore | null;
  /** Signs for devices; null in a process that does not. */
  readonly authority: DeviceAuthority | null;
  /** Sends to addresses that tenants chose. */
  readonly outbound: Outbound;
  readonly reactions: Reactions;
  readonly letterReaders: readonly LetterReader[];
}

/** The tenants this process serves, as read from their files at boot. */
export interface TenantDirectory {
  all(): readonly TenantEntry[];
  bySlug(slug: string): TenantEntry | null;
  byId(tenantId: TenantId): TenantEntry;
}

export interface TenantEntry {
  readonly tenantId: TenantId;
  readonly slug: string;
  readonly name: string;
  /** What each role may do to a battery, by the model the battery names. */
  readonly ownershipModels: OwnershipModels;
  readonly api: ApiPolicy;
  readonly telemetry: TelemetryPolicy;
  readonly control: ControlPolicy;
  readonly forecasts: ForecastPolicy;
  readonly trading: TradingPolicy;
}

/** What a job or an announcement is about: ids, and nothing that could be stale. */
export interface BatteryTarget {
  readonly tenantId: string;
  readonly batteryId: string;
}

/** What a job about a market is about. */
export interface MarketTarget {
  readonly tenantId: string;
  readonly market: string;
}

/** Reads dead letters of a source of its own once more. */
export interface LetterReader {
  readonly sourcePrefix: string;
  /** Null when the letter was taken, otherwise why it was not. */
  readonly replay: (
    platform: Platform,
    tx: Tx,
    letter: { readonly source: string; readonly payload: Buffer; readonly receivedAt: Date },
  ) => Promise<string | null>;
}

/** Which queues react to which announcement; derived from the list of modules. */
export type Reactions = ReadonlyMap<Announcement, readonly Reaction[]>;

/** A queue that reacts. */
export interface Reaction {
  readonly queue: string;
  /** The tenant's batteries that its work is about; null for all of them. */
  readonly batteriesOf: ((platform: Platform, tenantId: TenantId) => ReadonlySet<string>) | null;
}

/** Facts that a lower module announces and an upper one may react to. */
export type Announcement =
  | 'prices-published'
  | 'market-priced'
  | 'forecasts-made'
  | 'intent-changed'
  | 'plan-made'
  | 'override-changed'
  | 'dispatch-stop-changed'
  | 'site-changed'
  | 'battery-heard'
  | 'connectivity-changed'
  | 'limit-changed'
  | 'response-changed'
  | 'positions-changed'
  | 'acceptance-taken'
  | 'alert-raised';

/** Puts one job for each reacting queue and battery, in the transaction of the cause. */
export async function announce(
  platform: Platform,
  tx: Tx,
  { announcement, batteryIds }: { announcement: Announcement; batteryIds: readonly string[] },
): Promise<void> {
  const jobs = (platform.reactions.get(announcement) ?? []).flatMap(({ queue, batteriesOf }) => {
    const concerned = batteriesOf?.(platform, tx.tenantId);
    const about = concerned ? batteryIds.filter((batteryId) => concerned.has(batteryId)) : batteryIds;
    return jobsOf(tx, { queues: [queue], batteryIds: about });
  });
  if (jobs.length > 0) await platform.queue.enqueue(tx, jobs);
}

interface Enqueued {
  readonly queues: readonly string[];
  readonly batteryIds: readonly string[];
}

function jobsOf({ tenantId }: Tx, { queues, batteryIds }: Enqueued): Parameters<Platform['queue']['enqueue']>[1][number][] {
  return queues.flatMap((queue) => batteryIds.map((batteryId) => ({ queue, key: batteryId, payload: { tenantId, batteryId } })));
}

/** One waiting job a battery and queue, however often it is asked for. */
export async function enqueueBatteries(platform: Platform, tx: Tx, enqueued: Enqueued): Promise<void> {
  const jobs = jobsOf(tx, enqueued);
  if (jobs.length > 0) await platform.queue.enqueue(tx, jobs);
}

/** As `announce`, for a fact about a market as a whole: one job for each reacting queue. */
export async function announceMarket(
  platform: Platform,
  tx: Tx,
  { announcement, market }: { announcement: 'market-priced'; market: string },
): Promise<void> {
  const queues = (platform.reactions.get(announcement) ?? []).map(({ queue }) => queue);
  await enqueueMarket(platform, tx, { queues, market });
}

/** One waiting job a tenant, market and queue, however often it is asked for. */
export async function enqueueMarket(
  platform: Platform,
  tx: Tx,
  { queues, market }: { queues: readonly string[]; market: string },
): Promise<void> {
  const { tenantId } = tx;
  const jobs = queues.map((queue) => ({ queue, key: `${tenantId} ${market}`, payload: { tenantId, market } }));
  if (jobs.length > 0) await platform.queue.enqueue(tx, jobs);
}
