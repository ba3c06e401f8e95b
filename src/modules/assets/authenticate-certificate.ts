import type { EdgeAgentId, SiteId } from '../../kernel/ids.ts';
import type { ClientCertificate } from '../../platform/client-certificate.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { parseAgentName } from '../../wire/agent-name.ts';
import { type AgentActor, auditRefusedCertificate } from '../tenancy/index.ts';

/** A certificate is trusted this long before it is looked up again: the longest a revoked one still opens a connection. */
const TRUST_MS = 5_000;
const REMEMBERED_COUNT_MAX = 10_000;

/** Answers which agent is behind a certificate; null when it is unknown, at its end or revoked. Where it comes from is for the audit trail. */
export type AuthenticateCertificate = (certificate: ClientCertificate, sourceIp?: string | null) => Promise<AgentActor | null>;

export function certificateAuthenticator(platform: Platform): AuthenticateCertificate {
  const remembered = new Map<string, { actor: AgentActor; untilMs: number }>();
  return async ({ commonName, fingerprint256 }, sourceIp = null) => {
    const trusted = remembered.get(fingerprint256);
    if (trusted && trusted.untilMs > performance.now()) return trusted.actor;
    remembered.delete(fingerprint256);
    // The name was signed together with the key: whoever proves the one has been given the other.
    const address = parseAgentName(commonName);
    const tenant = address && platform.tenants.bySlug(address.tenantSlug);
    const now = platform.authority?.now();
    if (!tenant || !now) return null;
    const { tenantId } = tenant;
    const known = await platform.db.read(tenantId, (tx) => readAgent(tx, { fingerprint256, now }));
    if (!known?.isGood) {
      const { siteId } = known ?? address;
      const edgeAgentId = known?.edgeAgentId ?? null;
      await auditRefusedCertificate(platform, { tenantId, siteId, edgeAgentId, fingerprint256, sourceIp });
      return null;
    }
    const actor: AgentActor = { kind: 'agent', tenantId, credentialId: known.edgeAgentId, siteId: known.siteId };
    if (remembered.size >= REMEMBERED_COUNT_MAX) remembered.clear();
    remembered.set(fingerprint256, { actor, untilMs: performance.now() + TRUST_MS });
    return actor;
  };
}

async function readAgent(
  { sql, tenantId }: Tx,
  { fingerprint256, now }: { fingerprint256: string; now: Date },
): Promise<{ edgeAgentId: EdgeAgentId; siteId: SiteId; isGood: boolean } | null> {
  const [agent] = await sql<{ edgeAgentId: EdgeAgentId; siteId: SiteId; isGood: boolean }[]>`
    select edge_agent.edge_agent_id as "edgeAgentId", edge_agent.site_id as "siteId",
      device_certificate.revoked_at is null and device_certificate.not_after > ${now} and edge_agent.revoked_at is null as "isGood"
    from device_certificate
    join edge_agent on edge_agent.tenant_id = device_certificate.tenant_id
      and edge_agent.edge_agent_id = device_certificate.edge_agent_id
    where device_certificate.tenant_id = ${tenantId} and device_certificate.fingerprint256 = ${fingerprint256}`;
  return agent ?? null;
}
