/** What can be dropped, and how it is recognised in the source wherever it stands. */

export type MutantClass =
  | 'row-level security'
  | 'rule'
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
  readonly mutantClass: MutantClass;
  /** What stands for the call when it is dropped; `void` for one whose only work is to refuse, `tag` for a condition in SQL. */
  readonly instead: 'true' | "'always'" | 'void' | 'tag';
}

const MODULES = /src\/modules\//;
const NOT_THE_RULES = /src\/modules\/(?!ownership\/(?:ability|enforce|battery-rights|viewer-rights)\.ts)/;

export const CHECKED_CALLS: readonly CheckedCall[] = [
  { callee: /^(?:demandRight|demandNow)$|\.(?:demand|demandWith)$/, file: NOT_THE_RULES, mutantClass: 'check', instead: 'void' },
  { callee: /^allows$|\brights\.(?:has|covers)$|\.may$|^isVisible$|^isNow$|\bvisible\.includes$/, file: NOT_THE_RULES, mutantClass: 'check', instead: 'true' },
  { callee: /^(?:timesAllowed|timesOfSpan)$/, file: NOT_THE_RULES, mutantClass: 'check', instead: "'always'" },
  { callee: /\bability\.readable$/, file: MODULES, mutantClass: 'check', instead: 'tag' },
  { callee: /^sameHash$/, file: MODULES, mutantClass: 'credential', instead: 'true' },
];

interface SqlRule {
  /** The end of the SQL before a value: the comparison with it. */
  readonly comparison: RegExp;
  readonly files: RegExp;
  readonly mutantClass: MutantClass;
}

/** In the order in which they are tried. */
export const SQL_RULES: readonly SqlRule[] = [
  { comparison: /(?:\b\w+\.)?\btenant_id\s*=\s*$/, files: /src\/modules\/(?!.*apply-)/, mutantClass: 'tenant condition' },
  { comparison: /(?:\b\w+\.)?\bvalid_(?:from|until)\s*[<>]=?\s*$/, files: /src\/modules\/ownership\/(?:granted|ability|times)/, mutantClass: 'time of an agreement' },
  { comparison: /\bgranted\.party_id\s*=\s*$/, files: /src\/modules\/ownership\/granted/, mutantClass: 'rule' },
  { comparison: /(?:\b\w+\.)?\bsite_id\s*=\s*$/, files: /src\/modules\/control\/reads/, mutantClass: 'binding of agents' },
  { comparison: /(?:\b\w+\.)?\bfingerprint256\s*=\s*$/, files: MODULES, mutantClass: 'binding of agents' },
];

interface ConditionRule {
  readonly mutantClass: MutantClass;
  readonly becomes: boolean;
}

/** Whether a condition of TypeScript is one to be dropped, and what it then counts as. */
export function wantsConditions({
  file,
  text,
  isIf,
  within,
}: {
  file: string;
  text: string;
  isIf: boolean;
  within: string;
}): ConditionRule | null {
  if (isIf && /resolvers\.ts$|audited-roots\.ts$/.test(file) && /\bactor\b/.test(text)) return { mutantClass: 'check', becomes: false };
  if (!isIf && /audited-roots\.ts$/.test(file) && /^ctx\.actor\.kind === /.test(text)) return { mutantClass: 'check', becomes: false };
  if (!isIf && /ownership\/(?:granted|times|ability|reads)\.ts$/.test(file)) return timeRule(text, within);
  if (!isIf && /src\/modules\/(?:telemetry|assets)\//.test(file)) return bindingRule(text);
  if (isIf && /arguments\/(?:ids|connection)\.ts$/.test(file) && /typeName !==|isSortKey/.test(text)) {
    return { mutantClass: 'id and cursor', becomes: false };
  }
  if (isIf && /enrol-agent\.ts$/.test(file) && /usedAt|expiresAt/.test(text)) return { mutantClass: 'credential', becomes: false };
  return null;
}

function timeRule(text: string, within: string): ConditionRule | null {
  if (!/^[^&|?]*\b(?:fromMs|untilMs|validFrom|atMs)\b[^&|?]*$/.test(text) || !/[^=]\s*(?:<=?|>=?)\s*[^=]/.test(text) || text.includes('=>')) return null;
  // What is told of a span that is cut short gives nothing away.
  if (within === 'coversAll') return null;
  return { mutantClass: 'time of an agreement', becomes: true };
}

function bindingRule(text: string): ConditionRule | null {
  const [, sign] = /^[\w.?]*\b(?:siteId|commonName)\s*(===|!==)\s*(?!null|undefined)[\w.?()]+$/.exec(text) ?? [];
  return sign ? { mutantClass: 'binding of agents', becomes: sign === '===' } : null;
}
