import path from 'node:path';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { SUPPORT_MINUTES_MAX } from '../../modules/tenancy/index.ts';
import { Fault } from '../../platform/fault.ts';

export const USAGE = `Usage: npx holdfast <command> [options]

  audit verify                     computes every tenant's audit chain again; names each row that was tampered with
      --tenant SLUG                this tenant only
      --anchors FILE               heads written down earlier by \`audit anchor\`: the chains must still pass through them
  audit anchor                     prints the head of each chain, one line a tenant, to be kept elsewhere
      --tenant SLUG                this tenant only
  support grant                    opens read-only access to one tenant for the platform's staff; prints its token once
      --tenant SLUG --reason TEXT  whose data, and why; the tenant sees both in its audit trail
      --minutes N                  how long, 1 to ${SUPPORT_MINUTES_MAX}; default 30
      --staff NAME                 who gets it; default the user of this machine

  --data-dir DIR                   data folder of the embedded database, default .holdfast; a running demo may go on
  --simulated                      the data folder's simulated world (--speed, --from, --for) where it has a live one too
  --help                           this text

Environment: DATABASE_URL uses that database instead of the embedded one.
Exit code: 0 when all is well, 1 when a chain was tampered with or the command could not be carried out.`;

const REASON_LENGTH_MAX = 500;
const MINUTES_DEFAULT = 30;

/** Which database: one that the environment names, or the embedded one of a folder. */
export interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly simulated: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'audit verify';
      readonly place: Place;
      readonly tenantSlug: string | null;
      readonly anchorsFile: string | null;
    }
  | { readonly name: 'audit anchor'; readonly place: Place; readonly tenantSlug: string | null }
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
  };
  const tenantSlug = options.tenant ?? null;
  const name = positionals.join(' ');
  switch (name) {
    case 'audit verify':
      return { name, place, tenantSlug, anchorsFile: options.anchors ?? null };
    case 'audit anchor':
      return { name, place, tenantSlug };
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
        'data-dir': { type: 'string' },
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

function minutesOf(text: string | undefined): number {
  if (text === undefined) return MINUTES_DEFAULT;
  const minutes = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > SUPPORT_MINUTES_MAX)
    refuse(`--minutes "${text}" is not a number from 1 to ${SUPPORT_MINUTES_MAX}`);
  return minutes;
}

function refuse(problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${problem}.` });
}
