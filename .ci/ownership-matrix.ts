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
import { modelsOf, readTenantFiles } from '../src/modules/tenancy/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FILE = path.join(ROOT, 'docs', 'ownership-matrix.md');
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
    'Keys of the tenant itself need no agreement: `ADMIN` and `OPERATOR` read and change every group, `VIEWER` reads every group. A key of a party acts through the party’s agreements: `PARTY` through all of them, `OWNER` through those as owner, lessor or lessee, `OPTIMISER` through those as optimiser. The agent of a site reads every group of the batteries there.',
    ...[...standard, ...own].flatMap(({ title, models, name }) => ['', `## ${title}`, '', ...tableOf(models, name)]),
    '',
  ].join('\n');
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
