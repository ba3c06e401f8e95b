/** Writes docs/ownership-matrix.md from the models the platform enforces; with --check it only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  AGREEMENT_ROLES,
  FIELD_GROUPS,
  type FieldGroup,
  type OwnershipModels,
  rolesWith,
  STANDARD_MODELS,
  WRITABLE_GROUPS,
} from '../src/kernel/ownership-models.ts';
import { RIGHTS_OF_AGENT } from '../src/modules/ownership/permissions.ts';
import { modelsOf, readTenantFiles, SCOPES_OF_ROLE } from '../src/modules/tenancy/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FILE = path.join(ROOT, 'docs', 'ownership-matrix.md');
const TENANT_ROLES = ['ADMIN', 'OPERATOR', 'VIEWER'] as const;
// The keys of a literal object are its type's keys.
const GROUPS = Object.keys(FIELD_GROUPS) as FieldGroup[];
const STANDARD: OwnershipModels = STANDARD_MODELS;
const LASTS = {
  begun: 'once an agreement has begun',
  current: 'while an agreement is in force',
  dated: 'facts dated inside an agreement, also after it ended',
} as const;

const wanted = await pageOf();
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== wanted) {
    console.log('docs/ownership-matrix.md is not what the platform enforces: run npm run docs:ownership.');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, wanted);

async function pageOf(): Promise<string> {
  const tenants = await readTenantFiles(path.join(ROOT, 'tenants'));
  const own = tenants.flatMap((file) =>
    Object.keys(file.ownershipModels?.own ?? {}).map((name) => ({
      title: `${name} (of ${file.name})`,
      models: modelsOf(file),
      name,
    })),
  );
  const standard = Object.keys(STANDARD_MODELS).map((name) => ({
    title: name,
    models: STANDARD,
    name,
  }));
  return [
    '# Who may see and do what',
    '',
    'Generated from the models that the platform enforces (`npm run docs:ownership`); `ownershipModels` of the API gives those of your tenant. `r` reads, `w` reads and changes, empty: neither.',
    '',
    '| group | lasts |',
    '|---|---|',
    ...GROUPS.map(
      (group) => `| ${group} | ${LASTS[FIELD_GROUPS[group]]}${isWritable(group) ? '; to change it: while in force' : ''} |`,
    ),
    '',
    `Keys of the tenant itself need no agreement: ${TENANT_ROLES.map(reachOf).join('; ')}. A key of a party acts through the party’s agreements: \`PARTY\` through all of them, \`OWNER\` through those as owner, lessor or lessee, \`OPTIMISER\` through those as optimiser. The agent of a site reads, of the batteries there, ${RIGHTS_OF_AGENT.map((right) => right.replace(':read', '')).join(', ')}.`,
    ...[...standard, ...own].flatMap(({ title, models, name }) => ['', `## ${title}`, '', ...tableOf(models, name)]),
    '',
  ].join('\n');
}

/** What a role of the tenant itself reads and changes, as the platform enforces it. */
function reachOf(role: (typeof TENANT_ROLES)[number]): string {
  const scopes = SCOPES_OF_ROLE[role];
  const written = WRITABLE_GROUPS.filter((group) => scopes.includes(`${group}:write`));
  const unread = GROUPS.filter((group) => !scopes.includes(`${group}:read`));
  const reads = `\`${role}\` reads every group${unread.length > 0 ? ` but ${unread.join(', ')}` : ''}`;
  return written.length > 0 ? `${reads} and changes ${written.join(', ')}` : reads;
}

function tableOf(models: OwnershipModels, name: string): string[] {
  const model = models[name];
  const letter = (role: (typeof AGREEMENT_ROLES)[number], group: FieldGroup): string =>
    rolesWith(model, `${group}:write`).includes(role) ? 'w' : rolesWith(model, `${group}:read`).includes(role) ? 'r' : '';
  const roles = AGREEMENT_ROLES.filter((role) => GROUPS.some((group) => letter(role, group) !== ''));
  return [
    `| role | ${GROUPS.join(' | ')} |`,
    `|---|${GROUPS.map(() => '---|').join('')}`,
    ...roles.map((role) => `| ${role} | ${GROUPS.map((group) => letter(role, group)).join(' | ')} |`),
  ];
}

function isWritable(group: FieldGroup): boolean {
  return WRITABLE_GROUPS.some((one) => one === group);
}
