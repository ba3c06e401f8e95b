import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { TenantId } from '../../kernel/ids.ts';
import { AGREEMENT_ROLES, FIELD_GROUPS, STANDARD_MODELS, WRITABLE_GROUPS } from '../../kernel/ownership-models.ts';
import { Fault } from '../../platform/fault.ts';
import { DEFAULT_TELEMETRY_POLICY } from '../../platform/telemetry-policy.ts';
import { type FileProblem, problemOfAgreements, problemOfModels } from './file-agreements.ts';
import { Issuer, problemOfIssuers, problemOfSharedIssuers } from './issuers/issuer-settings.ts';

const Key = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$' });
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const closed = { additionalProperties: false };

const Agreement = Type.Object(
  {
    party: Key,
    role: Type.Enum([...AGREEMENT_ROLES]),
    validFrom: Instant,
    validUntil: Type.Optional(Instant),
    sharePercent: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    terms: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  },
  closed,
);

const RoleRights = Type.Object(
  {
    // The keys of a literal object are its type's keys.
    read: Type.Optional(Type.Array(Type.Enum(Object.keys(FIELD_GROUPS) as (keyof typeof FIELD_GROUPS)[]))),
    write: Type.Optional(Type.Array(Type.Enum([...WRITABLE_GROUPS]))),
  },
  closed,
);

const OwnershipModels = Type.Object(
  {
    /** The names of models that come with the platform. */
    standard: Type.Optional(Type.Array(Type.Enum(Object.keys(STANDARD_MODELS) as (keyof typeof STANDARD_MODELS)[]))),
    /** The tenant's own, by name. */
    own: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
        Type.Object(
          {
            OWNER: Type.Optional(RoleRights),
            LESSOR: Type.Optional(RoleRights),
            LESSEE: Type.Optional(RoleRights),
            OPERATOR: Type.Optional(RoleRights),
            OPTIMISER: Type.Optional(RoleRights),
            OFFTAKER: Type.Optional(RoleRights),
            SITE_HOST: Type.Optional(RoleRights),
            AUDITOR: Type.Optional(RoleRights),
          },
          closed,
        ),
        // With those of the platform no more than the schema promises.
        { ...closed, maxProperties: 16 },
      ),
    ),
  },
  closed,
);

const Intent = Type.Object(
  {
    socPercentMin: Percent,
    socPercentMax: Percent,
    reservePercent: Percent,
    cyclesPerDayCountMax: Type.Optional(Type.Number({ minimum: 0 })),
    wearCostPerMwh: Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,6})?$' }),
  },
  closed,
);

const Battery = Type.Object(
  {
    key: Key,
    name: Name,
    chargePowerKwMax: Type.Number({ exclusiveMinimum: 0 }),
    dischargePowerKwMax: Type.Number({ exclusiveMinimum: 0 }),
    energyCapacityKwh: Type.Number({ exclusiveMinimum: 0 }),
    chargeEfficiencyPercent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    dischargeEfficiencyPercent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    /** One of the tenant's models; the first of them when left out. */
    ownershipModel: Type.Optional(Key),
    intent: Intent,
    agreements: Type.Array(Agreement),
  },
  closed,
);

const Site = Type.Object(
  {
    key: Key,
    name: Name,
    timeZone: Type.String(),
    market: Type.Literal('GB'),
    importLimitKw: Type.Number({ minimum: 0 }),
    exportLimitKw: Type.Number({ minimum: 0 }),
    /** Where exactly it stands. */
    address: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Agreements over the whole site: every battery there. */
    agreements: Type.Optional(Type.Array(Agreement)),
    batteries: Type.Array(Battery, { maxItems: 100 }),
  },
  closed,
);

const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }));
/** What is left out has the default of `DEFAULT_API_POLICY`. */
const Limits = Type.Object(
  {
    tenantPoints: Limit,
    tenantPointsPerSecond: Limit,
    credentialPoints: Limit,
    credentialPointsPerSecond: Limit,
    tenantSocketCount: Limit,
    credentialSocketCount: Limit,
    tenantSubscriptionCount: Limit,
    credentialSubscriptionCount: Limit,
  },
  closed,
);
const Api = Type.Object({ introspection: Type.Optional(Type.Boolean()) }, closed);

const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 });
const Days = Type.Integer({ minimum: 3, maximum: 36_500 });
/** What is left out has the default of `DEFAULT_TELEMETRY_POLICY`. */
const Telemetry = Type.Object(
  {
    /** What batteries may measure beside what every battery measures; other names are refused. */
    customMetrics: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$' }),
            unit: Type.String({ minLength: 1, maxLength: 20 }),
          },
          closed,
        ),
        { maxItems: 32 },
      ),
    ),
    staleSeconds: Type.Optional(Seconds),
    offlineSeconds: Type.Optional(Seconds),
    rawDays: Type.Optional(Days),
  },
  closed,
);

const TenantFile = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
    name: Name,
    ownershipModels: Type.Optional(OwnershipModels),
    parties: Type.Array(Type.Object({ key: Key, name: Name, kind: Type.Optional(Type.Enum(['COMPANY', 'PERSON'])) }, closed)),
    sites: Type.Array(Site),
    api: Type.Optional(Api),
    limits: Type.Optional(Limits),
    /** Whose tokens are accepted beside the platform's own credentials. */
    issuers: Type.Optional(Type.Array(Issuer, { maxItems: 10 })),
    telemetry: Type.Optional(Telemetry),
  },
  closed,
);

const compiled = Compile(TenantFile);

/** A tenant as its file describes it; the slug is the file's name. */
export type TenantFile = Static<typeof TenantFile> & { readonly tenantId: TenantId; readonly slug: string };

/** Reads every `<slug>.yaml` of a folder. The first mistake stops the boot with file, line and what was expected. */
export async function readTenantFiles(folder: string): Promise<TenantFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const parsed = await Promise.all(
    names.map(async (name) => parseTenantFile({ name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
  if (parsed.length === 0)
    throw new Fault('BAD_USER_INPUT', { tell: `The folder ${folder} holds no tenant file (<slug>.yaml).` });
  const files = parsed.map(({ file }) => file);
  for (const [index, { file, refuseProblem }] of parsed.entries()) {
    const problem = problemOfSharedIssuers(file, files.slice(0, index));
    if (problem) refuseProblem(problem);
  }
  return files;
}

interface Parsed {
  readonly file: TenantFile;
  /** For a mistake that only all files together show. */
  readonly refuseProblem: (problem: FileProblem) => never;
}

function parseTenantFile({ name, text }: { name: string; text: string }): Parsed {
  const slug = name.replace(/\.yaml$/, '');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) refuse(name, lines.linePos(broken.pos[0]).line, broken.message.split('\n')[0] ?? 'not YAML');
  const value: unknown = document.toJS();
  if (!compiled.Check(value)) {
    const [error] = compiled.Errors(value);
    const at = error ? locate(document, lines, error) : { line: 1, key: '' };
    return refuse(name, at.line, error ? `${at.key} ${problemOf(error)}` : 'does not fit the format of a tenant file');
  }
  if (!/^[a-z0-9-]{1,40}$/.test(slug)) refuse(name, 1, 'the file name must be a slug of a-z, 0-9 and "-"');
  checkReferences(name, value);
  const problem = problemOfModels(value) ?? problemOfAgreements(value) ?? problemOfIssuers(value);
  if (problem) refuseAt(name, { document, lines, problem });
  // The pattern above made sure that it is a UUID.
  const file = { ...value, tenantId: value.id as TenantId, slug };
  return { file, refuseProblem: (shared) => refuseAt(name, { document, lines, problem: shared }) };
}

/** The id of something a tenant file names by key: the same file gives the same ids at every boot. */
export function idOfKey<Id extends string>(tenantId: TenantId, ...keys: readonly string[]): Id {
  const hex = createHash('sha256')
    .update([tenantId, ...keys].join('/'))
    .digest('hex');
  // Version 8 (custom) and the standard variant make the digest a well-formed UUID.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as Id;
}

function checkReferences(name: string, file: Static<typeof TenantFile>): void {
  refuseRepeated(name, 'parties', file.parties);
  refuseRepeated(name, 'sites', file.sites);
  const metrics = (file.telemetry?.customMetrics ?? []).map((metric) => ({ key: metric.name }));
  refuseRepeated(name, 'custom metrics', metrics);
  const { staleSeconds, offlineSeconds } = { ...DEFAULT_TELEMETRY_POLICY, ...file.telemetry };
  if (offlineSeconds <= staleSeconds) refuse(name, null, 'telemetry: offlineSeconds must be more than staleSeconds');
  const parties = new Set(file.parties.map((party) => party.key));
  for (const site of file.sites) {
    if (!isTimeZone(site.timeZone)) refuse(name, null, `site ${site.key}: ${site.timeZone} is not an IANA time zone`);
    refuseRepeated(name, `batteries of site ${site.key}`, site.batteries);
    const places = [
      { what: `site ${site.key}`, agreements: site.agreements ?? [] },
      ...site.batteries.map(({ key, agreements }) => ({ what: `battery ${key}`, agreements })),
    ];
    for (const { what, agreements } of places) {
      for (const { party, validFrom, validUntil } of agreements) {
        if (!parties.has(party)) refuse(name, null, `${what}: the party ${party} is not in the list of parties`);
        const wrong = [validFrom, validUntil].find((instant) => instant !== undefined && !isInstant(instant));
        if (wrong !== undefined) refuse(name, null, `${what}: there is no instant ${wrong}`);
        // Both have the same form, so the order of the texts is that of the instants.
        if (validUntil !== undefined && validUntil <= validFrom)
          refuse(name, null, `${what}: the agreement of ${party} ends before it begins`);
      }
    }
  }
}

/** A mistake that only the whole file shows, with the line it stands on. */
function refuseAt(
  name: string,
  { document, lines, problem }: { document: Document; lines: LineCounter; problem: FileProblem },
): never {
  const node: unknown = document.getIn([...problem.path], true);
  return refuse(name, lines.linePos(offsetOf(node)).line, problem.text);
}

/** Ids follow from keys: two things of one key would be one. */
function refuseRepeated(name: string, list: string, items: readonly { readonly key: string }[]): void {
  const repeated = items.find(({ key }, index) => items.findIndex((item) => item.key === key) !== index);
  if (repeated) refuse(name, null, `two of the ${list} have the key ${repeated.key}`);
}

/** JavaScript reads 30 February as 1 March. */
function isInstant(text: string): boolean {
  const instant = new Date(text);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === text.replace('Z', '.000Z');
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Temporal.Now.zonedDateTimeISO(name));
  } catch {
    return false;
  }
}

interface ValidationError {
  readonly instancePath: string;
  readonly message: string;
  readonly params?: object;
}

/** The line a mistake stands on, and the key it is about. */
function locate(document: Document, lines: LineCounter, error: ValidationError): { line: number; key: string } {
  const keys = error.instancePath.split('/').slice(1);
  const extra = 'additionalProperties' in (error.params ?? {}) ? unknownKeyOf(error) : null;
  const node: unknown = document.getIn(keys, true);
  const text = lines.lineStarts.length > 0 && document.range ? offsetOf(node) : 0;
  const start = extra ? (offsetOfKey(node, extra) ?? text) : text;
  return { line: lines.linePos(start).line, key: [...keys, ...(extra ? [extra] : [])].join('.') };
}

/** The validator says of an unknown key that "schema is false". */
function problemOf({ message }: ValidationError): string {
  return message === 'schema is false' || message.includes('additional properties') ? 'is not a key of a tenant file' : message;
}

function unknownKeyOf(error: ValidationError): string | null {
  const extra: unknown = Object.values(error.params ?? {})[0];
  return Array.isArray(extra) ? String(extra[0]) : null;
}

function offsetOf(node: unknown): number {
  const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}

function offsetOfKey(node: unknown, key: string): number | null {
  const found = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  return found ? offsetOf(found.key) : null;
}

function refuse(name: string, line: number | null, problem: string): never {
  const where = line === null ? `tenants/${name}` : `tenants/${name}, line ${line}`;
  throw new Fault('BAD_USER_INPUT', { tell: `${where}: ${problem}.` });
}
