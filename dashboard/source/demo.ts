/** What a demo offers for trying: the keys of its made-up suppliers. A real installation has no such file. */
export interface DemoKey {
  readonly role: string;
  readonly key: string;
  readonly party: string | null;
}

export interface DemoTenant {
  readonly slug: string;
  readonly name: string;
  readonly keys: readonly DemoKey[];
}

/** The demo's suppliers, or none where this is not a demo. */
export async function loadDemo(): Promise<readonly DemoTenant[]> {
  const response = await fetch('/demo.json', { headers: { accept: 'application/json' } });
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return [];
  return listIn(await response.json(), 'tenants').flatMap(parseTenant);
}

export function roleInWords(role: string): string {
  return role.charAt(0) + role.slice(1).toLowerCase();
}

function parseTenant(value: unknown): DemoTenant[] {
  const slug = textIn(value, 'slug');
  const name = textIn(value, 'name');
  if (slug === null || name === null) return [];
  return [{ slug, name, keys: listIn(value, 'keys').flatMap(parseKey) }];
}

function parseKey(value: unknown): DemoKey[] {
  const role = textIn(value, 'role');
  const key = textIn(value, 'key');
  if (role === null || key === null) return [];
  return [{ role, key, party: textIn(value, 'party') ?? textIn(fieldOf(value, 'party'), 'name') }];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textIn(value: unknown, name: string): string | null {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : null;
}

function listIn(value: unknown, name: string): unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}
