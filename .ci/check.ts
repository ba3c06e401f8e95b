import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Everything that can be said of the code without running it. One line a step; what a failed step says follows below. */
const SOURCES = ['src', 'edge', 'test', 'bench', 'dashboard', '.ci'];
const ROOT_FILES = readdirSync('.').filter((name) => /\.(ts|js|cjs)$/.test(name));
const AT_ONCE_MAX = 2;

interface Step {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
}

interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly output: string;
}

const STEPS: readonly Step[] = [
  { name: 'types of the server', commands: [['tsc', '--noEmit']] },
  { name: 'types of the pages', commands: [['tsc', '-p', 'dashboard']] },
  {
    name: 'generated code',
    commands: [
      ...['codegen.yml', 'dashboard/codegen.ts'].map((file) => ['graphql-codegen', '--config', file, '--check']),
      ['node', '.ci/schema-reference.ts', '--check'],
    ],
  },
  { name: 'formatting', commands: [['oxfmt', '--check', ...SOURCES, ...ROOT_FILES]] },
  { name: 'lint', commands: [['oxlint', '--format', 'unix']] },
  { name: 'schema lint', commands: [['eslint', '--max-warnings', '0', 'schema']] },
  { name: 'schema promise', commands: [['node', '.ci/schema-promise.ts']] },
  { name: 'module boundaries', commands: [['depcruise', 'src', 'edge', 'bench', 'test', 'dashboard/source']] },
  { name: 'dead code', commands: [['knip', '--treat-config-hints-as-errors']] },
  { name: 'lock', commands: [['node', '.ci/lock-rules.ts']] },
  { name: 'ownership matrix', commands: [['node', '.ci/ownership-matrix.ts', '--check']] },
  { name: 'schemas of the planner', commands: [['node', '.ci/planner-reference.ts', '--check']] },
  { name: 'text rules', commands: [['node', '.ci/text-rules.ts']] },
];

const waiting = [...STEPS];
const failures: Outcome[] = [];
await Promise.all(Array.from({ length: AT_ONCE_MAX }, work));
for (const { step, output } of failures) console.log(`\n--- ${step.name}\n${output.trimEnd()}`);
if (failures.length > 0) {
  console.log(`\n${failures.length} of ${STEPS.length} checks failed: ${failures.map(({ step }) => step.name).join(', ')}`);
  process.exitCode = 1;
}

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const startedAtMs = performance.now();
    const outcome = await take(step);
    const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
    console.log(`${outcome.passed ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
    if (!outcome.passed) failures.push(outcome);
  }
}

async function take(step: Step): Promise<Outcome> {
  let output = '';
  for (const command of step.commands) {
    const { exitCode, text } = await run(command);
    output += text;
    if (exitCode !== 0) return { step, passed: false, output };
  }
  return { step, passed: true, output };
}

/** npm puts node_modules/.bin first in PATH. */
function run([program = '', ...args]: readonly string[]): Promise<{ readonly exitCode: number | null; readonly text: string }> {
  return new Promise((done, broken) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer): number => chunks.push(chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', broken);
    child.once('close', (exitCode) => done({ exitCode, text: Buffer.concat(chunks).toString() }));
  });
}
