import path from 'node:path';
import { readTenantFiles } from '../modules/tenancy/index.ts';
import { WorldClock } from '../platform/clock.ts';
import type { DeviceAuthority } from '../platform/device-authority.ts';
import { createLog } from '../platform/log.ts';
import type { RoleConfig } from './config.ts';
import { ROOT, type Wired, wire } from './wiring.ts';

/** Opens what every role leans on: shared services, the wall clock, the tenants' files. */
export async function openRole(
  { databaseUrl, redisUrl, logLevel }: RoleConfig,
  authority: DeviceAuthority | null = null,
): Promise<Wired> {
  const log = createLog({ level: logLevel });
  const tenantFiles = await readTenantFiles(path.join(ROOT, 'tenants'));
  return wire({ ownerUrl: databaseUrl, redisUrl, clock: WorldClock.start(), log, tenantFiles, authority });
}
