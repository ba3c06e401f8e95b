/** Writes `docs/reference/`: one page for each file of the schema, from what the API serves. `--check` only compares. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { COMMON_ERRORS } from '../src/graphql/describe.ts';
import { apiSchema } from '../src/graphql/resolvers.ts';

const SCHEMA = 'schema';
const FOLDER = 'docs/reference';

const pages = pagesOf(apiSchema());
if (process.argv.includes('--check')) {
  const stale = [...pages].filter(([name, text]) => readOrNothing(join(FOLDER, name)) !== text).map(([name]) => name);
  const surplus = readdirSync(FOLDER).filter((name) => !pages.has(name));
  for (const name of [...stale, ...surplus])
    console.log(`${FOLDER}/${name} is not what the schema says: run \`npm run codegen\`.`);
  if (stale.length + surplus.length > 0) process.exitCode = 1;
} else {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(FOLDER, name), text);
}

function pagesOf(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const file of readdirSync(SCHEMA).filter((name) => name.endsWith('.graphql'))) {
    const sections = parse(readFileSync(join(SCHEMA, file), 'utf8')).definitions.flatMap((definition) =>
      section(schema, definition),
    );
    if (sections.length === 0) continue;
    const name = file.replace('.graphql', '');
    const intro = `# Reference: ${name}\n\nMade from \`schema/${file}\` by \`npm run codegen\`. Any request can also meet ${COMMON_ERRORS.join(', ')}.\n`;
    made.set(`${name}.md`, [intro, ...sections].join('\n'));
  }
  return made;
}

function section(schema: GraphQLSchema, definition: DefinitionNode): readonly string[] {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
  const type = schema.getType(definition.name.value);
  if (!isObjectType(type) || !definition.fields || definition.fields.length === 0) return [];
  const fields = definition.fields.flatMap(({ name }) => type.getFields()[name.value] ?? []);
  const rows = fields.map(row);
  return [`## ${type.name}\n\n| field | what it is | right, cost, errors |\n|---|---|---|\n${rows.join('\n')}\n`];
}

function row({ name, type, args, description }: GraphQLField<unknown, unknown>): string {
  const [text = '', terms = ''] = (description ?? '').split('\n\n');
  return `| \`${name}${printArguments(args)}: ${String(type)}\` | ${cell(text)} | ${cell(terms)} |`;
}

function printArguments(args: readonly GraphQLArgument[]): string {
  return args.length === 0 ? '' : `(${args.map(({ name, type }) => `${name}: ${String(type)}`).join(', ')})`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function readOrNothing(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
