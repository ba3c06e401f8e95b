import type { CivilDate } from '../../../kernel/periods.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { MarketCode } from '../../assets/index.ts';

/** What came of asking for the prices of a settlement date the last time. */
export interface PriceLook {
  readonly askedAt: Date;
  /** `OLDER` is an answer from before one that was taken. */
  readonly outcome: 'TAKEN' | 'OLDER' | 'REFUSED' | 'UNANSWERED' | 'NOT_UNDERSTOOD';
  readonly reason: string | null;
  /** What the newest answer that was not understood was wrong about; null since one was understood. */
  readonly fault: string | null;
  /** When the newest of what was taken had been computed, by the publisher. */
  readonly computedAt: Date | null;
}

type LookRow = PriceLook & { readonly settlementDate: CivilDate };

/** The looks at settlement dates from one on, by date. */
export async function readLooks(
  { sql, tenantId }: Tx,
  { market, fromDate }: { market: MarketCode; fromDate: CivilDate },
): Promise<Map<CivilDate, PriceLook>> {
  const rows = await sql<LookRow[]>`
    select settlement_date::text as "settlementDate", asked_at as "askedAt", outcome, reason, fault, computed_at as "computedAt"
    from price_look where tenant_id = ${tenantId} and market = ${market} and settlement_date >= ${fromDate}`;
  return new Map(rows.map(({ settlementDate, ...look }) => [settlementDate, look]));
}

export async function saveLook(
  { sql, tenantId }: Tx,
  { market, date, look }: { market: MarketCode; date: CivilDate; look: PriceLook },
): Promise<void> {
  const { askedAt, outcome, reason, fault, computedAt } = look;
  await sql`
    insert into price_look (tenant_id, market, settlement_date, asked_at, outcome, reason, fault, computed_at)
    values (${tenantId}, ${market}, ${date}, ${askedAt}, ${outcome}, ${reason}, ${fault}, ${computedAt})
    on conflict (tenant_id, market, settlement_date) do update set asked_at = excluded.asked_at, outcome = excluded.outcome,
      reason = excluded.reason, fault = excluded.fault, computed_at = excluded.computed_at`;
}
