import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { TenantId } from '../../kernel/ids.ts';
import { Fault } from '../../platform/fault.ts';
import type { Reach } from '../../platform/outbound.ts';
import { DEFAULT_TELEMETRY_POLICY } from '../../platform/telemetry-policy.ts';
import { problemOfAgreements, problemOfModels } from './file-agreements.ts';
import type { FileProblem } from './file-problem.ts';
import { problemOfForecasts } from './file-forecasts.ts';
import { problemOfSparkplug } from './file-sparkplug.ts';
import { problemOfSharedUnits, problemOfUnits } from './file-trading.ts';
import { problemOfIssuers, problemOfSharedIssuers } from './issuers/issuer-settings.ts';
import { type TenantFile, TenantFileFormat } from './tenant-file.ts';

const compiled = Compile(TenantFileFormat);

/**
 * Reads every `<slug>.yaml` of a folder. The first mistake stops the boot with file, line and what was expected. Whoever does not say how
 * far requests may go has only the form of addresses checked.
 */
export async function readTenantFiles(folder: string, { reach = 'private' }: { reach?: Reach } = {}): Promise<TenantFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const parsed = await Promise.all(
    names.map(async (name) => parseTenantFile({ name, text: await readFile(path.join(folder, name), 'utf8'), reach })),
  );
  if (parsed.length === 0)
    throw new Fault('BAD_USER_INPUT', { tell: `The folder ${folder} holds no tenant file (<slug>.yaml).` });
  const files = parsed.map(({ file }) => file);
  for (const [index, { file, refuseProblem }] of parsed.entries()) {
    const earlier = files.slice(0, index);
    const problem = problemOfSharedIssuers(file, earlier) ?? problemOfSharedUnits(file, earlier);
    if (problem) refuseProblem(problem);
  }
  return files;
}

interface Parsed {
  readonly file: TenantFile;
  /** For a mistake that only all files together show. */
  readonly refuseProblem: (problem: FileProblem) => never;
}

function parseTenantFile({ name, text, reach }: { name: string; text: string; reach: Reach }): Parsed {
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
  const problem =
    problemOfReferences(value) ??
    problemOfModels(value) ??
    problemOfAgreements(value) ??
    problemOfIssuers(value) ??
    problemOfSparkplug(value) ??
    problemOfForecasts(value, reach) ??
    problemOfUnits(value);
  if (problem) refuseAt(name, { document, lines, problem });
  // The pattern above made sure that it is a UUID.
  const file = { ...value, tenantId: value.id as TenantId, slug };
  return { file, refuseProblem: (shared) => refuseAt(name, { document, lines, problem: shared }) };
}

function problemOfReferences(file: Static<typeof TenantFileFormat>): FileProblem | null {
  const metrics = (file.telemetry?.customMetrics ?? []).map((metric) => ({ key: metric.name }));
  const { staleSeconds, offlineSeconds } = { ...DEFAULT_TELEMETRY_POLICY, ...file.telemetry };
  if (offlineSeconds <= staleSeconds)
    return { path: ['telemetry'], text: 'telemetry: offlineSeconds must be more than staleSeconds' };
  return (
    problemOfRepeated('parties', { items: file.parties, path: ['parties'] }) ??
    problemOfRepeated('sites', { items: file.sites, path: ['sites'] }) ??
    problemOfRepeated('custom metrics', { items: metrics, path: ['telemetry', 'customMetrics'] }) ??
    firstOf(file.sites, (site, index) => problemOfSite(file, { site, path: ['sites', index] }))
  );
}

type FileSite = TenantFile['sites'][number];
type FilePath = FileProblem['path'];

function problemOfSite(
  file: Pick<TenantFile, 'parties'>,
  { site, path: at }: { site: FileSite; path: FilePath },
): FileProblem | null {
  if (!isTimeZone(site.timeZone))
    return { path: [...at, 'timeZone'], text: `site ${site.key}: ${site.timeZone} is not an IANA time zone` };
  const places = [
    { what: `site ${site.key}`, agreements: site.agreements ?? [], at },
    ...site.batteries.map(({ key, agreements }, index) => ({
      what: `battery ${key}`,
      agreements,
      at: [...at, 'batteries', index],
    })),
  ];
  return (
    problemOfRepeated(`batteries of site ${site.key}`, { items: site.batteries, path: [...at, 'batteries'] }) ??
    firstOf(places, ({ what, agreements, at: place }) =>
      firstOf(agreements, (agreement, index) =>
        problemOfAgreement(file, { what, agreement, path: [...place, 'agreements', index] }),
      ),
    )
  );
}

function problemOfAgreement(
  { parties }: Pick<TenantFile, 'parties'>,
  { what, agreement, path: at }: { what: string; agreement: NonNullable<FileSite['agreements']>[number]; path: FilePath },
): FileProblem | null {
  const { party, validFrom, validUntil } = agreement;
  if (!parties.some(({ key }) => key === party))
    return { path: [...at, 'party'], text: `${what}: the party ${party} is not in the list of parties` };
  if (!isInstant(validFrom)) return { path: [...at, 'validFrom'], text: `${what}: there is no instant ${validFrom}` };
  if (validUntil === undefined) return null;
  if (!isInstant(validUntil)) return { path: [...at, 'validUntil'], text: `${what}: there is no instant ${validUntil}` };
  // Both have the same form, so the order of the texts is that of the instants.
  if (validUntil > validFrom) return null;
  return { path: [...at, 'validUntil'], text: `${what}: the agreement of ${party} ends before it begins` };
}

function firstOf<Item>(items: readonly Item[], problemAt: (item: Item, index: number) => FileProblem | null): FileProblem | null {
  for (const [index, item] of items.entries()) {
    const problem = problemAt(item, index);
    if (problem) return problem;
  }
  return null;
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
function problemOfRepeated(
  list: string,
  { items, path: at }: { items: readonly { readonly key: string }[]; path: FilePath },
): FileProblem | null {
  return firstOf(items, ({ key }, index) =>
    items.slice(0, index).some((item) => item.key === key)
      ? { path: [...at, index], text: `two of the ${list} have the key ${key}` }
      : null,
  );
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
function problemOf({ message, params = {} }: ValidationError): string {
  if ('allowedValues' in params && Array.isArray(params.allowedValues))
    return `must be one of ${params.allowedValues.map(String).join(', ')}`;
  if ('allowedValue' in params) return `must be ${String(params.allowedValue)}`;
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

function refuse(name: string, line: number, problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `tenants/${name}, line ${line}: ${problem}.` });
}
