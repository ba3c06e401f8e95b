import path from 'node:path';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { FORMATS, type FormatName, isFormatName, MARKET_NAMES } from '../../modules/markets/index.ts';
import type { SolverName } from '../../modules/optimizer/index.ts';
import { SUPPORT_MINUTES_MAX } from '../../modules/tenancy/index.ts';
import { DEFAULT_INTENT, STRATEGIES } from '../../modules/trading/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { parseCivilDate } from '../../kernel/periods.ts';
import { Fault } from '../../platform/fault.ts';
import { parseGlobalId } from '../../wire/global-id.ts';
import { type ArchivePlace, readArchivePlace, readElexonUrl } from '../config.ts';
import { type FetchCommand, isFetched } from './fetch-command.ts';
import {
  BACKTEST_OPTIONS,
  type BacktestCommand,
  EFFICIENCY_PERCENT_DEFAULT,
  PRICE_FORMAT_DEFAULTS,
  readBacktest,
} from './read-backtest.ts';

const JOBS_COUNT_DEFAULT = 100;
const JOBS_COUNT_MAX = 10_000;

export const USAGE = `Usage: npx holdfast <command> [options]

  audit verify                     computes every tenant's audit chain again; names each row that was tampered with
      --tenant SLUG                this tenant only
      --anchors FILE               heads written down earlier by \`audit anchor\`: the chains must still pass through them
  audit anchor                     prints the head of each chain, one line a tenant, to be kept elsewhere
      --tenant SLUG                this tenant only
  archive list                     prints the files of each tenant's archive, one line a day: size, readings, version, SHA-256
      --tenant SLUG                this tenant only
  archive verify                   reads every file of the archive; names each that differs from the manifest in the database
      --tenant SLUG                this tenant only
  jobs list                        prints the jobs that failed at every attempt, the oldest first: queue, when, tenant, key, reason
      --queue NAME                 this queue only
      --limit N                    so many at most, 1 to ${JOBS_COUNT_MAX}; default ${JOBS_COUNT_DEFAULT}
      --json                       each as one line of JSON
  jobs redrive                     puts such jobs back onto their queues, the oldest first: to be run when what failed is mended
      --queue NAME --limit N --json  as above
  runs list                        prints the newest market runs of each tenant, one line a run: id, product, delivery day, last step
      --tenant SLUG                this tenant only
  runs replay ID                   goes through a past market run again from what was known then; prints each order as it was bid and as it
                                   would be bid, and is 0 when they are the same
      --tenant SLUG                whose run it is
  keys create                      makes a key of the role ADMIN for a tenant's own people; prints its secret once
      --tenant SLUG --name TEXT    whose, and what it is for; the tenant sees both in its audit trail
  support grant                    opens read-only access to one tenant for the platform's staff; prints its token once
      --tenant SLUG --reason TEXT  whose data, and why; the tenant sees both in its audit trail
      --minutes N                  how long, 1 to ${SUPPORT_MINUTES_MAX}; default 30
      --staff NAME                 who gets it, or who makes a key; default the user of this machine
  plan FILE                        plans the batteries of a site: the problem as JSON in FILE, or - for standard input; the plan as JSON
      --solver highs|glpk          which solver; default highs
  backtest --prices FILE --battery 50MW/100MWh
                                   what a battery would have earned at recorded prices, by the planner that plans live ones
      --from DATE --to DATE        the first and the last settlement day; default every day of the file
      --market ${MARKET_NAMES.join('|')}            whose prices they are; default GB
      --format FORMAT              what the file is, of the formats below; default ${Object.values(PRICE_FORMAT_DEFAULTS).join(', ')}
      --strategy NAME,...          ${STRATEGIES.join(', ')}; default day-ahead
      --efficiency PERCENT         of a round trip; default ${EFFICIENCY_PERCENT_DEFAULT}
      --soc MIN-MAX                the state of charge that is kept, in percent; default ${DEFAULT_INTENT.socPercentMin}-${DEFAULT_INTENT.socPercentMax}
      --wear PRICE                 what each MWh discharged costs in wear; default 0
      --cycles N                   full cycles a day at most; default no limit
      --plot FILE                  draws a day as SVG; --plot-day DATE, default the first
      --json                       one object instead of lines
  market parse FORMAT FILE         prints what a market's file means as JSON, or where its first mistake is; FILE may be - for standard input.
                                   What is printed: docs/market-formats.md. The formats:
${formatLines()}
  market fetch FORMAT DATE [UNIT]  asks Elexon (ELEXON_URL) for what a format of it is about, of a settlement date, and prints the same;
                                   notifications and acceptances are those of a UNIT
  market load FORMAT FILE          keeps what an auction of capacity has cleared at, for every tenant: what the next offers are made by
      --tenant SLUG                for this tenant only

  --data-dir DIR                   data folder of the embedded database, default .holdfast; a running demo may go on
  --simulated                      the data folder's simulated world (--speed, --from, --for) where it has a live one too
  --help                           this text

Environment: DATABASE_URL uses that database instead of the embedded one, ARCHIVE_URL that archive instead of the data folder's; ELEXON_URL is asked by \`market fetch\`.
Exit code: 0 when all is well, 1 when a chain or a file was tampered with, a replayed run bids otherwise, a problem contradicts itself, a backtest breaks a limit or the command could not
be carried out, a file with a mistake among the reasons.`;

function formatLines(): string {
  return Object.entries(FORMATS)
    .map(([name, { market, says }]) => `      ${name.padEnd(28)} ${market}: ${says}`)
    .join('\n');
}

const REASON_LENGTH_MAX = 500;
const KEY_NAME_LENGTH_MAX = 100;
const MINUTES_DEFAULT = 30;

/** Which database: one that the environment names, or the embedded one of a folder. */
export interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly simulated: boolean;
  /** Null for the one in the data folder. */
  readonly archive: ArchivePlace | null;
}

export interface JobsCommand {
  readonly name: 'jobs list' | 'jobs redrive';
  readonly place: Place;
  /** Null for every queue. */
  readonly queueName: string | null;
  readonly countMax: number;
  readonly asJson: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'plan'; readonly file: string; readonly solver: SolverName }
  | BacktestCommand
  | { readonly name: 'market parse'; readonly format: FormatName; readonly file: string }
  | FetchCommand
  | {
      readonly name: 'market load';
      readonly place: Place;
      readonly tenantSlug: string | null;
      readonly format: FormatName;
      readonly file: string;
    }
  | {
      readonly name: 'audit verify';
      readonly place: Place;
      readonly tenantSlug: string | null;
      readonly anchorsFile: string | null;
    }
  | {
      readonly name: 'audit anchor' | 'archive list' | 'archive verify' | 'runs list';
      readonly place: Place;
      readonly tenantSlug: string | null;
    }
  | JobsCommand
  | { readonly name: 'runs replay'; readonly place: Place; readonly tenantSlug: string; readonly runId: string }
  | {
      readonly name: 'keys create';
      readonly place: Place;
      readonly tenantSlug: string;
      readonly keyName: string;
      readonly createdBy: string;
    }
  | {
      readonly name: 'support grant';
      readonly place: Place;
      readonly tenantSlug: string;
      readonly reason: string;
      readonly grantedTo: string;
      readonly lengthMinutes: number;
    };

/** Reads a command line; a mistake is one sentence. */
export function readCommand(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Command {
  const { values: options, positionals } = parse(args);
  if (options.help || positionals.length === 0) return { name: 'help' };
  const place = {
    databaseUrl: environment['DATABASE_URL'] || null,
    dataDir: path.resolve(options['data-dir'] ?? '.holdfast'),
    simulated: options.simulated ?? false,
    archive: readArchivePlace(environment),
  };
  const tenantSlug = options.tenant ?? null;
  const [first, file, ...more] = positionals;
  if (first === 'plan') return planOf({ file, more, solver: options.solver });
  if (first === 'backtest' && file === undefined) return readBacktest(options);
  if (first === 'market' && file === 'parse') return { name: 'market parse', ...marketFileOf('market parse', more) };
  if (first === 'market' && file === 'fetch') return marketFetchOf(more, readElexonUrl(environment));
  if (first === 'market' && file === 'load')
    return { name: 'market load', place, tenantSlug, ...marketFileOf('market load', more) };
  if (first === 'runs' && file === 'replay') {
    const [id] = more;
    if (id === undefined || more.length > 1) return refuse('`runs replay` needs the ID of one run (`runs list` prints them)');
    return { name: 'runs replay', place, tenantSlug: tenantSlug ?? refuse('`runs replay` needs --tenant'), runId: runIdOf(id) };
  }
  const name = positionals.join(' ');
  switch (name) {
    case 'audit verify':
      return { name, place, tenantSlug, anchorsFile: options.anchors ?? null };
    case 'audit anchor':
    case 'archive list':
    case 'archive verify':
    case 'runs list':
      return { name, place, tenantSlug };
    case 'jobs list':
    case 'jobs redrive': {
      const countMax = jobsCountOf(options.limit);
      return { name, place, queueName: options.queue ?? null, countMax, asJson: options.json ?? false };
    }
    case 'keys create':
      return {
        name,
        place,
        tenantSlug: tenantSlug ?? refuse('`keys create` needs --tenant'),
        keyName: keyNameOf(options.name),
        createdBy: options.staff ?? userInfo().username,
      };
    case 'support grant':
      return {
        name,
        place,
        tenantSlug: tenantSlug ?? refuse('`support grant` needs --tenant'),
        reason: reasonOf(options.reason),
        grantedTo: options.staff ?? userInfo().username,
        lengthMinutes: minutesOf(options.minutes),
      };
    default:
      return refuse(`There is no command "${name}" (--help lists them)`);
  }
}

/** As `runs list` prints it, or as the API does. */
function runIdOf(text: string): string {
  const parsed = isUuid(text) ? { typeName: 'MarketRun', id: text } : parseGlobalId(text);
  return parsed?.typeName === 'MarketRun' ? parsed.id : refuse(`"${text}" is not the id of a market run`);
}

function planOf({
  file,
  more,
  solver = 'highs',
}: {
  file?: string | undefined;
  more: readonly string[];
  solver?: string | undefined;
}): Command {
  if (file === undefined || more.length > 0) return refuse('`plan` needs one FILE, or - for standard input');
  if (solver !== 'highs' && solver !== 'glpk') return refuse(`--solver "${solver}" is neither highs nor glpk`);
  return { name: 'plan', file, solver };
}

function marketFileOf(
  command: string,
  [format, file, ...more]: readonly string[],
): { readonly format: FormatName; readonly file: string } {
  if (format === undefined || file === undefined || more.length > 0)
    return refuse(`\`${command}\` needs a FORMAT and one FILE, or - for standard input (--help lists the formats)`);
  if (!isFormatName(format)) return refuse(`"${format}" is none of the formats ${Object.keys(FORMATS).join(', ')}`);
  return { format, file };
}

function marketFetchOf([format, day, unit, ...more]: readonly string[], elexonUrl: string | null): Command {
  if (format === undefined || day === undefined || more.length > 0)
    return refuse('`market fetch` needs a FORMAT and a settlement DATE, and for some formats a UNIT');
  if (!isFetched(format)) return refuse(`"${format}" is none of the formats of Elexon (--help lists them)`);
  const date = parseCivilDate(day) ?? refuse(`"${day}" is not a date as YYYY-MM-DD`);
  const needsUnit = format === 'elexon-physical' || format === 'elexon-acceptances';
  if (needsUnit !== (unit !== undefined)) refuse(`${format} is ${needsUnit ? '' : 'not '}about a UNIT`);
  if (elexonUrl === null) return refuse('`market fetch` needs ELEXON_URL, such as https://data.elexon.co.uk/bmrs/api/v1');
  return { name: 'market fetch', format, date, unit: unit ?? '', elexonUrl };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        tenant: { type: 'string' },
        anchors: { type: 'string' },
        reason: { type: 'string' },
        minutes: { type: 'string' },
        staff: { type: 'string' },
        name: { type: 'string' },
        queue: { type: 'string' },
        limit: { type: 'string' },
        'data-dir': { type: 'string' },
        solver: { type: 'string' },
        json: { type: 'boolean' },
        ...BACKTEST_OPTIONS,
        simulated: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message.replace(/\.$/, '') : String(error)} (--help lists the options)`);
  }
}

function reasonOf(text: string | undefined): string {
  const reason = text?.trim() ?? '';
  if (reason.length === 0 || reason.length > REASON_LENGTH_MAX)
    refuse(`\`support grant\` needs --reason, 1 to ${REASON_LENGTH_MAX} characters that the tenant will read`);
  return reason;
}

function keyNameOf(text: string | undefined): string {
  const name = text?.trim() ?? '';
  if (name.length === 0 || name.length > KEY_NAME_LENGTH_MAX)
    refuse(`\`keys create\` needs --name, 1 to ${KEY_NAME_LENGTH_MAX} characters that say what the key is for`);
  return name;
}

function minutesOf(text: string | undefined): number {
  if (text === undefined) return MINUTES_DEFAULT;
  const minutes = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > SUPPORT_MINUTES_MAX)
    refuse(`--minutes "${text}" is not a number from 1 to ${SUPPORT_MINUTES_MAX}`);
  return minutes;
}

function jobsCountOf(text: string | undefined): number {
  if (text === undefined) return JOBS_COUNT_DEFAULT;
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > JOBS_COUNT_MAX) refuse(`--limit "${text}" is not a number from 1 to ${JOBS_COUNT_MAX}`);
  return count;
}

function refuse(problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${problem}.` });
}
