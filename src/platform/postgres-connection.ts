import { connect, type Socket } from 'node:net';
import postgres from 'postgres';
import { assert } from '../kernel/assert.ts';
import { Fault } from './fault.ts';

/** The server ends a statement after this, so that one bad query cannot hold a connection. */
const STATEMENT_TIMEOUT_MS = 5_000;
/** A transaction that neither sends nor receives anything for this long is broken off, at both ends: half-open sockets, forgotten work. */
const SILENCE_IN_TRANSACTION_MS_MAX = 10_000;
const CONNECT_TIMEOUT_SECONDS = 5;
const RECONNECT_SECONDS_MAX = 0.5;
const CLOSE_TIMEOUT_SECONDS = 5;

/** One connection, used by one transaction at a time. It reconnects by itself when it is next used. */
export interface Connection {
  readonly sql: postgres.Sql;
  /** Set by its user after the first answer; false again when the connection breaks. */
  isOpen: boolean;
  /** Between the error of the socket and its end; resolves when the next statement goes to a new one. Else null. */
  readonly closing: Promise<void> | null;
  /** Calls `lost` once if the connection breaks before the returned function is called. */
  hold(lost: () => void): () => void;
  close(): Promise<void>;
}

/** A connection with the project's types: numeric as text, timestamptz as Date, civil dates as text, int8 as a checked number. */
export function openConnection(url: string): Connection {
  let socket: Socket | null = null;
  let tellLost: (() => void) | null = null;
  let closing: PromiseWithResolvers<void> | null = null;
  const options: postgres.Options<Record<string, never>> & { socket: (parsed: ParsedAddress) => Socket } = {
    max: 1,
    // The library would end the connection between two statements of our transactions.
    max_lifetime: null,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    // The default waits up to 13.8 s after a restart of the server, measured.
    backoff: (attempt) => Math.min(RECONNECT_SECONDS_MAX, 0.02 * 2 ** attempt) * (0.5 + Math.random() / 2),
    connection: {
      application_name: 'holdfast',
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: SILENCE_IN_TRANSACTION_MS_MAX,
    },
    onnotice: () => undefined,
    onclose: () => {
      connection.isOpen = false;
      tellLost?.();
      closing?.resolve();
      closing = null;
    },
    // The library itself never sets TCP_NODELAY: COPY then stalls 40 ms.
    socket: ({ host, port, path }) => {
      socket = connect(path ? { path } : { host: host[0] ?? '127.0.0.1', port: port[0] ?? 5432, noDelay: true });
      socket.setTimeout(SILENCE_IN_TRANSACTION_MS_MAX);
      socket.on('timeout', () => tellLost && socket?.destroy());
      // A statement that the library is given between the error and the end of a socket is never answered.
      socket.on('error', () => {
        connection.isOpen = false;
        closing ??= Promise.withResolvers<void>();
        tellLost?.();
      });
      return socket;
    },
  };
  const sql = postgres(url, { ...options, types: TYPES });
  const connection: Connection = {
    sql,
    isOpen: false,
    get closing() {
      return closing?.promise ?? null;
    },
    hold(lost) {
      tellLost = lost;
      return () => (tellLost = null);
    },
    close: () => sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }),
  };
  return connection;
}

interface ParsedAddress {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false;
}

const TYPES = {
  date: {
    to: 1184,
    from: [1114, 1184],
    serialize: (value: Date | string) => (value instanceof Date ? value : new Date(value)).toISOString(),
    parse: (text: string) => new Date(text),
  },
  civilDate: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
  int8: { to: 20, from: [20], serialize: String, parse: safeInteger },
};

function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `an int8 that a number holds exactly, not ${text}`);
  return value;
}

/** SQLSTATE classes and codes, and socket errors, that mean "the database does not answer now". */
const UNAVAILABLE_CODES = new Set([
  ...'CONNECTION_CLOSED CONNECTION_ENDED CONNECTION_DESTROYED CONNECT_TIMEOUT'.split(' '),
  ...'ECONNREFUSED ECONNRESET EPIPE ENOTFOUND EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOENT'.split(' '),
  // Shutdown, crash recovery, start-up, too many connections, disk full, idle transaction, statement timeout, deadlock.
  ...'57P01 57P02 57P03 53300 53100 25P03 57014 40P01'.split(' '),
]);

/** The fault that the caller sees for a database that does not answer; any other error as it is. */
export function databaseFault(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Fault || !(UNAVAILABLE_CODES.has(code) || code.startsWith('08'))) return error;
  return new Fault('UNAVAILABLE', {
    tell: 'The database does not answer at present; try again later.',
    detail: { code },
    cause: error,
  });
}
