import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CivilDate, parseCivilDate } from '../kernel/periods.ts';
import { isProxyAddress } from '../platform/client-address.ts';
import { Fault } from '../platform/fault.ts';
import { type Reach, REACHES } from '../platform/outbound.ts';
import type { MetricsAddress } from '../platform/metrics-listener.ts';

/** What the command line and the environment ask for. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly logLevel: string;
  /** Real services; null means the embedded one. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly mqttUrl: string | null;
  /** Null keeps it in the data folder. */
  readonly archive: ArchivePlace | null;
  readonly devices: DeviceSettings;
  readonly metrics: MetricsAddress;
  /** The address that browsers and apps know, without a path; null when it is that of the port. */
  readonly publicUrl: string | null;
  /** The proxies that are believed when they say for whom they ask. */
  readonly trustedProxies: readonly string[];
  /** How far webhooks may be sent. */
  readonly webhookReach: Reach;
  readonly world: WorldSettings;
  /** Print the summary as one line of JSON. */
  readonly json: boolean;
}

/** Where readings are kept for good. */
export type ArchivePlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'bucket';
      readonly bucket: string;
      /** Empty, or ends in a slash. */
      readonly prefix: string;
      readonly region: string;
      /** Null for Amazon's own. */
      readonly endpoint: string | null;
    };

/** How edge agents are let in and get their certificates. */
export interface DeviceSettings {
  /** Files with one authority and its key each; null keeps one in the data folder, where there is one. */
  readonly authorityFiles: readonly string[] | null;
  readonly certificateDays: number;
  readonly agentPort: number;
  /** The name agents call the platform by; null when it is `HOST`. */
  readonly agentHost: string | null;
}

/** Which world to run: the present one, or a simulated span of time. */
export interface WorldSettings {
  /** Settlement date on which the world starts; null starts now. */
  readonly fromDate: CivilDate | null;
  readonly pricesFile: string | null;
  /** How many times faster than the wall clock. */
  readonly speed: number;
  /** How long to run before the summary; null runs until stopped. */
  readonly duration: Duration | null;
}

/** Hours are hours; days are settlement days, 23 to 25 hours long. */
export interface Duration {
  readonly count: number;
  readonly unit: 'hours' | 'days';
}

/** What one of several processes of a platform is told, by its environment alone. */
export interface RoleConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly mqttUrl: string | null;
  /** Null archives nothing, and then forgets nothing. */
  readonly archive: ArchivePlace | null;
  /** Whether the API explorer is served beside the dashboard: only where it is asked for, since it asks whatever it likes. */
  readonly explorer: boolean;
  /** Whether this process takes what Sparkplug gateways publish: of several that take telemetry, one does. */
  readonly takesSparkplug: boolean;
  readonly devices: DeviceSettings;
  /** Where the numbers are told; null tells them nowhere. */
  readonly metrics: MetricsAddress | null;
  /** The address that browsers and apps know, without a path; null when it is that of the port. */
  readonly publicUrl: string | null;
  /** The proxies that are believed when they say for whom they ask. */
  readonly trustedProxies: readonly string[];
  /** How far webhooks may be sent. */
  readonly webhookReach: Reach;
  /** Who takes the orders of Great Britain's auctions; null bids nothing. */
  readonly exchange: PartnerAddress | null;
  /** Who balances with units in Great Britain; null declares nothing. */
  readonly systemOperator: PartnerAddress | null;
  /** Where Great Britain's prices are published, without a slash at its end; null fetches none. */
  readonly elexonUrl: string | null;
}

/** An exchange as `docs/market-runs.md` describes it, or a system operator as `docs/declarations.md` does. */
interface PartnerAddress {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string | null;
}

const PORT_DEFAULT = 4000;
const AGENT_PORT_DEFAULT = 4443;
const AUTHORITY_COUNT_MAX = 2;
const CERTIFICATE_DAYS_DEFAULT = 14;
const CERTIFICATE_DAYS_MAX = 90;
const PROXY_COUNT_MAX = 100;
const SPEED_MAX = 1_440;
const DATABASE_PROTOCOLS = ['postgres:', 'postgresql:'];
const REDIS_PROTOCOLS = ['redis:', 'rediss:'];
const WEB_PROTOCOLS = ['https:', 'http:'];
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const ARCHIVE_PROTOCOLS = ['file:', 's3:'];
const ARCHIVE_OPTIONS = new Set(['region', 'endpoint']);
const REGION_DEFAULT = 'us-east-1';
const MQTT_PROTOCOLS = ['mqtt:', 'mqtts:'];

export const USAGE = `Usage: npm start -- [options]

  --port N          address of the API and the dashboard, default ${PORT_DEFAULT}; 0 takes a free one
  --data-dir DIR    where data is kept between starts, default .holdfast
  --prices FILE     real half-hourly prices (CSV) instead of the seeded generator; goes with --from
  --from DATE       settlement date on which the simulated world starts, YYYY-MM-DD
  --speed N         run the whole world N times faster than the wall clock, 1 to ${SPEED_MAX}
  --for SPAN        run that long and end with a summary: 24h (hours) or 1d (settlement days)
  --json            print the summary as one line of JSON, the last line
  --help            this text

Environment: DATABASE_URL, REDIS_URL, MQTT_URL use real services instead of the embedded ones; ARCHIVE_URL; HOST, PUBLIC_URL,
TRUSTED_PROXIES, WEBHOOK_REACH, LOG_LEVEL; METRICS_PORT, METRICS_HOST; for edge agents AGENT_PORT, AGENT_HOST, DEVICE_AUTHORITY_FILES, DEVICE_CERTIFICATE_DAYS.`;

/** Reads the command line and the environment; a mistake is one sentence. Answers `help` when only the usage is wanted. */
export function readConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Config | 'help' {
  const options = parseOptions(args);
  if (options.help) return 'help';
  const fromDate =
    options.from === undefined ? null : required(parseCivilDate(options.from), '--from', options.from, 'a date as YYYY-MM-DD');
  if (options.prices !== undefined && fromDate === null) refuse('--prices needs --from: say on which settlement date to start');
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port:
      options.port === undefined
        ? PORT_DEFAULT
        : required(wholeNumber(options.port, 0, 65_535), '--port', options.port, 'a number from 0 to 65535'),
    dataDir: path.resolve(options['data-dir'] ?? '.holdfast'),
    logLevel: environment['LOG_LEVEL'] ?? 'warn',
    databaseUrl: urlOf(environment, 'DATABASE_URL', DATABASE_PROTOCOLS),
    redisUrl: urlOf(environment, 'REDIS_URL', REDIS_PROTOCOLS),
    mqttUrl: urlOf(environment, 'MQTT_URL', MQTT_PROTOCOLS),
    archive: readArchivePlace(environment),
    // Any free one: the demo tells its own sites where it is.
    devices: devicesOf(environment, { agentPortDefault: 0 }),
    metrics: metricsAddressOf(environment, environment['METRICS_PORT'] ?? '0'),
    publicUrl: publicUrlOf(environment),
    trustedProxies: trustedProxiesOf(environment),
    webhookReach: webhookReachOf(environment),
    world: {
      fromDate,
      pricesFile: options.prices === undefined ? null : path.resolve(options.prices),
      speed:
        options.speed === undefined
          ? 1
          : required(wholeNumber(options.speed, 1, SPEED_MAX), '--speed', options.speed, `a whole number from 1 to ${SPEED_MAX}`),
      duration:
        options.for === undefined ? null : required(parseDuration(options.for), '--for', options.for, 'a span such as 24h or 1d'),
    },
    json: options.json ?? false,
  };
}

/** Reads the environment of a process that plays one role; the services it shares with the others must be named. */
export function readRoleConfig(
  environment: Readonly<Record<string, string | undefined>>,
  needs: readonly ('REDIS_URL' | 'MQTT_URL')[],
): RoleConfig {
  const missing = ['DATABASE_URL', ...needs].filter((name) => !environment[name]);
  if (missing.length > 0) refuse(`This role works with others and needs ${missing.join(' and ')}`);
  const port = environment['PORT'] ?? String(PORT_DEFAULT);
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: required(wholeNumber(port, 0, 65_535), 'PORT', port, 'a number from 0 to 65535'),
    logLevel: environment['LOG_LEVEL'] ?? 'info',
    databaseUrl: urlOf(environment, 'DATABASE_URL', DATABASE_PROTOCOLS) ?? '',
    redisUrl: urlOf(environment, 'REDIS_URL', REDIS_PROTOCOLS),
    mqttUrl: urlOf(environment, 'MQTT_URL', MQTT_PROTOCOLS),
    archive: readArchivePlace(environment),
    explorer: required(switchOf(environment['EXPLORER'] ?? 'off'), 'EXPLORER', environment['EXPLORER'] ?? '', '"on" or "off"'),
    takesSparkplug: required(
      switchOf(environment['SPARKPLUG'] ?? 'on'),
      'SPARKPLUG',
      environment['SPARKPLUG'] ?? '',
      '"on" or "off"',
    ),
    devices: readDeviceSettings(environment),
    metrics: environment['METRICS_PORT'] ? metricsAddressOf(environment, environment['METRICS_PORT']) : null,
    publicUrl: publicUrlOf(environment),
    trustedProxies: trustedProxiesOf(environment),
    webhookReach: webhookReachOf(environment),
    exchange: partnerOf(environment, 'EXCHANGE'),
    systemOperator: partnerOf(environment, 'SYSTEM_OPERATOR'),
    elexonUrl: readElexonUrl(environment),
  };
}

/** Where Great Britain's prices are published, without a slash at its end; null where nothing is said of it. */
export function readElexonUrl(environment: Readonly<Record<string, string | undefined>>): string | null {
  return partnerUrlOf(environment, 'ELEXON_URL', 'no key is asked for');
}

function partnerOf(
  environment: Readonly<Record<string, string | undefined>>,
  partner: 'EXCHANGE' | 'SYSTEM_OPERATOR',
): PartnerAddress | null {
  const url = partnerUrlOf(environment, `${partner}_URL`, `${partner}_TOKEN is for that`);
  return url === null ? null : { url, token: environment[`${partner}_TOKEN`] || null };
}

/** What partners say and are told goes over an encrypted connection, or to this machine. */
function partnerUrlOf(environment: Readonly<Record<string, string | undefined>>, name: string, secret: string): string | null {
  const url = urlOf(environment, name, WEB_PROTOCOLS);
  if (url === null) return null;
  const { protocol, hostname, username } = new URL(url);
  if (username !== '' || (protocol === 'http:' && !LOOPBACK.has(hostname)))
    refuse(`${name} must begin with https:// and hold no secret; ${secret}`);
  return url.replace(/\/+$/, '');
}

/** Not `HOST`: an API that is open to all does not open its numbers to all. */
function metricsAddressOf(environment: Readonly<Record<string, string | undefined>>, port: string): MetricsAddress {
  return {
    host: environment['METRICS_HOST'] ?? '127.0.0.1',
    port: required(wholeNumber(port, 0, 65_535), 'METRICS_PORT', port, 'a number from 0 to 65535'),
  };
}

/** What the environment says of the archive; who may use a bucket is told as everywhere on that machine. */
export function readArchivePlace(environment: Readonly<Record<string, string | undefined>>): ArchivePlace | null {
  const text = urlOf(environment, 'ARCHIVE_URL', ARCHIVE_PROTOCOLS);
  if (text === null) return null;
  const { protocol, host, hostname, username, pathname, searchParams } = new URL(text);
  const names = [...searchParams.keys()];
  if (protocol === 'file:') {
    if (host !== '' || names.length > 0)
      refuse('ARCHIVE_URL must name a folder of this machine, such as file:///var/lib/archive');
    return { kind: 'folder', folder: fileURLToPath(text) };
  }
  if (hostname === '' || username !== '' || names.some((name) => !ARCHIVE_OPTIONS.has(name)))
    refuse(
      'ARCHIVE_URL must be a bucket without a secret, such as s3://bucket/prefix?region=eu-west-2&endpoint=https://s3.example',
    );
  const endpoint = searchParams.get('endpoint');
  if (endpoint !== null && !(URL.canParse(endpoint) && WEB_PROTOCOLS.includes(new URL(endpoint).protocol)))
    refuse('The endpoint of ARCHIVE_URL must be a URL that begins with https:// or http://');
  const prefix = pathname.replaceAll(/^\/+|\/+$/g, '');
  return {
    kind: 'bucket',
    bucket: hostname,
    prefix: prefix === '' ? '' : `${decodeURIComponent(prefix)}/`,
    region: searchParams.get('region') ?? REGION_DEFAULT,
    endpoint,
  };
}

/** What the environment says of edge agents. */
export function readDeviceSettings(environment: Readonly<Record<string, string | undefined>>): DeviceSettings {
  return devicesOf(environment, { agentPortDefault: AGENT_PORT_DEFAULT });
}

function devicesOf(
  environment: Readonly<Record<string, string | undefined>>,
  { agentPortDefault }: { agentPortDefault: number },
): DeviceSettings {
  const port = environment['AGENT_PORT'] ?? String(agentPortDefault);
  const days = environment['DEVICE_CERTIFICATE_DAYS'] ?? String(CERTIFICATE_DAYS_DEFAULT);
  const files = environment['DEVICE_AUTHORITY_FILES']?.split(',').map((file) => path.resolve(file.trim())) ?? null;
  if (files && files.length > AUTHORITY_COUNT_MAX)
    refuse(
      `DEVICE_AUTHORITY_FILES names ${files.length} files; at most ${AUTHORITY_COUNT_MAX} authorities are trusted at a time`,
    );
  return {
    authorityFiles: files,
    certificateDays: required(
      wholeNumber(days, 1, CERTIFICATE_DAYS_MAX),
      'DEVICE_CERTIFICATE_DAYS',
      days,
      `a number from 1 to ${CERTIFICATE_DAYS_MAX}`,
    ),
    agentPort: required(wholeNumber(port, 0, 65_535), 'AGENT_PORT', port, 'a number from 0 to 65535'),
    agentHost: environment['AGENT_HOST'] ?? null,
  };
}

/** Sign-in pages and tokens name it, so it has to be exactly what people and apps use. */
function publicUrlOf(environment: Readonly<Record<string, string | undefined>>): string | null {
  const text = urlOf(environment, 'PUBLIC_URL', WEB_PROTOCOLS);
  if (text === null) return null;
  const { origin, href, protocol, hostname } = new URL(text);
  if (protocol === 'http:' && !LOOPBACK.has(hostname)) refuse('PUBLIC_URL must begin with https:// unless it is this machine');
  return href === `${origin}/` ? origin : refuse('PUBLIC_URL must be an origin without a path, such as https://power.example');
}

/** None when left out: a forged `X-Forwarded-For` would choose by which address its sender is counted. */
function trustedProxiesOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  const addresses = (environment['TRUSTED_PROXIES'] ?? '').split(',').map((text) => text.trim());
  const named = addresses.filter((text) => text !== '');
  const unfit = named.find((text) => !isProxyAddress(text));
  if (unfit !== undefined)
    refuse(`TRUSTED_PROXIES names "${unfit}", which is neither an address nor a network such as 10.0.0.0/8`);
  if (named.length > PROXY_COUNT_MAX)
    refuse(`TRUSTED_PROXIES names ${named.length} proxies; at most ${PROXY_COUNT_MAX} are trusted`);
  return named;
}

/** The public internet only, unless somebody develops or runs partners' services on a network of their own. */
function webhookReachOf(environment: Readonly<Record<string, string | undefined>>): Reach {
  const text = environment['WEBHOOK_REACH'] ?? 'public';
  const reach = REACHES.find((one) => one === text) ?? null;
  return required(reach, 'WEBHOOK_REACH', text, `one of ${REACHES.join(', ')}`);
}

function switchOf(text: string): boolean | null {
  return text === 'on' ? true : text === 'off' ? false : null;
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        prices: { type: 'string' },
        from: { type: 'string' },
        speed: { type: 'string' },
        for: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new Fault('BAD_USER_INPUT', {
      tell: `${error instanceof Error ? error.message : String(error)} (--help lists the options)`,
    });
  }
}

function parseDuration(text: string): Duration | null {
  const [, digits, unit] = /^(\d{1,4})(h|d)$/.exec(text) ?? [];
  const count = Number(digits);
  return unit && count > 0 ? { count, unit: unit === 'h' ? 'hours' : 'days' } : null;
}

function wholeNumber(text: string, min: number, max: number): number | null {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : null;
}

function urlOf(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  protocols: readonly string[],
): string | null {
  const text = environment[name];
  if (!text) return null;
  const protocol = URL.canParse(text) ? new URL(text).protocol : null;
  if (protocol === null || !protocols.includes(protocol))
    refuse(`${name} must be a URL that begins with ${protocols.join(' or ')}//`);
  return text;
}

function required<T>(value: T | null, option: string, text: string, expectation: string): T {
  return value ?? refuse(`${option} "${text}" is not ${expectation}`);
}

function refuse(problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${problem}.` });
}
