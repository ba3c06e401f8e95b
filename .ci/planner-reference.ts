/** Writes the JSON Schemas of problem and plan into docs/planner.md, below its text; with --check it only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PortfolioPlan, PortfolioProblem, SitePlan, SiteProblem } from '../src/modules/optimizer/index.ts';

const FILE = path.join(import.meta.dirname, '..', 'docs', 'planner.md');
const HEADING = '## JSON Schema of a problem\n';

const found = readFileSync(FILE, 'utf8');
const text = found.slice(0, found.indexOf(HEADING));
const wanted = [
  `${text}${HEADING}\n${blockOf(SiteProblem)}`,
  `## JSON Schema of a plan\n\n${blockOf(SitePlan)}`,
  `## JSON Schema of a portfolio\n\n${blockOf(PortfolioProblem)}`,
  `## JSON Schema of a plan of a portfolio\n\n${blockOf(PortfolioPlan)}`,
].join('\n');
if (process.argv.includes('--check')) {
  if (found !== wanted) {
    console.log('docs/planner.md does not hold the schemas the planner uses: run npm run docs:planner.');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, wanted);

function blockOf(schema: object): string {
  return `\`\`\`json\n${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }, null, 1)}\n\`\`\`\n`;
}
