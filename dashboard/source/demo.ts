/** What a demo offers for trying: the keys of its made-up suppliers. A real installation has no such file. */
export interface DemoKey {
  readonly role: string;
  readonly key: string;
  readonly party: string | null;
}

/** As whom the demo offers to look at its batteries. */
export interface DemoPerspective {
  readonly label: string;
  readonly role: string;
  readonly party: string;
  readonly token: string;
  /** Null for every battery of the tenant. */
  readonly batteryIds: readonly string[] | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

export interface DemoTenant {
  readonly slug: string;
  readonly name: string;
  readonly keys: readonly DemoKey[];
  readonly perspectives: readonly DemoPerspective[];
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
  const perspectives = listIn(value, 'perspectives').flatMap(parsePerspective);
  return [{ slug, name, keys: listIn(value, 'keys').flatMap(parseKey), perspectives }];
}

function parsePerspective(value: unknown): DemoPerspective[] {
  const [label, role, party, token] = ['label', 'role', 'party', 'token'].map((name) => textIn(value, name));
  if (!label || !role || !party || !token) return [];
  const ids = fieldOf(value, 'batteryIds');
  const batteryIds = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : null;
  return [
    { label, role, party, token, batteryIds, validFrom: textIn(value, 'validFrom'), validUntil: textIn(value, 'validUntil') },
  ];
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
