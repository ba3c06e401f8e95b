import { type Right, RIGHTS } from '../../kernel/ownership-models.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';
import type { ApiKeyRole } from './actor.ts';

const READS = RIGHTS.filter((right) => right.endsWith(':read'));
const OPERATOR_WRITES: readonly Right[] = ['intent:write', 'plan:write', 'override:write', 'deviceCredentials:write'];

/** The most that each role can ever give. What it gives on a battery follows, for a party's roles, from its agreements. */
export const SCOPES_OF_ROLE: Readonly<Record<ApiKeyRole, readonly Scope[]>> = {
  ADMIN: SCOPES,
  OPERATOR: [...READS, ...OPERATOR_WRITES, 'register', 'read-dead-letters'],
  OPTIMISER: RIGHTS,
  OWNER: RIGHTS,
  PARTY: RIGHTS,
  VIEWER: READS,
};
