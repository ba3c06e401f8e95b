import type { TwinWorld } from './twin-world.ts';
import { B, hashesOf, SHADOW_ID } from './twins.ts';

/** Nothing of B, and nothing of the shadow, is different after the work. */
export async function unchanged(
  { world, findings }: Pick<TwinWorld, 'world' | 'findings'>,
  where: string,
  work: () => Promise<void>,
): Promise<void> {
  const others = [B.tenantId, SHADOW_ID];
  const before = await hashesOf(world.owner, others);
  await work();
  const after = await hashesOf(world.owner, others);
  for (const [table, hash] of before) {
    findings.count();
    findings.expect(where, after.get(table) === hash, `changes rows of another tenant in ${table}`);
  }
}
