import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import Type from 'typebox';
import { Value } from 'typebox/value';

/**
 * The reports of every run of the tests: each test that failed with its first words, and in the last line the sum.
 * A run that left no report makes the sum a lie: it fails.
 */
const RUN_COUNT = 3;
const MESSAGE_LENGTH_MAX = 600;

const Test = Type.Object({ fullName: Type.String(), status: Type.String(), failureMessages: Type.Array(Type.String()) });

const TestFile = Type.Object({
  name: Type.String(),
  status: Type.String(),
  message: Type.String(),
  assertionResults: Type.Array(Test),
});

const Report = Type.Object({
  numPassedTests: Type.Integer(),
  numFailedTests: Type.Integer(),
  numPendingTests: Type.Integer(),
  numTodoTests: Type.Integer(),
  testResults: Type.Array(TestFile),
});

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('.ci/sum-tests.ts needs the folder of the reports');
const names = readdirSync(folder);
const reports = names.map((name) => Value.Parse(Report, JSON.parse(readFileSync(join(folder, name), 'utf8'))));
for (const file of reports.flatMap(({ testResults }) => testResults)) tellFailures(file);
if (reports.length === RUN_COUNT) {
  const sum = (count: (report: Type.Static<typeof Report>) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const failed = sum(({ numFailedTests, testResults }) => numFailedTests + testResults.filter(isBroken).length);
  const skipped = sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests);
  console.log(`${sum(({ numPassedTests }) => numPassedTests)} passed, ${failed} failed, ${skipped} skipped`);
} else {
  console.log(`${RUN_COUNT - reports.length} of ${RUN_COUNT} runs of the tests left no report`);
  process.exitCode = 1;
}

/** A file that fails before its first test. */
function isBroken({ status, assertionResults }: Type.Static<typeof TestFile>): boolean {
  return status === 'failed' && assertionResults.length === 0;
}

function tellFailures(file: Type.Static<typeof TestFile>): void {
  const where = relative(process.cwd(), file.name);
  if (isBroken(file)) console.log(`${where}\n${inShort(file.message)}`);
  for (const { fullName, status, failureMessages } of file.assertionResults) {
    if (status === 'failed') console.log(`${where}: ${fullName}\n${inShort(failureMessages.join('\n'))}`);
  }
}

/** Without the lines of libraries. */
function inShort(message: string): string {
  const own = message.split('\n').filter((line) => !line.includes('node_modules'));
  return own.join('\n').slice(0, MESSAGE_LENGTH_MAX);
}
