/** What can be dropped, and how it is recognised in the source wherever it stands. */

export type MutantClass = 'row-level security' | SourceClass;

/** What is dropped in the sources, and not in the database. */
export type SourceClass =
  | 'rule'
  | 'rule of agents'
  | 'tenant transaction'
  | 'tenant condition'
  | 'check'
  | 'time of an agreement'
  | 'binding of agents'
  | 'credential'
  | 'id and cursor';

interface CheckedCall {
  readonly callee: RegExp;
  readonly file: RegExp;
  readonly mutantClass: SourceClass;
  /** What stands for the call when it is dropped; `void` for one whose only work is to refuse, `tag` for a condition in SQL. */
  readonly instead: 'true' | "'always'" | 'void' | 'tag';
}

const MODULES = /src\/modules\//;
const NOT_THE_RULES = /src\/modules\/(?!ownership\/(?:ability|enforce|battery-rights|viewer-rights)\.ts)/;

export const CHECKED_CALLS: readonly CheckedCall[] = [
  { callee: /^(?:demandRight|demandNow)$|\.(?:demand|demandWith)$/, file: NOT_THE_RULES, mutantClass: 'check', instead: 'void' },
  {
    callee: /^allows$|\brights\.(?:has|covers)$|\.may$|^isVisible$|^mayShow$/,
    file: NOT_THE_RULES,
    mutantClass: 'check',
    instead: 'true',
  },
  { callee: /^(?:timesAllowed|timesOfSpan)$/, file: NOT_THE_RULES, mutantClass: 'check', instead: "'always'" },
  { callee: /\bability\.readable$/, file: MODULES, mutantClass: 'check', instead: 'tag' },
  { callee: /^sameHash$/, file: MODULES, mutantClass: 'credential', instead: 'true' },
];

interface SqlRule {
  /** The end of the SQL before a value: the comparison with it. */
  readonly comparison: RegExp;
  readonly files: RegExp;
  readonly mutantClass: SourceClass;
}

/** In the order in which they are tried. */
export const SQL_RULES: readonly SqlRule[] = [
  { comparison: /(?:\b\w+\.)?\btenant_id\s*=\s*$/, files: /src\/modules\/(?!.*apply-)/, mutantClass: 'tenant condition' },
  {
    comparison: /(?:\b\w+\.)?\bvalid_(?:from|until)\s*[<>]=?\s*$/,
    files: /src\/modules\/ownership\/(?:granted|ability|times)/,
    mutantClass: 'time of an agreement',
  },
  { comparison: /\bgranted\.party_id\s*=\s*$/, files: /src\/modules\/ownership\/granted/, mutantClass: 'rule' },
  { comparison: /(?:\b\w+\.)?\bsite_id\s*=\s*$/, files: /src\/modules\/control\/reads/, mutantClass: 'binding of agents' },
  { comparison: /(?:\b\w+\.)?\bnot_after\s*>\s*$/, files: MODULES, mutantClass: 'credential' },
  { comparison: /(?:\b\w+\.)?\bfingerprint256\s*=\s*$/, files: MODULES, mutantClass: 'binding of agents' },
];

/** Conditions without a value, where a credential is looked up. */
export const PLAIN_SQL = {
  text: /(?:\b\w+\.)?\b(?:revoked_at is null|ended_at is null|expires_at > now\(\))/g,
  within: /^(?:authenticate|readAgent)/,
  mutantClass: 'credential',
} as const;

interface ConditionRule {
  readonly files: RegExp;
  /** The condition of an `if`, or an expression anywhere. */
  readonly of: 'if' | 'expression';
  readonly text: RegExp;
  readonly mutantClass: SourceClass;
  /** What the condition then counts as. */
  readonly becomes: boolean;
}

/** A comparison with the beginning or the end of an agreement, and nothing else beside it. */
const TIME = /^(?=[^&|?]*\b(?:fromMs|untilMs|validFrom|atMs)\b)[^&|?=]+\s(?:<=?|>=?)\s[^&|?=]+$/;
/** What a site says it is, beside what is known of it. */
const bound = (sign: string): RegExp => new RegExp(`^[\\w.?]*\\b(?:siteId|commonName)\\s${sign}\\s(?!null|undefined)[\\w.?()]+$`);

const CONDITION_RULES: readonly ConditionRule[] = [
  { files: /(?:resolvers|audited-roots)\.ts$/, of: 'if', text: /\bactor\b/, mutantClass: 'check', becomes: false },
  { files: /audited-roots\.ts$/, of: 'expression', text: /^ctx\.actor\.kind === /, mutantClass: 'check', becomes: false },
  {
    files: /ownership\/(?:granted|times|ability|reads)\.ts$/,
    of: 'expression',
    text: TIME,
    mutantClass: 'time of an agreement',
    becomes: true,
  },
  {
    files: /modules\/(?:telemetry|assets)\//,
    of: 'expression',
    text: bound('==='),
    mutantClass: 'binding of agents',
    becomes: true,
  },
  {
    files: /modules\/(?:telemetry|assets)\//,
    of: 'expression',
    text: bound('!=='),
    mutantClass: 'binding of agents',
    becomes: false,
  },
  { files: /modules\/(?:telemetry|assets)\//, of: 'if', text: bound('==='), mutantClass: 'binding of agents', becomes: true },
  { files: /modules\/(?:telemetry|assets)\//, of: 'if', text: bound('!=='), mutantClass: 'binding of agents', becomes: false },
  {
    files: /arguments\/(?:ids|connection)\.ts$/,
    of: 'if',
    text: /typeName !==|isSortKey/,
    mutantClass: 'id and cursor',
    becomes: false,
  },
  { files: /enrol-agent\.ts$/, of: 'if', text: /usedAt|expiresAt/, mutantClass: 'credential', becomes: false },
];

/** What looks like a check and chooses between two ways to the same answer. */
const CHOOSES_A_WAY = [/^ctx\.actor\.kind === 'agent'$/];
/** What is told of a span that is cut short gives nothing away. */
const ONLY_TOLD = new Set(['coversAll']);

/** The rule for a condition of TypeScript, where it is one to be dropped. */
export function ruleOfCondition({
  file,
  text,
  of,
  within,
}: {
  file: string;
  text: string;
  of: ConditionRule['of'];
  within: string;
}): ConditionRule | null {
  if (ONLY_TOLD.has(within) || CHOOSES_A_WAY.some((way) => way.test(text))) return null;
  return CONDITION_RULES.find((rule) => rule.of === of && rule.files.test(file) && rule.text.test(text)) ?? null;
}
