import { Compile } from 'typebox/compile';
import { jsonIn, sentenceOf } from '../read-json.ts';
import { type WireDeclaration, wireDeclarationOf, WireDeclarationState } from './operator-format.ts';
import type { DeclarationAnswer, UnitDeclaration } from './system-operator.ts';

const declarationState = Compile(WireDeclarationState);

/** What a system operator's words about a declaration mean. Words about another one, or about another content of it, are not understood. Pure. */
export function readDeclarationAnswer(payload: string, declaration: UnitDeclaration): DeclarationAnswer {
  const notUnderstood = (reason: string): DeclarationAnswer => ({ kind: 'not-understood', reason, payload });
  const value = jsonIn(payload);
  if (!declarationState.Check(value)) return notUnderstood(sentenceOf(declarationState, value));
  if (value.bmUnit !== declaration.unit || value.notificationSequence !== declaration.sequence)
    return notUnderstood('it is about another declaration');
  switch (value.state) {
    case 'ACCEPTED': {
      const other = differenceOf(value.declaration, wireDeclarationOf(declaration));
      return other === null ? { kind: 'accepted' } : notUnderstood(`${other} of the accepted declaration is not as it was sent`);
    }
    case 'REFUSED':
      return { kind: 'refused', reason: value.reason };
    case 'UNKNOWN':
      return { kind: 'not-known' };
  }
}

const DATASETS = ['PN', 'MELS', 'MILS', 'BOD'] as const;

/** The first part that is not as it was sent; rows may come in another order. */
function differenceOf(has: WireDeclaration, sent: WireDeclaration): string | null {
  if (has.bmUnit !== sent.bmUnit || has.notificationSequence !== sent.notificationSequence) return 'the name';
  if (Date.parse(has.notificationTime) !== Date.parse(sent.notificationTime)) return 'notificationTime';
  return DATASETS.find((dataset) => contentOf(has[dataset], sent[dataset]) !== contentOf(sent[dataset], sent[dataset])) ?? null;
}

type Row = Readonly<Record<string, string | number>>;

/** Rows by the fields that were sent, each printed in one way: instants as instants, prices as numbers. */
function contentOf(rows: readonly Row[], sent: readonly Row[]): string {
  const names = Object.keys(sent[0] ?? {}).toSorted();
  const printed = rows.map((row) => names.map((name) => `${name} ${printedOf(name, row[name])}`).join(', '));
  return [rows.length, ...printed.toSorted()].join('\n');
}

function printedOf(name: string, value: string | number | undefined): string {
  if (name.startsWith('time') || name === 'notificationTime') return String(Date.parse(String(value)));
  return name === 'offer' || name === 'bid' ? String(Number(value)) : String(value);
}
