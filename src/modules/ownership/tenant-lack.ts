import type { Scope } from '../../kernel/scopes.ts';
import { type Lack, lackOf } from '../../platform/fault.ts';
import { nameOfScope, tenantRolesWith } from '../tenancy/index.ts';

/** What is missing where a credential is limited to less than its role gives. */
export function lackOfScope(scope: Scope): Lack {
  const name = nameOfScope(scope);
  return lackOf({ reason: 'CREDENTIAL_SCOPE', missingScopes: [name], missing: `This credential lacks the scope ${name}.` });
}

/** What is missing where a role of the tenant itself would be needed. */
export function lackOfRole(scope: Scope): Lack {
  const roles = tenantRolesWith(scope);
  const missing = `This needs a credential of the role ${listOf(roles)}.`;
  return lackOf({ reason: 'CREDENTIAL_ROLE', missingCredentialRoles: roles, missing });
}

/** What is missing for a right to every battery of the tenant, whichever it has. */
export function lackOfAll(scope: Scope): Lack {
  const roles = tenantRolesWith(scope);
  const missing = `This needs a credential of the role ${listOf(roles)} that is not limited to some batteries.`;
  return lackOf({ reason: 'CREDENTIAL_ROLE', missingCredentialRoles: roles, missing });
}

export function listOf(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join('') : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
}
