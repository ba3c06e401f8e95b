import { setTimeout as pause } from 'node:timers/promises';
import type { BatteryId } from '../../../src/kernel/ids.ts';
import { idOfKey } from '../../../src/modules/tenancy/index.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import type { Random } from '../../probe/random.ts';
import type { Installation, Tenant } from '../installation.ts';
import type { Tally } from '../tally.ts';
import { ask, type Reply } from './ask.ts';

const KINDS = ['setIntent', 'overrideBattery', 'makeAgreement'] as const;
type Kind = (typeof KINDS)[number];

/** One change a client wanted: what it sent, and what it was told. */
export interface WantedChange {
  readonly kind: Kind;
  readonly tenantId: string;
  readonly batteryId: string;
  readonly idempotencyKey: string;
  /** By which its effect is found in the database. */
  readonly mark: string;
  /** The type of the result that was acknowledged; null when no answer ever came. */
  acknowledged: string | null;
  attemptCount: number;
}

/** At once; each waits for its answer. */
const CLIENT_COUNT = 6;
/** A change that was not answered is asked for again with the same key, for so long. */
const INSIST_MS_MAX = 60_000;
const RETRY_MS = 40;
/** So often a client goes away after a failure and never asks again. */
const ABANDONED_RATIO = 0.15;
/** So often it asks again for what was acknowledged. */
const REPEATED_RATIO = 0.25;
/** Clients do not ask as fast as they can: recovery is measured, not saturation. */
const PACE_MS_MAX = 120;
const OVERRIDE_MS = 2_500;

const DOCUMENTS: Readonly<Record<Kind, string>> = {
  setIntent: 'mutation M($input: SetIntentInput!) { result: setIntent(input: $input) { __typename } }',
  overrideBattery: 'mutation M($input: OverrideBatteryInput!) { result: overrideBattery(input: $input) { __typename } }',
  makeAgreement: 'mutation M($input: MakeAgreementInput!) { result: makeAgreement(input: $input) { __typename } }',
};

/** Clients that change things with idempotency keys, and ask again until they are answered. */
export class MutationLoad {
  readonly changes: WantedChange[] = [];
  longestMs = 0;
  refusedCount = 0;
  lastAcknowledgedMs = 0;
  #isOver = false;
  #clients: Promise<void>[] = [];
  readonly #installation: Installation;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #name: string;

  constructor(installation: Installation, { random, tally, name }: { random: Random; tally: Tally; name: string }) {
    this.#installation = installation;
    this.#random = random;
    this.#tally = tally;
    this.#name = name;
  }

  get acknowledgedCount(): number {
    return this.changes.filter(({ acknowledged }) => acknowledged !== null).length;
  }

  start(): void {
    this.#clients = Array.from({ length: CLIENT_COUNT }, () => this.#changeOn());
  }

  /** Every client has its answer, or has given up. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
  }

  async #changeOn(): Promise<void> {
    while (!this.#isOver) {
      await this.#changeOnce();
      await pause(this.#random.next() * PACE_MS_MAX);
    }
  }

  async #changeOnce(): Promise<void> {
    const { key, ...wanted } = this.#draw();
    const { change, input } = wanted;
    this.changes.push(change);
    const isAbandoned = this.#random.next() < ABANDONED_RATIO;
    const giveUpAtMs = performance.now() + INSIST_MS_MAX;
    for (;;) {
      const reply = await this.#send(key, change, input);
      if (reply.typename !== null) {
        this.#take(change, reply.typename);
        if (this.#random.next() < REPEATED_RATIO) await this.#repeat(key, change, input);
        return;
      }
      if (isAbandoned) return;
      if (performance.now() > giveUpAtMs) {
        this.#tally.offend('brokenPromises', `${change.kind} was not answered for ${INSIST_MS_MAX / 1_000} s`);
        return;
      }
      await pause(RETRY_MS);
    }
  }

  async #repeat(key: string, change: WantedChange, input: object): Promise<void> {
    const again = await this.#send(key, change, input);
    if (again.typename !== null) this.#take(change, again.typename);
  }

  #take(change: WantedChange, typename: string): void {
    const { acknowledged, kind, idempotencyKey } = change;
    if (acknowledged !== null && acknowledged !== typename)
      this.#tally.offend('brokenPromises', `${kind} ${idempotencyKey} was first ${acknowledged} and then ${typename}`);
    change.acknowledged = typename;
    this.lastAcknowledgedMs = performance.now();
  }

  async #send(key: string, change: WantedChange, input: object): Promise<Reply> {
    change.attemptCount += 1;
    const reply = await ask(this.#installation.url, { key, query: DOCUMENTS[change.kind], variables: { input } });
    this.longestMs = Math.max(this.longestMs, reply.durationMs);
    if (reply.typename === null) this.refusedCount += 1;
    if (reply.code !== null && reply.code !== 'UNAVAILABLE')
      this.#tally.offend(
        'brokenPromises',
        `${change.kind} was answered with ${reply.code}: ${reply.message}; ${this.#installation.roles.api.saidOf(reply.requestId)}`,
      );
    return reply;
  }

  #draw(): { key: string; change: WantedChange; input: object } {
    const index = this.changes.length;
    const kind = this.#random.pick(KINDS);
    const tenant = this.#random.pick(this.#installation.tenants);
    const batteryId = this.#random.pick(batteryIdsOf(tenant));
    const idempotencyKey = `${this.#name}-${this.#random.uuid()}`;
    // An intent has no text of its own: its cost of wear is its mark.
    const mark = kind === 'setIntent' ? (index / 10_000 + markOffset(this.#name)).toFixed(4) : idempotencyKey;
    const { tenantId } = tenant.file;
    return {
      key: tenant.key,
      change: { kind, tenantId, batteryId, idempotencyKey, mark, acknowledged: null, attemptCount: 0 },
      input: { idempotencyKey, batteryId: printGlobalId('Battery', batteryId), ...this.#inputOf(kind, { index, mark, tenant }) },
    };
  }

  #inputOf(kind: Kind, { index, mark, tenant }: { index: number; mark: string; tenant: Tenant }): object {
    switch (kind) {
      case 'setIntent':
        return { socPercentMin: 10, socPercentMax: 90, reservePercent: index % 20, wearCostPerMwh: mark };
      case 'overrideBattery':
        return { powerKw: (index % 3) - 1, untilAt: new Date(Date.now() + OVERRIDE_MS).toISOString(), reason: mark };
      case 'makeAgreement': {
        // A day of its own in times long past, so that none contradicts another and nobody's rights change.
        const fromMs = Date.UTC(1900, 0, 1) + (index + markOffset(this.#name) * 10) * 86_400_000;
        return {
          partyId: printGlobalId('Party', this.#random.pick(tenant.partyIds)),
          role: 'AUDITOR',
          validFrom: new Date(fromMs).toISOString(),
          validUntil: new Date(fromMs + 86_400_000).toISOString(),
          terms: mark,
          reason: 'A rehearsal of faults',
        };
      }
    }
  }
}

const names: string[] = [];

/** Several loads of one run must not have the same marks. */
function markOffset(name: string): number {
  if (!names.includes(name)) names.push(name);
  return names.indexOf(name) * 100;
}

function batteryIdsOf({ file }: Tenant): BatteryId[] {
  return file.sites.flatMap((site) =>
    site.batteries.map((battery) => idOfKey<BatteryId>(file.tenantId, 'battery', site.key, battery.key)),
  );
}
