import { Fault } from '../fault.ts';
import { parseGlobalId } from '../../wire/global-id.ts';

/** The UUID behind a global id argument. An id of another type is not found: it names nothing of this type. */
export function idOf<Id extends string>(typeName: string, globalId: string): Id {
  const parsed = parseGlobalId(globalId);
  if (parsed?.typeName !== typeName) throw new Fault('NOT_FOUND', { tell: `There is no such ${words(typeName)}.` });
  // The global id says which type it belongs to, and that was just checked.
  return parsed.id as Id;
}

function words(typeName: string): string {
  return typeName.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
