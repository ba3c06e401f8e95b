import { randomUUID } from 'node:crypto';
import type { EdgeAgentId, EnrolmentId, SiteId } from '../../kernel/ids.ts';
import { COMMON_NAME_LENGTH_MAX, type DeviceAuthority } from '../../platform/device-authority.ts';
import { Fault } from '../../platform/fault.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { agentName } from '../../wire/agent-name.ts';
import { audit, type Credential, type EnrolmentActor, issueToken, sameHash } from '../tenancy/index.ts';

export interface EdgeAgentEnrolled {
  readonly __typename: 'EdgeAgentEnrolled';
  readonly siteId: SiteId;
  readonly token: string | null;
  readonly expiresAt: string;
}

export interface EdgeAgentRevoked {
  readonly __typename: 'EdgeAgentRevoked';
  readonly siteId: SiteId;
}

/** Long enough to carry the token to the site, short enough to be worthless when it is found later. */
const ENROLMENT_MS = 15 * 60_000;

/** A one-time token for the site's first certificate; an earlier one that was not used ends with the commit. */
export async function enrolEdgeAgent(platform: Platform, tx: Tx, siteId: SiteId): Promise<EdgeAgentEnrolled> {
  const now = authorityOf(platform).now();
  // A UUID just made is a valid id of the enrolment it will name.
  const enrolmentId = randomUUID() as string as EnrolmentId;
  const { slug } = platform.tenants.byId(tx.tenantId);
  if (agentName({ tenantSlug: slug, siteId }).length > COMMON_NAME_LENGTH_MAX)
    throw new Fault('UNAVAILABLE', { tell: 'The tenant’s short name is too long for its agents to have certificates.' });
  const { token, secretHash } = issueToken({ kind: 'agent', tenantSlug: slug, credentialId: enrolmentId });
  const expiresAt = new Date(now.getTime() + ENROLMENT_MS);
  await lockSite(tx, siteId);
  await endTokens(tx, { siteId, now });
  await tx.sql`
    insert into enrolment (tenant_id, enrolment_id, site_id, token_hash, created_at, expires_at)
    values (${tx.tenantId}, ${enrolmentId}, ${siteId}, ${secretHash}, ${now}, ${expiresAt})`;
  audit(tx, { subject: { type: 'Site', id: siteId }, after: { enrolmentId, expiresAt } });
  return { __typename: 'EdgeAgentEnrolled', siteId, token, expiresAt: expiresAt.toISOString() };
}

/** The site has no agent from here on: its certificates, and a token that was not used, end with the commit. */
export async function revokeEdgeAgent(platform: Platform, tx: Tx, siteId: SiteId): Promise<EdgeAgentRevoked> {
  const now = authorityOf(platform).now();
  await lockSite(tx, siteId);
  const edgeAgentId = await agentOfSite(tx, siteId);
  await endTokens(tx, { siteId, now });
  await endAgent(tx, { siteId, now });
  audit(tx, { subject: { type: 'Site', id: siteId }, before: { edgeAgentId }, after: { edgeAgentId: null } });
  return { __typename: 'EdgeAgentRevoked', siteId };
}

/** Who holds a token. A used or expired one is known too, so that its holder can be told which of the two it is. */
export async function authenticateEnrolment(tx: Tx, credential: Credential): Promise<EnrolmentActor | null> {
  const [row] = await tx.sql<{ enrolmentId: EnrolmentId; siteId: SiteId; tokenHash: Buffer }[]>`
    select enrolment_id as "enrolmentId", site_id as "siteId", token_hash as "tokenHash"
    from enrolment where tenant_id = ${tx.tenantId} and enrolment_id = ${credential.credentialId}`;
  if (!row || !sameHash(row.tokenHash, credential.secretHash)) return null;
  return { kind: 'enrolment', tenantId: tx.tenantId, credentialId: row.enrolmentId, siteId: row.siteId };
}

/** Ends the token and the earlier agent; answers why not when the token is no longer good. */
export async function useToken(
  tx: Tx,
  { enrolmentId, now }: { enrolmentId: EnrolmentId; now: Date },
): Promise<{ readonly edgeAgentId: EdgeAgentId } | 'TOKEN_USED' | 'TOKEN_EXPIRED'> {
  const [row] = await tx.sql<{ siteId: SiteId; expiresAt: Date; usedAt: Date | null }[]>`
    select site_id as "siteId", expires_at as "expiresAt", used_at as "usedAt"
    from enrolment where tenant_id = ${tx.tenantId} and enrolment_id = ${enrolmentId} for update`;
  if (!row || row.usedAt) return 'TOKEN_USED';
  if (row.expiresAt <= now) return 'TOKEN_EXPIRED';
  const { siteId } = row;
  // A UUID just made is a valid id of the agent it will name.
  const edgeAgentId = randomUUID() as string as EdgeAgentId;
  await lockSite(tx, siteId);
  await endAgent(tx, { siteId, now });
  await tx.sql`
    update enrolment set used_at = ${now} where tenant_id = ${tx.tenantId} and enrolment_id = ${enrolmentId}`;
  await tx.sql`
    insert into edge_agent (tenant_id, edge_agent_id, site_id, enrolled_at)
    values (${tx.tenantId}, ${edgeAgentId}, ${siteId}, ${now})`;
  return { edgeAgentId };
}

/** The agent that speaks for a site now. */
export async function agentOfSite({ sql, tenantId }: Tx, siteId: string): Promise<EdgeAgentId | null> {
  const [row] = await sql<{ edgeAgentId: EdgeAgentId }[]>`
    select edge_agent_id as "edgeAgentId" from edge_agent
    where tenant_id = ${tenantId} and site_id = ${siteId} and revoked_at is null`;
  return row?.edgeAgentId ?? null;
}

export function authorityOf({ authority }: Platform): DeviceAuthority {
  if (authority) return authority;
  throw new Fault('UNAVAILABLE', { tell: 'This installation has no device authority, so it enrols no agents.' });
}

/** Enrolments and certificates of one site come one after the other. */
async function lockSite({ sql, tenantId }: Tx, siteId: SiteId): Promise<void> {
  await sql`select 1 from site where tenant_id = ${tenantId} and site_id = ${siteId} for no key update`;
}

async function endTokens({ sql, tenantId }: Tx, { siteId, now }: { siteId: SiteId; now: Date }): Promise<void> {
  await sql`
    update enrolment set expires_at = ${now}
    where tenant_id = ${tenantId} and site_id = ${siteId} and used_at is null and expires_at > ${now}`;
}

async function endAgent({ sql, tenantId }: Tx, { siteId, now }: { siteId: SiteId; now: Date }): Promise<void> {
  await sql`
    update device_certificate set revoked_at = ${now}
    from edge_agent
    where device_certificate.tenant_id = ${tenantId} and edge_agent.tenant_id = ${tenantId}
      and edge_agent.edge_agent_id = device_certificate.edge_agent_id and edge_agent.site_id = ${siteId}
      and device_certificate.revoked_at is null`;
  await sql`
    update edge_agent set revoked_at = ${now} where tenant_id = ${tenantId} and site_id = ${siteId} and revoked_at is null`;
}
