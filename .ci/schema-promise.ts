import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';

/** The API's promise only grows. What was deprecated may go; anything else that breaks a client fails, unless clients were told. */
const FOLDER = 'schema';
const TOLD = 'docs/breaking-changes.md';

const base = earlierCommit();
const earlier = base === null ? null : schemaOf(filesAt(base));
if (earlier === null) {
  console.log('There is no earlier schema to compare with.');
} else {
  const changes = await diff(earlier, schemaOf(filesNow()), [DiffRule.suppressRemovalOfDeprecatedField]);
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  console.log(`${changes.length} changes since ${base?.slice(0, 9)}, ${breaking.length} of them breaking.`);
  const told = readFileSync(TOLD, 'utf8').split('\n');
  const untold = breaking.filter(({ message }) => !told.includes(`- ${message}`));
  for (const { message } of untold) console.log(`- ${message}`);
  if (untold.length > 0) {
    console.log(`Deprecate instead; or, before the first release, tell clients: such a line in ${TOLD} lets it pass.`);
    process.exitCode = 1;
  }
}

/** Where this branch left main; on main itself, the commit before. Null in a clone that holds one commit only. */
function earlierCommit(): string | null {
  const head = git('rev-parse', 'HEAD');
  const left = git('merge-base', 'HEAD', 'origin/main') ?? git('merge-base', 'HEAD', 'main');
  return left !== null && left !== head ? left : git('rev-parse', '--verify', '--quiet', 'HEAD~1');
}

function filesAt(commit: string): readonly string[] {
  const names = git('ls-tree', '--name-only', commit, `${FOLDER}/`)?.split('\n') ?? [];
  return names.filter((name) => name.endsWith('.graphql')).map((name) => git('show', `${commit}:${name}`) ?? '');
}

function filesNow(): readonly string[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
  return names.map((name) => readFileSync(join(FOLDER, name), 'utf8'));
}

function schemaOf(typeDefs: readonly string[]): GraphQLSchema | null {
  return typeDefs.length === 0 ? null : makeExecutableSchema({ typeDefs: [...typeDefs] });
}

/** Null when git has no answer: an unknown branch, or the parent of a commit that a shallow clone left out. */
function git(...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
