import type postgres from 'postgres';
import { assert } from '../kernel/assert.ts';
import { isUuid, type TenantId } from '../kernel/ids.ts';
import { Fault } from './fault.ts';
import { Lanes } from './lanes.ts';
import { background, type Log } from './log.ts';
import { databaseFault, openConnection, type Connection } from './postgres-connection.ts';
import { EndedTransaction, transactionSql, type Validity } from './transaction-sql.ts';

/** A tenant's transaction: everything it reads and writes belongs to that tenant. */
export interface Tx {
  readonly tenantId: TenantId;
  readonly sql: postgres.TransactionSql;
  /** Runs after the commit, never after a rollback; a failure is logged. */
  afterCommit(task: () => void | Promise<void>): void;
}

/** The only way to the tenants' tables. */
export interface TenantDb {
  read<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A request gives up when no connection becomes free for this long. */
const CONNECTION_WAIT_MS_MAX = 5_000;

interface TenantDbOptions {
  readonly url: string;
  readonly connectionCountMax: number;
  readonly log: Log;
  /** Told how long each transaction waited for a connection. */
  readonly onConnection?: (waitedSeconds: number) => void;
}

/** Opens the tenants' tables under the runtime role. Connections are made when first needed. */
export function openTenantDb({ url, connectionCountMax, log, onConnection }: TenantDbOptions): TenantDb {
  const connections = Array.from({ length: connectionCountMax }, () => openConnection(url));
  const lanes = new Lanes({ lanes: connections, waitMsMax: CONNECTION_WAIT_MS_MAX, tooLong: allBusy });
  const run = async <T>(mode: Mode, { tenantId, work }: Task<T>): Promise<T> => {
    assert(isUuid(tenantId), 'a tenant id that is a UUID');
    const askedAtMs = performance.now();
    const connection = await lanes.take(tenantId);
    onConnection?.((performance.now() - askedAtMs) / 1_000);
    try {
      return await inTransaction({ connection, mode, log, tenantId, work });
    } catch (error) {
      throw databaseFault(error);
    } finally {
      lanes.giveBack(connection);
    }
  };
  return {
    read: (tenantId, work) => run('read', { tenantId, work }),
    write: (tenantId, work) => run('write', { tenantId, work }),
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}

type Mode = 'read' | 'write';

interface Task<T> {
  readonly tenantId: TenantId;
  readonly work: (tx: Tx) => Promise<T>;
}

interface Transaction<T> extends Task<T> {
  readonly connection: Connection;
  readonly mode: Mode;
  readonly log: Log;
}

/**
 * On an open connection the begin, the tenant's name and the first statement of the work travel together, and a read does
 * not wait for its end to be confirmed: one round trip for a read of one statement, two for a write.
 */
async function inTransaction<T>({ connection, mode, log, tenantId, work }: Transaction<T>): Promise<T> {
  const { sql } = connection;
  if (connection.closing) await connection.closing;
  const validity: Validity = { open: true };
  const release = connection.hold(() => (validity.open = false));
  const tasks: (() => void | Promise<void>)[] = [];
  const tx: Tx = { tenantId, sql: transactionSql(sql, validity), afterCommit: (task) => void tasks.push(task) };
  try {
    const isPipelined = connection.isOpen;
    const begun = isPipelined ? begin(sql, mode, tenantId) : beginOnNewConnection(sql, mode, tenantId);
    if (!isPipelined) await begun;
    connection.isOpen = true;
    const [result] = await Promise.all([Promise.try(work, tx), begun]);
    // A statement caught by the work may have been refused with the connection: its result is not to be trusted.
    if (!validity.open) throw connectionLost(null);
    validity.open = false;
    const committed = commit(sql);
    if (mode === 'read') background(committed, log);
    else await committed;
    for (const task of tasks) background(Promise.try(task), log);
    return result;
  } catch (error) {
    if (!validity.open) throw error instanceof EndedTransaction ? connectionLost(error) : error;
    validity.open = false;
    // Awaited, so that a connection that is going away is gone before another transaction takes it.
    await sql
      .unsafe('rollback')
      .catch((failure: unknown) => log.debug({ err: failure }, 'a broken connection was rolled back by the server'));
    throw error;
  } finally {
    release();
  }
}

/** One message of the simple protocol; the tenant id is a UUID, so it cannot end the literal. */
function begin(sql: postgres.Sql, mode: Mode, tenantId: TenantId): Promise<unknown> {
  const access = mode === 'read' ? 'read only' : 'read write';
  return sql.unsafe(`begin ${access}; select set_config('app.tenant_id', '${tenantId}', true)`).execute();
}

/** After a lost connection the library may answer the first statement of the next one with the old one's parting error: asked once more. */
async function beginOnNewConnection(sql: postgres.Sql, mode: Mode, tenantId: TenantId): Promise<unknown> {
  try {
    return await begin(sql, mode, tenantId);
  } catch (error) {
    if (!(error instanceof Error && 'severity' in error && error.severity === 'FATAL')) throw error;
    return begin(sql, mode, tenantId);
  }
}

/** PostgreSQL answers the commit of a failed transaction with a rollback, not with an error. */
async function commit(sql: postgres.Sql): Promise<void> {
  const { command } = await sql.unsafe('commit');
  if (command !== 'COMMIT') throw new Error('A statement of the transaction failed and was caught: nothing was saved.');
}

function connectionLost(cause: unknown): Fault {
  return new Fault('UNAVAILABLE', { tell: 'The connection to the database broke; try again later.', cause });
}

function allBusy(): Fault {
  return new Fault('UNAVAILABLE', {
    tell: 'All connections to the database are busy; try again later.',
    detail: { waitedMs: CONNECTION_WAIT_MS_MAX },
  });
}
