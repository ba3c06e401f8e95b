import { assert } from '../../kernel/assert.ts';
import { randomUUID } from 'node:crypto';
import type { BatteryId, InstructionId, SiteId, TenantId } from '../../kernel/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, boundsOver, limitsOfBatteries, type PowerLimits, readBatteriesById } from '../assets/index.ts';
import type { Services } from '../module.ts';
import { type Intent, intentOf, type PlanInForce, readIntents, readWholePlansInForce } from '../trading/index.ts';
import { acceptanceWishes, type TakenAcceptance } from './acceptances/decide-acceptances.ts';
import { readAcceptancesOver } from './acceptances/take-acceptances.ts';
import { decideSetpoints, type Wish } from './decide-setpoints.ts';
import { type Instruction, saysTheSame } from './instruction.ts';
import { type Override, readNewestInstructions, readOverridesOf } from './reads.ts';
import { decideResponses, type EnabledResponse } from './responses/decide-responses.ts';
import { readResponsesPendingOf } from './responses/enable-response.ts';
import { type DispatchStop, readStopsInForce, stopsOver } from './stop-dispatch.ts';
import { instructionTopic, siteTopic } from './topics.ts';
import { baselineWishes, overrideWish, stopWish } from './wishes.ts';

/** A site can run this long without hearing from the cloud. */
const COVERAGE_MS = 24 * 3_600_000;

/**
 * The bounds that a site keeps whatever the setpoints say are those of a short time ahead: `watchInstructions` has the site told
 * anew before a limit begins, and once it has ended.
 */
export const LIMITS_AHEAD_MS = 15 * 60_000;

type Wanted = Pick<Instruction, 'setpoints' | 'limits' | 'responses' | 'validFrom' | 'validUntil'>;

/**
 * Decides the courses of batteries of one tenant from what is true now and tells their sites, unless they hold them already. Late,
 * repeated and reordered triggers are harmless: each run reads everything anew, one run at a time for each site.
 */
export async function refreshSetpoints(services: Services, tenantId: TenantId, batteryIds: readonly string[]): Promise<void> {
  await services.db.write(tenantId, async (tx) => {
    const batteries = [...(await readBatteriesById(tx, batteryIds)).values()];
    if (batteries.length === 0) return;
    const sequences = await lockStreams(tx, [...new Set(batteries.map(({ siteId }) => siteId))]);
    const now = services.clock.now();
    const [facts, held] = await Promise.all([
      readFacts(tx, { batteries, now }),
      readNewestInstructions(
        tx,
        batteries.map(({ batteryId }) => batteryId),
      ),
    ]);
    const wanted = batteries
      .map((battery) => ({ battery, wanted: decideWanted(factsOf(facts, battery), now) }))
      .filter((one) => {
        const before = held.get(one.battery.batteryId);
        return !before || !saysTheSame(before, one.wanted);
      });
    if (wanted.length > 0) await issue(services, tx, numbered(wanted, sequences));
  });
}

/** The last sequence of each site's stream; the rows stay locked until the end of the transaction. */
async function lockStreams({ sql, tenantId }: Tx, siteIds: readonly SiteId[]): Promise<ReadonlyMap<SiteId, number>> {
  // Sent together: they run one after the other, and wait for one answer. Locked in one order, so that nobody waits in a circle.
  const [, rows] = await Promise.all([
    sql`
      insert into instruction_stream (tenant_id, site_id, last_sequence)
      select ${tenantId}::uuid, site_id, 0 from unnest(${[...siteIds]}::uuid[]) as asked (site_id) order by site_id
      on conflict do nothing`,
    sql<{ siteId: SiteId; lastSequence: number }[]>`
      select site_id as "siteId", last_sequence as "lastSequence" from instruction_stream
      where tenant_id = ${tenantId} and site_id = any(${[...siteIds]}::uuid[]) order by site_id for update`,
  ]);
  assert(rows.length === siteIds.length, 'one stream for each site');
  return new Map(rows.map(({ siteId, lastSequence }) => [siteId, lastSequence]));
}

/** What is true of batteries now, by their ids. */
interface Facts {
  readonly plans: ReadonlyMap<string, PlanInForce>;
  readonly acceptances: ReadonlyMap<string, readonly TakenAcceptance[]>;
  readonly overrides: ReadonlyMap<string, readonly Override[]>;
  readonly stops: readonly DispatchStop[];
  readonly responses: ReadonlyMap<string, readonly EnabledResponse[]>;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly limits: ReadonlyMap<string, PowerLimits>;
}

async function readFacts(tx: Tx, { batteries, now }: { batteries: readonly Battery[]; now: Date }): Promise<Facts> {
  const batteryIds = batteries.map(({ batteryId }) => batteryId);
  // Sent together: a refresh waits for three answers of the database rather than for ten.
  const [plans, acceptances, overrides, stops, responses, intents, limits] = await Promise.all([
    readWholePlansInForce(tx, batteryIds),
    readAcceptancesOver(tx, { batteryIds, fromAt: now, untilAt: null }),
    readOverridesOf(tx, { batteryIds, now }),
    readStopsInForce(tx, now),
    readResponsesPendingOf(tx, { batteryIds, now }),
    readIntents(tx, batteryIds),
    limitsOfBatteries(tx, { batteries, now }),
  ]);
  return { plans, acceptances, overrides, stops, responses, intents, limits };
}

interface FactsOfBattery {
  readonly plan: PlanInForce | null;
  readonly acceptances: readonly TakenAcceptance[];
  readonly overrides: readonly Override[];
  readonly stops: readonly DispatchStop[];
  readonly enabled: readonly EnabledResponse[];
  readonly intent: Intent;
  readonly limits: PowerLimits;
}

function factsOf({ plans, acceptances, overrides, stops, responses, intents, limits }: Facts, battery: Battery): FactsOfBattery {
  const { batteryId } = battery;
  const limitsOfIt = limits.get(batteryId);
  if (!limitsOfIt) throw new Error('Bug: a battery without limits');
  return {
    plan: plans.get(batteryId) ?? null,
    acceptances: acceptances.get(batteryId) ?? [],
    overrides: overrides.get(batteryId) ?? [],
    stops: stopsOver(stops, battery),
    enabled: responses.get(batteryId) ?? [],
    intent: intentOf(intents, batteryId),
    limits: limitsOfIt,
  };
}

/** Pure. */
function decideWanted({ plan, acceptances, overrides, stops, enabled, intent, limits }: FactsOfBattery, now: Date): Wanted {
  const wishes: Wish[] = [
    ...(plan ? planWishes(plan) : []),
    ...enabled.flatMap(baselineWishes),
    ...acceptanceWishes(acceptances),
    ...overrides.map(overrideWish),
    ...stops.map(stopWish),
  ];
  const coveredUntil = new Date(now.getTime() + COVERAGE_MS);
  const untilAt = plan && plan.horizonUntil > coveredUntil ? plan.horizonUntil : coveredUntil;
  const setpoints = decideSetpoints({ span: { fromAt: now, untilAt }, wishes, limits, responses: enabled });
  return {
    validFrom: now,
    validUntil: untilAt,
    setpoints,
    responses: decideResponses({ enabled, setpoints, limits }),
    limits: {
      ...boundsOver(limits, { fromAt: now, untilAt: new Date(now.getTime() + LIMITS_AHEAD_MS) }),
      socPercentMin: intent.socPercentMin + intent.reservePercent,
      socPercentMax: intent.socPercentMax,
    },
  };
}

function planWishes({ horizonFrom, periods }: PlanInForce): Wish[] {
  return periods.map(({ period, powerKw }) => ({
    source: 'PLAN',
    powerKw,
    fromAt: period.fromAt > horizonFrom ? period.fromAt : horizonFrom,
    untilAt: period.untilAt,
  }));
}

interface Issued {
  readonly instructionId: InstructionId;
  readonly batteryId: BatteryId;
  readonly siteId: SiteId;
  readonly instructionSequence: number;
  readonly wanted: Wanted;
}

/** Each site's go on where its stream had got to. */
function numbered(
  all: readonly { readonly battery: Battery; readonly wanted: Wanted }[],
  sequences: ReadonlyMap<SiteId, number>,
): Issued[] {
  const last = new Map(sequences);
  return all.map(({ battery: { batteryId, siteId }, wanted }) => {
    const instructionSequence = (last.get(siteId) ?? 0) + 1;
    last.set(siteId, instructionSequence);
    // A UUID just made is a valid id of the instruction it will name.
    return { instructionId: randomUUID() as string as InstructionId, batteryId, siteId, instructionSequence, wanted };
  });
}

async function issue({ clock, live }: Platform, tx: Tx, issued: readonly Issued[]): Promise<void> {
  const { sql, tenantId } = tx;
  const rows = issued.map(({ instructionId, batteryId, siteId, instructionSequence, wanted }) => ({
    instruction_id: instructionId,
    site_id: siteId,
    battery_id: batteryId,
    instruction_sequence: instructionSequence,
    valid_from: wanted.validFrom,
    valid_until: wanted.validUntil,
    setpoints: wanted.setpoints,
    limits: wanted.limits,
    responses: wanted.responses,
  }));
  await Promise.all([
    sql`
      update instruction_stream stream set last_sequence = told.last_sequence
      from (
        select site_id, max(instruction_sequence) as last_sequence from unnest(
          ${issued.map(({ siteId }) => siteId)}::uuid[],
          ${issued.map(({ instructionSequence }) => instructionSequence)}::integer[]
        ) as each (site_id, instruction_sequence) group by site_id
      ) told
      where stream.tenant_id = ${tenantId} and stream.site_id = told.site_id`,
    // Locked in the order of their ids, as by everybody who changes more than one.
    sql`
      with waiting as (
        select tenant_id, instruction_id from instruction
        where tenant_id = ${tenantId} and battery_id = any(${issued.map(({ batteryId }) => batteryId)}::uuid[])
          and state in ('ISSUED', 'DELIVERED')
        order by instruction_id for update
      )
      update instruction set state = 'SUPERSEDED' from waiting
      where (instruction.tenant_id, instruction.instruction_id) = (waiting.tenant_id, waiting.instruction_id)`,
    sql`
      insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from,
        valid_until, state, setpoints, limits, responses)
      select ${tenantId}::uuid, instruction_id, site_id, battery_id, instruction_sequence, ${clock.now()}::timestamptz, valid_from,
        valid_until, 'ISSUED', setpoints, limits, responses
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as told (instruction_id uuid, site_id uuid, battery_id uuid,
        instruction_sequence integer, valid_from timestamptz, valid_until timestamptz, setpoints jsonb, limits jsonb, responses jsonb)`,
  ]);
  tx.afterCommit(async () => {
    for (const { instructionId, batteryId, siteId } of issued) {
      await live.publish(siteTopic(tenantId, siteId), instructionId);
      await live.publish(instructionTopic(tenantId, batteryId), instructionId);
    }
  });
}
