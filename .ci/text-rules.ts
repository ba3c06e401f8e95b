import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  createSourceFile,
  forEachChild,
  isAsExpression,
  isConstTypeReference,
  type Node,
  ScriptKind,
  ScriptTarget,
  type SourceFile,
} from 'typescript';

/** What no other tool sees: what the text may not say, how files may not be called, and casts that do not say why. */
interface Finding {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

interface TextRule {
  readonly says: string;
  readonly pattern: RegExp;
  /** Files in which it is allowed. */
  readonly except?: RegExp;
}

const TEXT_RULES: readonly TextRule[] = [
  { says: 'names a folder of one machine', pattern: /(?<![\w.])\/(?:work|home|root)\/(?=[\w.])/ },
  { says: 'names a package registry', pattern: /https?:\/\/[^\s"'`]*(?:registry|artifactory|nexus|npmmirror)/i },
  { says: 'points outside of the repository', pattern: /\.\.\/shared\b/, except: /\.md$/ },
  { says: 'names an issue by number; say what it is about', pattern: /\b(?:issue|fixes|closes|resolves|see) #\d+/i },
  { says: 'is to be done before it is merged', pattern: /\bFIXME\b/, except: /\.md$/ },
  { says: 'needs a name and a date: TODO(name, date)', pattern: /\bTODO\b(?!\([^,()]+, \d{4}-\d{2}-\d{2}\))/ },
];

const NAMES_THAT_SAY_NOTHING = /(?:^|[-.])(?:utils?|helpers?|common|managers?|services?|repository|misc|types)(?=[-.]|$)/;
/** The generator's choice, and a kind of test: `*.services.test.ts` needs the real services. */
const NAMES_WITH_A_REASON = /(?:^|\/)generated\/|\.services\.test\.ts$|^services-setup\.ts$/;

const TEXT =
  /\.(?:ts|tsx|js|cjs|json|graphql|sql|ya?ml|md|css|html|conf|acl|sh|service|tpl)$|(?:^|\/)(?:Containerfile|Dockerfile|\.npmrc|run)$/;
const CODE = /\.tsx?$/;
const THIS_FILE = '.ci/text-rules.ts';
/** A test's next line asserts what its cast says. */
const CASTS_ALLOWED = /\.test\.tsx?$|(?:^|\/)generated\//;

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
const files = listed.split('\0').filter((file) => TEXT.test(file) && existsSync(file));
const findings = files.flatMap(findingsIn);
for (const { file, line, text } of findings) console.log(`${file}:${line}: ${text}`);
if (findings.length > 0) process.exitCode = 1;

function findingsIn(file: string): readonly Finding[] {
  const content = readFileSync(file, 'utf8');
  return [
    ...nameFindings(file),
    ...textFindings(file, content),
    ...(CODE.test(file) && !CASTS_ALLOWED.test(file) ? castFindings(file, content) : []),
  ];
}

function nameFindings(file: string): readonly Finding[] {
  const name = basename(file);
  if (!CODE.test(file) || NAMES_WITH_A_REASON.test(file) || NAMES_WITH_A_REASON.test(name)) return [];
  return NAMES_THAT_SAY_NOTHING.test(name.replace(/\.tsx?$/, ''))
    ? [{ file, line: 1, text: 'the name of the file does not say what it does' }]
    : [];
}

function textFindings(file: string, content: string): readonly Finding[] {
  if (file === THIS_FILE) return [];
  const rules = TEXT_RULES.filter(({ pattern, except }) => !except?.test(file) && pattern.test(content));
  if (rules.length === 0) return [];
  const lines = content.split('\n');
  return rules.flatMap(({ says, pattern }) =>
    lines.flatMap((text, index) =>
      pattern.test(text) ? [{ file, line: index + 1, text: `${says}: ${text.trim().slice(0, 120)}` }] : [],
    ),
  );
}

/** An `as` needs a comment that says why it is true: on its line, or above the statement or member that holds it. */
function castFindings(file: string, content: string): readonly Finding[] {
  const source = createSourceFile(file, content, ScriptTarget.ESNext, true, file.endsWith('x') ? ScriptKind.TSX : ScriptKind.TS);
  const lines = content.split('\n');
  const found: Finding[] = [];
  const visit = (node: Node): void => {
    if (isAsExpression(node) && !isConstTypeReference(node.type) && !isExplained(node, source, lines)) {
      const line = source.getLineAndCharacterOfPosition(node.type.getStart(source)).line + 1;
      found.push({ file, line, text: `this \`as ${node.type.getText(source)}\` does not say why it is true` });
    }
    forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isExplained(cast: Node, source: SourceFile, lines: readonly string[]): boolean {
  const first = source.getLineAndCharacterOfPosition(cast.getStart(source)).line;
  const last = source.getLineAndCharacterOfPosition(cast.getEnd()).line;
  const onIt = lines.slice(first, last + 1).some((line) => /\/\/|\/\*/.test(line));
  const above = lines[statementLine(cast, source) - 1] ?? '';
  return onIt || /^\s*(?:\/\/|\*|\/\*)/.test(above) || /^\s*(?:\/\/|\*|\/\*)/.test(lines[first - 1] ?? '');
}

/** The first line of the innermost statement or member around it. */
function statementLine(cast: Node, source: SourceFile): number {
  let node = cast;
  while (node.parent.kind !== source.kind && !('statements' in node.parent) && !('members' in node.parent)) node = node.parent;
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line;
}
