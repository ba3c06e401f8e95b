import { randomUUID } from 'node:crypto';
import type { PartyId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { audit } from '../tenancy/index.ts';
import type { Party } from './reads.ts';

export interface PartyRegistered {
  readonly __typename: 'PartyRegistered';
  readonly partyId: PartyId;
}

/** Adds a party to those of the tenant's file. */
export async function registerParty(tx: Tx, { name, kind }: Pick<Party, 'name' | 'kind'>): Promise<PartyRegistered> {
  // A UUID just made is a valid id of the party it will name.
  const partyId = randomUUID() as PartyId;
  await tx.sql`insert into party (tenant_id, party_id, name, kind) values (${tx.tenantId}, ${partyId}, ${name}, ${kind})`;
  audit(tx, { subject: { type: 'Party', id: partyId }, after: { name, kind } });
  return { __typename: 'PartyRegistered', partyId };
}
