/** The way to the platform: names, TLS, certificates, the API and its clock, the broker. */
import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import mqtt from 'mqtt';
import { agentName } from '../../../src/wire/agent-name.ts';
import { tlsOf } from '../certificate-request.ts';
import { askPlatformTime, type PlatformTime } from '../clock/platform-time.ts';
import type { AgentConfig } from '../config.ts';
import { type Credentials, identityPath, loadIdentity } from '../identity-file.ts';
import { failure, fine, reasonOf, warning, type Finding } from './finding.ts';

const TLS_PROTOCOLS = new Set(['wss:', 'mqtts:']);
const ANSWER_TIMEOUT_MS = 5_000;
const DAY_MS = 86_400_000;
const SERVER_DAYS_LOW = 7;
/** Instructions begin and end by the site's clock. */
const SKEW_SECONDS_WARNING = 2;
const SKEW_SECONDS_MAX = 30;

export async function examinePlatform(config: AgentConfig): Promise<Finding[]> {
  const { credentials } = await loadIdentity(identityPath(config.dataDir));
  const findings = [examineIdentity(config, credentials)];
  const wsUrl = new URL(config.wsUrl);
  const mqttUrl = new URL(config.mqttUrl);
  const { enrolUrl } = config;
  for (const url of distinct([wsUrl, mqttUrl, ...(enrolUrl === undefined ? [] : [new URL(enrolUrl)])])) {
    findings.push(await examineName(url.hostname));
  }
  for (const url of [wsUrl, mqttUrl]) if (TLS_PROTOCOLS.has(url.protocol)) findings.push(await examineTls(url, credentials));
  findings.push(...(await examineApi(wsUrl, credentials)), await examineBroker(config, credentials));
  return findings;
}

function distinct(urls: readonly URL[]): readonly URL[] {
  return urls.filter((url, index) => urls.findIndex(({ hostname }) => hostname === url.hostname) === index);
}

function examineIdentity({ wsUrl, enrolmentToken, enrolUrl }: AgentConfig, credentials: Credentials | null): Finding {
  const what = 'certificate';
  if (!credentials) {
    if (!wsUrl.startsWith('wss:')) return fine(what, 'none, and the platform asks for none');
    return enrolmentToken === undefined || enrolUrl === undefined
      ? failure(
          what,
          'none, and no token to get one with',
          'Run enrolEdgeAgent and put enrolmentToken and enrolUrl into the configuration.',
        )
      : warning(
          what,
          'none yet; it is asked for with the token when the agent starts',
          'Start the agent within 15 minutes of the token.',
        );
  }
  const { validFromDate, validToDate, subject } = new X509Certificate(credentials.certificatePem);
  const now = new Date();
  const says = `${subject.replaceAll('\n', ', ')} until ${validToDate.toISOString()}`;
  if (now >= validToDate)
    return failure(what, `${says}: it has ended`, 'Enrol the site again (enrolEdgeAgent), and check the clock.');
  if (now < validFromDate) return failure(what, `${says}: it has not begun`, 'The clock is behind: check NTP.');
  const dueAt = validFromDate.getTime() + ((validToDate.getTime() - validFromDate.getTime()) * 5) / 6;
  return now.getTime() > dueAt
    ? warning(what, `${says}: its renewal is overdue`, 'Look at the log of the agent: it renews at two thirds.')
    : fine(what, says);
}

async function examineName(hostname: string): Promise<Finding> {
  const what = 'DNS';
  try {
    const { address } = await lookup(hostname.replaceAll(/[[\]]/g, ''));
    return fine(what, hostname === address ? hostname : `${hostname} is ${address}`);
  } catch (error) {
    return failure(
      what,
      `${hostname}: ${reasonOf(error)}`,
      'Check the name in the configuration, and the name server of the site.',
    );
  }
}

/** Node refuses what it does not trust; here it is looked at first, to say why. */
function examineTls(url: URL, credentials: Credentials | null): Promise<Finding> {
  const what = `TLS ${url.host}`;
  return new Promise((done) => {
    const end = (finding: Finding): void => {
      socket.destroy();
      done(finding);
    };
    const socket = connectTls({
      host: url.hostname,
      port: portOf(url),
      ...(isIP(url.hostname) === 0 && { servername: url.hostname }),
      timeout: ANSWER_TIMEOUT_MS,
      ...(credentials && tlsOf(credentials)),
      // Nothing is sent on it: `authorized` tells below what the agent itself would refuse.
      rejectUnauthorized: false,
    });
    socket.once('secureConnect', () => {
      const { valid_to: validTo } = socket.getPeerCertificate();
      const daysLeft = (new Date(validTo).getTime() - Date.now()) / DAY_MS;
      if (!socket.authorized) {
        const advice = 'The certificate is not from an authority this agent trusts: is it the right host, and nobody in between?';
        return end(failure(what, String(socket.authorizationError), advice));
      }
      const says = `trusted, until ${validTo}`;
      end(
        daysLeft < SERVER_DAYS_LOW ? warning(what, says, 'Tell the operator of the platform: it ends soon.') : fine(what, says),
      );
    });
    socket.once('timeout', () =>
      end(failure(what, 'no answer', 'Is the port open from here? Ask for outgoing connections to it.')),
    );
    socket.once('error', (error) => end(failure(what, reasonOf(error), 'Is the port open from here, and does it speak TLS?')));
  });
}

function portOf({ port, protocol }: URL): number {
  const standard: Readonly<Record<string, number>> = {
    'wss:': 443,
    'ws:': 80,
    'mqtts:': 8_883,
    'mqtt:': 1_883,
    'https:': 443,
    'http:': 80,
  };
  return port === '' ? (standard[protocol] ?? 0) : Number(port);
}

async function examineApi(wsUrl: URL, credentials: Credentials | null): Promise<Finding[]> {
  try {
    const time = await askPlatformTime(wsUrl, credentials);
    return [fine('API', `${wsUrl.host} answers in ${time.roundTripMs.toFixed(0)} ms`), examineClock(time)];
  } catch (error) {
    const advice = 'Instructions cannot come; those on disk run on. Check the address, the line and the certificate above.';
    return [failure('API', `${wsUrl.host}: ${reasonOf(error)}`, advice)];
  }
}

function examineClock({ nowMs }: PlatformTime): Finding {
  const what = 'clock';
  if (nowMs === null)
    return warning(what, 'the platform does not tell its time', 'Compare the clock by hand; it is to be kept by NTP.');
  const skewSeconds = (Date.now() - nowMs) / 1_000;
  const says = `${Math.abs(skewSeconds).toFixed(1)} s ${skewSeconds < 0 ? 'behind' : 'ahead of'} the platform`;
  const advice = 'Keep the clock by NTP (timedatectl set-ntp true): instructions begin and end by it.';
  if (Math.abs(skewSeconds) <= SKEW_SECONDS_WARNING) return fine(what, says);
  return Math.abs(skewSeconds) > SKEW_SECONDS_MAX ? failure(what, says, advice) : warning(what, says, advice);
}

async function examineBroker(config: AgentConfig, credentials: Credentials | null): Promise<Finding> {
  const what = 'broker';
  const { mqttUrl, siteId } = config;
  const beganMs = performance.now();
  try {
    const client = await mqtt.connectAsync(
      mqttUrl,
      {
        protocolVersion: 4,
        clientId: `${siteId}-doctor-${process.pid}`,
        username: agentName(config),
        ...(credentials && mqttUrl.startsWith('mqtts:') && tlsOf(credentials)),
        reconnectPeriod: 0,
        connectTimeout: ANSWER_TIMEOUT_MS,
      },
      false,
    );
    const roundTripMs = performance.now() - beganMs;
    await client.endAsync();
    return fine(what, `${new URL(mqttUrl).host} lets the agent in, in ${roundTripMs.toFixed(0)} ms`);
  } catch (error) {
    const advice = 'Telemetry waits on disk. Check the address, the line and the certificate above.';
    return failure(what, `${new URL(mqttUrl).host}: ${reasonOf(error)}`, advice);
  }
}
