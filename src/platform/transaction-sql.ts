import type postgres from 'postgres';

/** Whether a transaction may still send statements. */
export interface Validity {
  open: boolean;
}

/** A statement came after the end of its transaction, or after its connection broke. */
export class EndedTransaction extends Error {
  constructor() {
    super('The transaction of this statement has ended.');
    this.name = 'EndedTransaction';
  }
}

/** What a query of the library is made of, as far as its sending goes. Not in its published types; a test holds it in place. */
interface Sendable {
  handler: (query: Sendable) => void;
  reject: (error: Error) => void;
}

/**
 * The statements of one transaction on a connection of its own. A statement that outlives its transaction never runs: the
 * connection may then be inside the transaction of another tenant.
 */
export function transactionSql(sql: postgres.Sql, validity: Validity): postgres.TransactionSql {
  let savepointCount = 0;
  const bound = <Q>(query: Q): Q => {
    if (!isSendable(query)) return query;
    const send = query.handler;
    query.handler = (sent) => {
      if (validity.open) send(sent);
      else sent.reject(new EndedTransaction());
    };
    return query;
  };
  const savepoint = async <T>(first: string | Work<T>, second?: Work<T>): Promise<T> => {
    const work = typeof first === 'function' ? first : second;
    if (!work) throw new Error('A savepoint needs work.');
    savepointCount += 1;
    const name = `s${savepointCount}`;
    await transaction.unsafe(`savepoint ${name}`);
    try {
      return await work(transaction);
    } catch (error) {
      await transaction.unsafe(`rollback to savepoint ${name}`);
      throw error;
    }
  };
  const statement = (...parts: Parameters<typeof sql>): unknown => bound(sql(...parts));
  // The same function with the same members as the library's own transaction, each bound to this transaction's life.
  const transaction = Object.assign(statement, {
    types: sql.types,
    typed: sql.typed,
    array: sql.array,
    json: sql.json,
    unsafe: (...parts: Parameters<typeof sql.unsafe>) => bound(sql.unsafe(...parts)),
    file: (...parts: Parameters<typeof sql.file>) => bound(sql.file(...parts)),
    notify: (channel: string, payload: string) => bound(sql`select pg_notify(${channel}, ${payload})`),
    savepoint,
  }) as unknown as postgres.TransactionSql;
  return transaction;
}

type Work<T> = (sql: postgres.TransactionSql) => T | Promise<T>;

function isSendable(query: unknown): query is Sendable {
  return query instanceof Promise && 'handler' in query && 'reject' in query;
}
