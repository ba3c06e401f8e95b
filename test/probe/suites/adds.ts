import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';

export async function countOf({ world }: TwinWorld, table: string, where = 'true'): Promise<number> {
  const [row] = await world.owner.unsafe<{ n: number }[]>(
    `select count(*)::int as n from "${table}" where tenant_id = '${A.tenantId}' and ${where}`,
  );
  return row?.n ?? 0;
}

interface Added {
  readonly table: string;
  readonly where?: string;
  readonly least: number;
  readonly most?: number;
}

/** The work adds so many rows of A's own. */
export async function adds(
  twins: TwinWorld,
  { table, where, least, most = Infinity }: Added,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await countOf(twins, table, where);
  await work();
  const added = (await countOf(twins, table, where)) - before;
  twins.findings.count();
  const isMeant = added >= least && added <= most;
  twins.findings.expect(`work that adds to ${table}`, isMeant, `adds ${added} rows of A's instead of ${least}`);
}
