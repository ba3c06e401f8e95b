import type { TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';

const KEPT_MS = 30 * 86_400_000;
const FORGOTTEN_AT_ONCE_MAX = 5_000;

/** Deletes old messages with their attempts, whatever became of them: who wants to know later asks the API. */
export async function forgetWebhooks({ db, wallNow }: Platform, tenantId: TenantId): Promise<void> {
  const before = new Date(wallNow().getTime() - KEPT_MS);
  for (let deletedCount = FORGOTTEN_AT_ONCE_MAX; deletedCount === FORGOTTEN_AT_ONCE_MAX;) {
    deletedCount = await db.write(tenantId, async ({ sql }) => {
      const deleted = await sql`
        delete from webhook_message where (tenant_id, message_id) in (
          select tenant_id, message_id from webhook_message where tenant_id = ${tenantId} and created_at < ${before}
          order by created_at limit ${FORGOTTEN_AT_ONCE_MAX} for update skip locked)`;
      return deleted.count;
    });
  }
}
