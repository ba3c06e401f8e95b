import type { ModuleResolvers } from '../graphql/complete.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Announcement, BatteryTarget, LetterReader, MarketTarget, Platform, Reaction } from '../platform/platform.ts';
import type { Exchange, MarketName, MarketTerms, Publisher, SystemOperator } from './markets/index.ts';
import type { Planner } from './optimizer/index.ts';

/** What actions and timers lean on: the platform, the planner's threads, and the markets. */
export interface Services extends Platform {
  readonly planner: Planner;
  readonly marketTerms: Readonly<Record<MarketName, MarketTerms>>;
  /** Who takes orders, by market; nothing is bid in a market without one. */
  readonly exchanges: ReadonlyMap<MarketName, Exchange>;
  /** Who balances with units, by market; nothing is declared in a market without one. */
  readonly operators: ReadonlyMap<MarketName, SystemOperator>;
  /** Who tells what a market came to; nothing is asked of a market without one. */
  readonly publishers: ReadonlyMap<MarketName, Publisher>;
}

interface ActionOfQueue {
  readonly queue: string;
  readonly concurrency: number;
  /** The announcements that put a job on the queue. */
  readonly reactsTo: readonly Announcement[];
  /** The tenant's batteries of which it wants to hear; all of them where it is left out. */
  readonly batteriesOf?: NonNullable<Reaction['batteriesOf']>;
}

/** Work done when a job of its queue is due: fetches what is true now, decides, saves. Doing it twice is harmless. */
export type Action = ActionOfQueue &
  (
    | { readonly run: (services: Services, target: BatteryTarget) => Promise<void> }
    /** For work about something else than a battery. */
    | {
        readonly runOf: (
          services: Services,
          target: { readonly tenantId: TenantId; readonly subjectId: string },
        ) => Promise<void>;
      }
    /** For work that is cheaper together: all or none of a tenant's batteries that are due at the same time. */
    | { readonly runTogether: (services: Services, tenantId: TenantId, batteryIds: readonly string[]) => Promise<void> }
    /** For work about a market as a whole. */
    | { readonly runForMarket: (services: Services, target: MarketTarget) => Promise<void> }
  );

/** Work that the clock asks for, once for each tenant. It finds out which batteries need attention. */
export interface Timer {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: (services: Services, tenantId: TenantId) => Promise<void>;
}

/** What a module gives to the whole; `all.ts` lists the modules, everything else is derived from that list. */
export interface Module {
  readonly resolvers: ModuleResolvers;
  /** How an object behind a global id is found, by the GraphQL type's name. Null when it does not exist or is not the caller's. */
  readonly nodes: Readonly<Record<string, (ctx: GraphQLContext, id: string) => Promise<object | null>>>;
  readonly actions: readonly Action[];
  readonly timers: readonly Timer[];
  /** Who reads dead letters again that did not come as telemetry. */
  readonly letterReaders?: readonly LetterReader[];
}
