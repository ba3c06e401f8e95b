/** Where dead letters of system operators come from: the declaration that an answer was about. */
export const DECLARATION_LETTER_PREFIX = 'declaration/';

interface Place {
  readonly unit: string;
  readonly declarationSequence: number;
}

export function declarationLetterSource({ unit, declarationSequence }: Place): string {
  return `${DECLARATION_LETTER_PREFIX}${unit}/${declarationSequence}`;
}

const SOURCE = new RegExp(`^${DECLARATION_LETTER_PREFIX}([A-Z0-9_-]+)/(\\d{1,9})$`);

/** Null when it is the source of something else. Pure. */
export function parseDeclarationLetterSource(source: string): Place | null {
  const [, unit, sequence] = SOURCE.exec(source) ?? [];
  return unit === undefined ? null : { unit, declarationSequence: Number(sequence) };
}
