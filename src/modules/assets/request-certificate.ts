import type { EdgeAgentId } from '../../kernel/ids.ts';
import { type IssuedCertificate, readCertificateRequest } from '../../platform/device-authority.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { agentName } from '../../wire/agent-name.ts';
import { type AgentActor, audit, type EnrolmentActor } from '../tenancy/index.ts';
import { authorityOf, useToken } from './enrol-agent.ts';

export type RequestCertificateOutcome = CertificateIssued | CertificateRefused;

export interface CertificateIssued {
  readonly __typename: 'CertificateIssued';
  readonly certificatePem: string;
  readonly authoritiesPem: readonly string[];
  readonly serial: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

interface CertificateRefused {
  readonly __typename: 'CertificateRefused';
  readonly reason: 'TOKEN_USED' | 'TOKEN_EXPIRED' | 'WRONG_SITE' | 'REQUEST_INVALID';
  readonly message: string;
}

const MESSAGES: Readonly<Record<CertificateRefused['reason'], string>> = {
  TOKEN_USED: 'The enrolment token was used before; enrol the agent again for a new one.',
  TOKEN_EXPIRED: 'The enrolment token has ended; enrol the agent again for a new one.',
  WRONG_SITE: 'The request names another site than its credential stands for.',
  REQUEST_INVALID: 'This is no PKCS #10 request in PEM, signed by a P-256 key and with one common name.',
};

/** A certificate for the holder of an enrolment token, or the next one for an agent. The agent’s key never comes here. */
export async function requestCertificate(
  platform: Platform,
  tx: Tx,
  { actor, csrPem }: { actor: EnrolmentActor | AgentActor; csrPem: string },
): Promise<RequestCertificateOutcome> {
  const authority = authorityOf(platform);
  const { siteId } = actor;
  const { slug } = platform.tenants.byId(tx.tenantId);
  const commonName = agentName({ tenantSlug: slug, siteId });
  const request = await readCertificateRequest(csrPem);
  if (!request) return refused('REQUEST_INVALID');
  if (request.commonName !== commonName) return refused('WRONG_SITE');
  const now = authority.now();
  const agent =
    actor.kind === 'agent' ? { edgeAgentId: actor.credentialId } : await useToken(tx, { enrolmentId: actor.credentialId, now });
  if (typeof agent === 'string') return refused(agent);
  const { edgeAgentId } = agent;
  const uris = [`urn:holdfast:agent:${edgeAgentId}`, `urn:holdfast:tenant:${slug}`, `urn:holdfast:site:${siteId}`];
  const certificate = await authority.issue({ commonName, uris, publicKey: request.publicKey });
  await store(tx, { edgeAgentId, certificate, now });
  const { serial, notBefore, notAfter } = certificate;
  audit(tx, { subject: { type: 'EdgeAgent', id: edgeAgentId }, after: { siteId, serial, notBefore, notAfter } });
  return {
    __typename: 'CertificateIssued',
    certificatePem: certificate.pem,
    authoritiesPem: authority.authoritiesPem,
    serial,
    validFrom: notBefore.toISOString(),
    validUntil: notAfter.toISOString(),
  };
}

/** Those it replaces stay good to their end: the agent moves over without a gap, and a lost answer locks nobody out. */
async function store(
  { sql, tenantId }: Tx,
  { edgeAgentId, certificate, now }: { edgeAgentId: EdgeAgentId; certificate: IssuedCertificate; now: Date },
): Promise<void> {
  const { serial, fingerprint256, notBefore, notAfter } = certificate;
  await sql`
    insert into device_certificate (tenant_id, serial, edge_agent_id, fingerprint256, issued_at, not_before, not_after)
    values (${tenantId}, ${serial}, ${edgeAgentId}, ${fingerprint256}, ${now}, ${notBefore}, ${notAfter})`;
  await sql`
    update device_certificate set replaced_by = ${serial}
    where tenant_id = ${tenantId} and edge_agent_id = ${edgeAgentId} and replaced_by is null and serial <> ${serial}`;
}

function refused(reason: CertificateRefused['reason']): CertificateRefused {
  return { __typename: 'CertificateRefused', reason, message: MESSAGES[reason] };
}
