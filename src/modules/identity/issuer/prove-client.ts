import type { OAuthClientId } from '../../../kernel/ids.ts';
import type { Budget } from '../../../platform/budget.ts';
import type { Platform, TenantEntry } from '../../../platform/platform.ts';
import { auditFailedSecret, auditServiceSignIn } from '../../tenancy/index.ts';
import { isSecretOf } from '../clients.ts';
import { countSecret } from '../password-attempts.ts';
import { readOAuthClient } from '../reads.ts';
import { tooMany } from './issuer-limits.ts';

interface Parts {
  readonly platform: Platform;
  readonly budget: Budget;
  readonly tenant: TenantEntry;
}

interface Claim {
  readonly clientId: OAuthClientId;
  readonly secret: string;
  readonly address: string;
}

/** Whether a program has the secret of a client; throws where too many wrong ones were tried. */
export async function proveClient({ platform, budget, tenant }: Parts, { clientId, secret, address }: Claim): Promise<boolean> {
  const { tenantId } = tenant;
  const count = await countSecret(budget, { tenantId, name: clientId, address });
  if ('waitSeconds' in count) throw tooMany(count.waitSeconds);
  const { fits, client } = await platform.db.read(tenantId, async (tx) => ({
    fits: await isSecretOf(tx, { clientId, secret }),
    client: await readOAuthClient(tx, clientId),
  }));
  if (!fits || !client) {
    await auditFailedSecret(platform, { tenantId, clientId, sourceIp: address });
    return false;
  }
  await count.wasRight();
  await auditServiceSignIn(platform, { tenantId, client, sourceIp: address });
  return true;
}
