/** Who the agent is: enrols once with a token, then asks for the next certificate before the present one ends. By the wall clock. */
import { createHash } from 'node:crypto';
import { agentName } from '../../src/wire/agent-name.ts';
import { newRequest, sendRequest } from './certificate-request.ts';
import {
  type CertificateRequest,
  type Credentials,
  identityPath,
  loadIdentity,
  saveIdentity,
  type StoredIdentity,
  timesOf,
} from './identity-file.ts';
import { Backoff, pause, type SiteLog } from './ports.ts';

/** What connections are made with. */
export interface Identity {
  /** Null until the agent is enrolled, and where the platform asks for none. */
  readonly credentials: Credentials | null;
  /** Whose signatures are believed: what came with the newest certificate, and for good; null until there was one. */
  readonly authoritiesPem: readonly string[] | null;
  /** Resolves when connections can be made, or when the signal aborts. */
  ready(signal: AbortSignal): Promise<void>;
}

interface IdentityOptions {
  readonly tenantSlug: string;
  readonly siteId: string;
  readonly dataDir: string;
  readonly enrolmentToken?: string;
  readonly enrolUrl?: string;
  readonly wsUrl: string;
  readonly log: SiteLog;
  /** Connections are to move over to the new certificate. */
  readonly onRenewed: () => void;
}

const RETRY = { firstMs: 250, lastMs: 30_000 };
/** Timers longer than this are cut into pieces: a stepped clock is noticed within one. */
const LONGEST_WAIT_MS = 60_000;

export class SiteIdentity implements Identity {
  readonly #options: IdentityOptions;
  readonly #path: string;
  readonly #stopping = new AbortController();
  readonly #backoff = new Backoff(RETRY);
  readonly #enrolled = Promise.withResolvers<void>();
  #stored: StoredIdentity;
  #done: Promise<void> = Promise.resolve();

  private constructor(options: IdentityOptions, path: string, stored: StoredIdentity) {
    this.#options = options;
    this.#path = path;
    this.#stored = stored;
  }

  static async open(options: IdentityOptions): Promise<SiteIdentity> {
    const path = identityPath(options.dataDir);
    const stored = await loadIdentity(path);
    return new SiteIdentity(options, path, stored);
  }

  get credentials(): Credentials | null {
    return this.#mustEnrol() ? null : this.#stored.credentials;
  }

  get authoritiesPem(): readonly string[] | null {
    return this.#stored.credentials?.authoritiesPem ?? null;
  }

  /** A site without a certificate drives its batteries all the same; only its lines wait. */
  async ready(signal: AbortSignal): Promise<void> {
    if (this.credentials || !this.#options.wsUrl.startsWith('wss:')) return;
    const waiting = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { signal: waiting.signal });
    });
    await Promise.race([this.#enrolled.promise, aborted]);
    waiting.abort();
  }

  start(): void {
    this.#done = this.#keep();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  /** A token that was not used yet is an order to enrol, also where there is a certificate. */
  #mustEnrol(): boolean {
    const { enrolmentToken } = this.#options;
    return enrolmentToken !== undefined && hashOf(enrolmentToken) !== this.#stored.tokenHash;
  }

  async #keep(): Promise<void> {
    const { log } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const waitMs = this.#mustEnrol() ? 0 : this.#renewalInMs();
      if (waitMs === null) return;
      if (waitMs > 0) {
        await pause(Math.min(waitMs, LONGEST_WAIT_MS), signal);
        continue;
      }
      try {
        if (!(await this.#obtain())) return;
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ err: error }, 'no certificate from the platform; it is asked again');
        await pause(this.#backoff.next(0), signal);
      }
    }
  }

  /** How long until the next certificate is asked for; null when only a new token helps. */
  #renewalInMs(): number | null {
    const { log } = this.#options;
    if (!this.#stored.credentials) {
      if (this.#options.wsUrl.startsWith('wss:')) log.error({}, 'the agent is not enrolled; it needs an enrolment token');
      return null;
    }
    const { renewAtMs, untilMs } = timesOf(this.#stored.credentials);
    if (untilMs > Date.now()) return Math.max(0, renewAtMs - Date.now());
    log.error({}, 'the certificate has ended; the agent needs an enrolment token');
    return null;
  }

  /** False when the platform has refused for good. */
  async #obtain(): Promise<boolean> {
    const { enrolmentToken, log, onRenewed } = this.#options;
    const token = this.#mustEnrol() ? (enrolmentToken ?? null) : null;
    const tokenHash = token === null ? null : hashOf(token);
    const request = await this.#request(tokenHash);
    const outcome = await sendRequest(request, {
      url: this.#urlFor(token),
      token,
      credentials: token === null ? this.#stored.credentials : null,
      signal: this.#stopping.signal,
    });
    if (outcome.__typename === 'CertificateRefused') {
      log.error({ reason: outcome.reason }, `no certificate: ${outcome.message}`);
      return false;
    }
    const { certificatePem, authoritiesPem } = outcome;
    const credentials = { keyPem: request.keyPem, certificatePem, authoritiesPem };
    await this.#save({ credentials, tokenHash: tokenHash ?? this.#stored.tokenHash, request: null });
    log.info({ validUntil: new Date(timesOf(credentials).untilMs) }, 'the agent has a new certificate');
    if (token === null) onRenewed();
    this.#enrolled.resolve();
    return true;
  }

  /** The one that was sent before without an answer, or a new one; on disk before it is sent. */
  async #request(tokenHash: string | null): Promise<CertificateRequest> {
    const { request: unanswered } = this.#stored;
    if (unanswered && unanswered.tokenHash === tokenHash) return unanswered;
    const request = await newRequest(agentName(this.#options), tokenHash);
    await this.#save({ ...this.#stored, request });
    return request;
  }

  async #save(stored: StoredIdentity): Promise<void> {
    await saveIdentity(this.#path, stored);
    this.#stored = stored;
  }

  #urlFor(token: string | null): string {
    const { enrolUrl, wsUrl } = this.#options;
    if (token === null) return wsUrl.replace(/^ws/, 'http');
    if (enrolUrl === undefined) throw new Error('an enrolment token needs `enrolUrl`, the address of the platform’s API');
    return enrolUrl;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
