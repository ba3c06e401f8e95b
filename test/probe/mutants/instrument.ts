import ts from 'typescript';
import { CHECKED_CALLS, type SourceClass, PLAIN_SQL, SQL_RULES, ruleOfCondition } from './operators.ts';

/** A place in the source at which one thing can be dropped while the program runs. */
export interface Site {
  readonly id: number;
  readonly mutantClass: SourceClass;
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** What a place is called, in every process. */
export function nameOf({ file, line, what }: Omit<Site, 'id'>): string {
  return `${file}:${line} ${what}`;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Longer ranges open earlier and close later. */
  readonly rangeLength: number;
  readonly closes: boolean;
}

/**
 * The source with a switch at each place where a check, a condition or a tenant stands. Off, it runs as written. Nothing
 * of it is in the files: it is put in while a process of the probe loads them.
 */
export function instrument(file: string, text: string, register: (site: Omit<Site, 'id'>) => number): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const insertions: Insertion[] = [];
  const lineOf = (at: number): number => source.getLineAndCharacterOfPosition(at).line + 1;
  const add = (mutantClass: SourceClass, at: number, what: string): number =>
    register({ mutantClass, file, line: lineOf(at), what: what.replaceAll(/\s+/g, ' ').slice(0, 110) });
  const wrap = (start: number, end: number, [before, after]: readonly [string, string]): void => {
    const rangeLength = end - start;
    insertions.push({ at: start, text: before, rangeLength, closes: false }, { at: end, text: after, rangeLength, closes: true });
  };
  const around = (node: ts.Node, parts: readonly [string, string]): void => wrap(node.getStart(source), node.getEnd(), parts);

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) visitCall(node);
    if (ts.isTemplateExpression(node)) visitTemplate(node);
    if (ts.isIfStatement(node) || ts.isBinaryExpression(node)) visitCondition(node);
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'Ability') {
      const [rules] = node.arguments ?? [];
      if (rules) around(rules, ['globalThis.__probeRules(', ')']);
    }
    ts.forEachChild(node, visit);
  };

  const visitCall = (node: ts.CallExpression): void => {
    const callee = node.expression.getText(source);
    const [first] = node.arguments;
    if (
      first &&
      /(^|\.)db\.(read|write)$|^db\.(read|write)$/.test(callee) &&
      !/(^|\/)(main|apply-)/.test(file.replace(/.*src\//, ''))
    ) {
      const id = add('tenant transaction', node.getStart(source), `${callee}(${first.getText(source)}, …) opens another tenant`);
      around(first, [`(globalThis.__probe(${id}) ? globalThis.__probeForeign : `, ')']);
    }
    const rule = CHECKED_CALLS.find(({ callee: pattern, file: files }) => pattern.test(callee) && files.test(file));
    if (!rule) return;
    const isStatement = ts.isExpressionStatement(node.parent);
    if (rule.instead === 'void' ? !isStatement : isStatement) return;
    const id = add(rule.mutantClass, node.getStart(source), `${node.getText(source)} is not asked`);
    const instead =
      rule.instead === 'tag'
        ? `${first?.getText(source) ?? 'sql'}\`true\``
        : rule.instead === 'void'
          ? 'undefined'
          : rule.instead;
    around(node, [`(globalThis.__probe(${id}) ? ${instead} : `, ')']);
  };

  const visitTemplate = (node: ts.TemplateExpression): void => {
    const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
    for (const [index, span] of node.templateSpans.entries()) {
      const before = parts[index];
      if (before) visitComparison(before, span);
    }
    if (PLAIN_SQL.within.test(functionAround(node))) for (const part of parts) visitPlain(part);
    if (/set_config\('app\.tenant_id'/.test(node.getText(source))) visitOpening(node);
  };

  /** `column = ${value}` as the SQL has it: with a switch that makes it true. */
  const visitComparison = (before: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail, span: ts.TemplateSpan): void => {
    const sql = before.getText(source).replace(/\$\{$/, '');
    const rule = SQL_RULES.find(({ comparison, files }) => files.test(file) && comparison.test(sql));
    const match = rule?.comparison.exec(sql);
    if (!rule || !match) return;
    const start = before.getStart(source) + match.index;
    const id = add(rule.mutantClass, start, `${match[0].trim()} ${span.expression.getText(source)} is dropped`);
    wrap(start, span.literal.getStart(source) + 1, ['(', ` or \${globalThis.__probe(${id})}::boolean)`]);
  };

  const visitPlain = (part: ts.Node): void => {
    for (const match of part.getText(source).matchAll(PLAIN_SQL.text)) {
      const start = part.getStart(source) + match.index;
      const id = add(PLAIN_SQL.mutantClass, start, `${match[0]} is dropped`);
      wrap(start, start + match[0].length, ['(', ` or \${globalThis.__probe(${id})}::boolean)`]);
    }
  };

  const visitOpening = (node: ts.TemplateExpression): void => {
    const span = node.templateSpans.find(({ expression }) => expression.getText(source) === 'tenantId');
    if (!span) return;
    const none = add('tenant transaction', span.getStart(source), 'every transaction opens without a tenant');
    const other = add('tenant transaction', span.getStart(source), 'every transaction opens another tenant');
    const opened = `globalThis.__probe(${none}) ? '' : globalThis.__probe(${other}) ? globalThis.__probeForeign : `;
    around(span.expression, [`(${opened}`, ')']);
  };

  const visitCondition = (node: ts.IfStatement | ts.BinaryExpression): void => {
    if (ts.isBinaryExpression(node) && ts.isIfStatement(node.parent)) return;
    const condition = ts.isIfStatement(node) ? node.expression : node;
    const rule = ruleOfCondition({
      file,
      text: condition.getText(source),
      of: ts.isIfStatement(node) ? 'if' : 'expression',
      within: functionAround(node),
    });
    if (!rule) return;
    const id = add(rule.mutantClass, condition.getStart(source), `${condition.getText(source)} counts as ${rule.becomes}`);
    around(condition, rule.becomes ? [`(globalThis.__probe(${id}) || (`, '))'] : [`(!globalThis.__probe(${id}) && (`, '))']);
  };

  const functionAround = (node: ts.Node): string => {
    for (let at: ts.Node | undefined = node.parent; at; at = at.parent) {
      if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name) return at.name.getText(source);
    }
    return '';
  };

  visit(source);
  return inserted(text, insertions);
}

/** Outer parentheses open before inner ones and close after them. */
function inserted(text: string, insertions: readonly Insertion[]): string {
  const ordered = insertions.toSorted((one, other) => {
    if (one.at !== other.at) return one.at - other.at;
    if (one.closes !== other.closes) return one.closes ? -1 : 1;
    return one.closes ? one.rangeLength - other.rangeLength : other.rangeLength - one.rangeLength;
  });
  let result = '';
  let from = 0;
  for (const { at, text: part } of ordered) {
    result += text.slice(from, at) + part;
    from = at;
  }
  return result + text.slice(from);
}
