import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import { Value } from 'typebox/value';

/** The reports of every run of the tests, added up in the last line. A run that left no report makes the sum a lie: it fails. */
const RUN_COUNT = 3;

const Report = Type.Object({
  numPassedTests: Type.Integer(),
  numFailedTests: Type.Integer(),
  numPendingTests: Type.Integer(),
  numTodoTests: Type.Integer(),
  testResults: Type.Array(Type.Object({ status: Type.String(), assertionResults: Type.Array(Type.Unknown()) })),
});

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('.ci/sum-tests.ts needs the folder of the reports');
const names = readdirSync(folder);
const reports = names.map((name) => Value.Parse(Report, JSON.parse(readFileSync(join(folder, name), 'utf8'))));
if (reports.length === RUN_COUNT) {
  const sum = (count: (report: Type.Static<typeof Report>) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const failed = sum((report) => report.numFailedTests + brokenFiles(report));
  const skipped = sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests);
  console.log(`${sum(({ numPassedTests }) => numPassedTests)} passed, ${failed} failed, ${skipped} skipped`);
} else {
  console.log(`${RUN_COUNT - reports.length} of ${RUN_COUNT} runs of the tests left no report`);
  process.exitCode = 1;
}

/** A file that fails before its first test. */
function brokenFiles({ testResults }: Type.Static<typeof Report>): number {
  return testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
}
