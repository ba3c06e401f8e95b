/** Global ids of the API: the type's name and the object's UUID, base64url so that nobody is tempted to read them. */
import { isUuid } from '../kernel/ids.ts';

export function printGlobalId(typeName: string, id: string): string {
  return Buffer.from(`${typeName}:${id}`).toString('base64url');
}

/** The type and UUID behind a global id, or null when it is not one of ours. */
export function parseGlobalId(globalId: string): { typeName: string; id: string } | null {
  const [typeName, id, ...rest] = Buffer.from(globalId, 'base64url').toString('utf8').split(':');
  if (!typeName || !id || rest.length > 0 || !/^[A-Z][A-Za-z]+$/.test(typeName) || !isUuid(id)) return null;
  return printGlobalId(typeName, id) === globalId ? { typeName, id } : null;
}
