import { jsonOf } from '../../../platform/json.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { FactName } from './run-facts.ts';

interface NewFact {
  readonly runId: string;
  readonly step: FactName;
  readonly knownAt: Date;
  /** For people: what came of the step, in a sentence. */
  readonly summary: string;
  readonly fact: object;
}

/** Whether the step was still to be taken. When not, somebody else took it, and nothing else of it may be saved. */
export async function saveFact({ sql, tenantId }: Tx, { runId, step, knownAt, summary, fact }: NewFact): Promise<boolean> {
  const saved = await sql`
    insert into market_run_fact (tenant_id, run_id, step, known_at, summary, fact)
    values (${tenantId}, ${runId}, ${step}, ${knownAt}, ${summary}, ${sql.json(jsonOf(fact))})
    on conflict do nothing returning step`;
  return saved.length === 1;
}
