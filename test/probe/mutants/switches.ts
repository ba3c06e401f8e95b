import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { B } from '../twins.ts';
import { instrument, nameOf, type Site } from './instrument.ts';

/** Loaded before anything of the platform: its sources get their switches on the way in. */

const ROOT = new URL('../../../', import.meta.url);
const MUTATED = /\/src\/(?:modules|graphql|platform)\/.*\.ts$/;

export const sites: Site[] = [];
/** The rights that some code asks for; the others decide nothing yet. */
export const rightsAsked = new Set<string>();
const dropped = new Set<number>();
let passed: Set<number> | null = null;
let changeRules: ((rules: readonly object[]) => readonly object[]) | null = null;

Object.assign(globalThis, {
  __probe: (id: number): boolean => {
    passed?.add(id);
    return dropped.has(id);
  },
  __probeForeign: B.tenantId,
  __probeRules: (rules: readonly object[]): readonly object[] => changeRules?.(rules) ?? rules,
});

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!MUTATED.test(url) || url.includes('/generated/') || url.includes('.test.ts')) return loaded;
    const file = relative(fileURLToPath(ROOT), fileURLToPath(url));
    const written = readFileSync(fileURLToPath(url), 'utf8');
    if (!/ownership\/(?:permissions|ability-of)\.ts$/.test(file)) {
      for (const [, right = ''] of written.matchAll(/'([a-zA-Z]+:(?:read|write))'/g)) rightsAsked.add(right);
    }
    return { ...loaded, source: instrument(file, written, (site) => sites.push({ id: sites.length, ...site }) - 1) };
  },
});

/** Drops these places, and puts the rules through a change, until the returned function is called. */
export function drop({
  ids = [],
  rules = null,
}: {
  readonly ids?: readonly number[];
  readonly rules?: typeof changeRules;
}): () => void {
  for (const id of ids) dropped.add(id);
  changeRules = rules;
  return () => {
    dropped.clear();
    changeRules = null;
  };
}

/** Notes the places that are come by until the returned function is called, which tells them. One inside of another notes for both. */
export function notePassed(): () => readonly string[] {
  const [noted, outer] = [new Set<number>(), passed];
  passed = noted;
  return () => {
    for (const id of noted) outer?.add(id);
    passed = outer;
    return [...new Set([...noted].flatMap((id) => sites[id] ?? []).map(nameOf))];
  };
}
