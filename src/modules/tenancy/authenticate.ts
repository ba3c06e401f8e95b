import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import type { Actor } from './actor.ts';
import { auditFailedLogIn } from './audit/audit-denial.ts';
import { bearerOf, type Credential, parseToken } from './credential.ts';

/** A proved credential is trusted this long before it is looked up again: the longest a revoked one still works. */
const TRUST_MS = 5_000;
const REMEMBERED_COUNT_MAX = 10_000;

export type CredentialCheck = (tx: Tx, credential: Credential) => Promise<Actor | null>;

/** Answers who is behind an `Authorization` header; null when nobody is. Where it comes from is for the audit trail. */
export type Authenticate = (authorization: string | undefined, sourceIp?: string | null) => Promise<Actor | null>;

/** One check for each kind of credential; the module that keeps the credential brings it. */
export function authenticator(platform: Platform, checks: Record<Credential['kind'], CredentialCheck>): Authenticate {
  const remembered = new Map<string, { actor: Actor; untilMs: number }>();
  return async (authorization, sourceIp = null) => {
    const token = bearerOf(authorization);
    if (!token) return null;
    const known = remembered.get(token);
    if (known && known.untilMs > performance.now()) return known.actor;
    remembered.delete(token);
    const credential = parseToken(token);
    const tenant = credential && platform.tenants.bySlug(credential.tenantSlug);
    if (!credential || !tenant) return null;
    const actor = await platform.db.read(tenant.tenantId, (tx) => checks[credential.kind](tx, credential));
    if (!actor) {
      await auditFailedLogIn(platform, { tenantId: tenant.tenantId, credential, sourceIp });
      return null;
    }
    // What a person lets an app do ends at once when it is taken back.
    if (credential.kind === 'access') return actor;
    if (remembered.size >= REMEMBERED_COUNT_MAX) remembered.clear();
    remembered.set(token, { actor, untilMs: performance.now() + TRUST_MS });
    return actor;
  };
}
