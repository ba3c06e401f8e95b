import { createHttpCalls, type HttpCallOptions } from '../http-calls.ts';
import { wireDeclarationOf } from './operator-format.ts';
import { readDeclarationAnswer } from './read-declaration-answer.ts';
import type { SystemOperator, UnitDeclaration } from './system-operator.ts';

/** A system operator over HTTP: `docs/declarations.md` says how. */
export function createHttpOperator(options: HttpCallOptions): SystemOperator {
  const call = createHttpCalls(options);
  return {
    async declare(declaration) {
      const body = JSON.stringify(wireDeclarationOf(declaration));
      const called = await call({ method: 'PUT', path: pathOf(declaration), body });
      return 'unanswered' in called ? called.unanswered : readDeclarationAnswer(called.payload, declaration);
    },
    async stateOf(declaration) {
      const called = await call({ method: 'GET', path: pathOf(declaration) });
      return 'unanswered' in called ? called.unanswered : readDeclarationAnswer(called.payload, declaration);
    },
  };
}

function pathOf({ unit, sequence }: UnitDeclaration): string {
  return `/units/${encodeURIComponent(unit)}/declarations/${sequence}`;
}
