import { isDeepStrictEqual } from 'node:util';
import postgres from 'postgres';
import { Fault } from '../../platform/fault.ts';
import { jsonOf } from '../../platform/json.ts';
import type { WorldSettings } from '../config.ts';

/** The world a database holds: which one, since when, and how far its clock has come. */
export interface World {
  readonly settings: WorldSettings;
  readonly fromAt: Date;
  readonly clockAt: Date;
  readonly finishedAt: Date | null;
}

/** The row that remembers the simulated world, so that a start after a crash carries on. It belongs to no tenant. */
export class WorldStore {
  private readonly sql: postgres.Sql;

  constructor(ownerUrl: string) {
    this.sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  }

  async load(): Promise<World | null> {
    const [world] = await this.sql<World[]>`
      select settings, from_at as "fromAt", greatest(clock_at, (select max(measured_at) from reading)) as "clockAt",
        finished_at as "finishedAt"
      from world`;
    return world ?? null;
  }

  async begin({ settings, fromAt, clockAt }: Omit<World, 'finishedAt'>): Promise<void> {
    await this.sql`
      insert into world (settings, from_at, clock_at) values (${this.sql.json(jsonOf(settings))}, ${fromAt}, ${clockAt})`;
  }

  async remember(clockAt: Date): Promise<void> {
    await this.sql`update world set clock_at = greatest(clock_at, ${clockAt})`;
  }

  async finish(at: Date): Promise<void> {
    await this.sql`update world set clock_at = ${at}, finished_at = ${at}`;
  }

  async close(): Promise<void> {
    await this.sql.end();
  }
}

/** Whether a stored world is the one asked for and not at its end, so that this start carries it on. */
export function carriesOn(stored: World, settings: WorldSettings): boolean {
  return stored.finishedAt === null && isDeepStrictEqual(stored.settings, settings);
}

/** A database of somebody else's is never emptied for a new world. */
export function refuseOtherWorld(): never {
  throw new Fault('BAD_USER_INPUT', {
    tell: 'The database named by DATABASE_URL holds another simulated world, or one that has ended; name an empty database.',
  });
}
