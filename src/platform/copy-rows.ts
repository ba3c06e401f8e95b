import type { Tx } from './tenant-db.ts';

/**
 * Sends rows to the server by `copy … from stdin`, and returns when all are on their way: what the server says against them
 * fails the next statement of the transaction. It is not waited for because the library never tells of an answer that a
 * broken connection kept back.
 */
export async function copyRows({ sql }: Tx, statement: string, rows: Buffer): Promise<void> {
  const stream = await sql.unsafe(statement).writable();
  const { promise: sent, resolve, reject } = Promise.withResolvers<void>();
  stream.on('error', reject);
  stream.write(rows, (error) => (error ? reject(error) : resolve()));
  await sent;
  stream.end();
  // The end of the rows is written on the next tick; until then the library refuses other statements.
  await new Promise((written) => setImmediate(written));
}
