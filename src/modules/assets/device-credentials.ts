import type { EdgeAgentId, SiteId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';

/** What speaks, or spoke, for a site. */
export interface EdgeAgent {
  readonly edgeAgentId: EdgeAgentId;
  readonly siteId: SiteId;
  readonly enrolledAt: Date;
  readonly revokedAt: Date | null;
}

export interface DeviceCertificate {
  readonly serial: string;
  readonly issuedAt: Date;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly revokedAt: Date | null;
  readonly replacedBySerial: string | null;
}

/** A token that was not used yet. */
export interface Enrolment {
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const AGENTS_SHOWN_MAX = 20;
const CERTIFICATES_SHOWN_MAX = 20;

/** Newest first. */
export async function readAgentsOfSite(tx: Tx, siteId: string): Promise<EdgeAgent[]> {
  return tx.sql<EdgeAgent[]>`
    select ${agentColumns(tx)} from edge_agent where tenant_id = ${tx.tenantId} and site_id = ${siteId}
    order by enrolled_at desc, edge_agent_id limit ${AGENTS_SHOWN_MAX}`;
}

export async function readAgent(tx: Tx, edgeAgentId: string): Promise<EdgeAgent | null> {
  const [agent] = await tx.sql<EdgeAgent[]>`
    select ${agentColumns(tx)} from edge_agent where tenant_id = ${tx.tenantId} and edge_agent_id = ${edgeAgentId}`;
  return agent ?? null;
}

/** Newest first. */
export async function readCertificates(tx: Tx, edgeAgentId: string): Promise<DeviceCertificate[]> {
  return tx.sql<DeviceCertificate[]>`
    select serial, issued_at as "issuedAt", not_before as "validFrom", not_after as "validUntil", revoked_at as "revokedAt",
      replaced_by as "replacedBySerial"
    from device_certificate where tenant_id = ${tx.tenantId} and edge_agent_id = ${edgeAgentId}
    order by issued_at desc, serial limit ${CERTIFICATES_SHOWN_MAX}`;
}

export async function readWaitingEnrolment(tx: Tx, { siteId, now }: { siteId: string; now: Date }): Promise<Enrolment | null> {
  const [enrolment] = await tx.sql<Enrolment[]>`
    select created_at as "createdAt", expires_at as "expiresAt" from enrolment
    where tenant_id = ${tx.tenantId} and site_id = ${siteId} and used_at is null and expires_at > ${now}
    order by created_at desc limit 1`;
  return enrolment ?? null;
}

function agentColumns({ sql }: Tx) {
  return sql`edge_agent_id as "edgeAgentId", site_id as "siteId", enrolled_at as "enrolledAt", revoked_at as "revokedAt"`;
}
