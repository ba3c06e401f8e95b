import { agree, FACTS_UNTIL_DAY, namePlaces, noon, PLACES } from '../../harness/agreements-oracle.ts';
import { planTopic } from '../../../src/modules/trading/make-plan.ts';
import { alertTopic, instructionTopic } from '../../../src/modules/control/topics.ts';
import { printGlobalId } from '../../../src/wire/global-id.ts';
import { batteryIdOf, globalBattery, type Place } from '../../harness/world.ts';
import { openStreams, pause, type Streams } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';

const [ONE] = PLACES;
const END_DAY = FACTS_UNTIL_DAY + 3;
/** Of `QUIET_MS` each. */
const WAITS_MAX = 200;
const HOUR_MS = 3_600_000;
/** Of none that the platform issues here. */
const ACROSS_SEQUENCE = 900;
/** More than the interval that the streams ask for. */
const INTERVAL_WAITS = 4;

/** A stream that was opened while an agreement was in force tells nothing that happens after its end. */
export async function askStreamsInTime(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  await namePlaces(world);
  await agree(world, [
    { party: 'stranger', role: 'OWNER', place: 0, wholeSite: false, fromDay: 3, untilDay: END_DAY },
    { party: 'supplier', role: 'OPTIMISER', place: 0, wholeSite: false, fromDay: FACTS_UNTIL_DAY, untilDay: null },
  ]);
  world.clock.setTo(noon(FACTS_UNTIL_DAY));
  const key = await world.key('alder', 'OWNER', 'stranger');
  const streams = openStreams(world, key);
  const variables = { id: globalBattery(ONE) };
  const heard: Record<'readings' | 'all' | 'plans' | 'instructions' | 'alerts', string[]> = {
    readings: [],
    all: [],
    plans: [],
    instructions: [],
    alerts: [],
  };
  await raise(twins, { kind: 'NOT_DELIVERED', isOpen: true });
  streams.follow(
    { document: 'subscription($id: ID!) { readings(batteryIds: [$id], intervalSeconds: 0.25) { socPercent } }', variables },
    heard.readings,
  );
  streams.follow(
    { document: 'subscription { readings(intervalSeconds: 0.25) { socPercent battery { id } } }', variables: {} },
    heard.all,
  );
  streams.follow({ document: 'subscription($id: ID!) { plans(batteryId: $id) { madeAt } }', variables }, heard.plans);
  streams.follow(
    { document: 'subscription($id: ID!) { instructions(batteryId: $id) { issuedAt } }', variables },
    heard.instructions,
  );
  streams.follow({ document: 'subscription($id: ID!) { alerts(batteryId: $id) { raisedAt } }', variables }, heard.alerts);
  await until(() => Object.values(heard).every((said) => said.length > 0));
  for (const [name, said] of Object.entries(heard))
    findings.expect(`the stream of ${name}`, said.length === 1, `begins with ${said.join()}`);
  await askNewcomer(twins);
  await happen(twins, FACTS_UNTIL_DAY);
  await until(() => Object.values(heard).every((said) => said.length > 1));
  for (const [name, said] of Object.entries(heard))
    findings.expect(`the stream of ${name}`, said.length > 1, 'does not tell what is the caller’s');
  await throughInterval();
  const counts = Object.values(heard).map((said) => said.length);
  world.clock.setTo(noon(END_DAY));
  await tellLate(twins, { hour: 0 });
  await happen(twins, END_DAY);
  await tellAgain(twins);
  world.letTrustLapse();
  await tellLate(twins, { hour: 1 });
  await tellAgain(twins);
  await happen(twins, END_DAY + 1);
  await pause();
  await pause();
  for (const [index, [name, said]] of Object.entries(heard).entries()) {
    findings.count(3);
    findings.expect(
      `the stream of ${name}`,
      said.length === counts[index],
      `tells what came after the end: ${said.slice(counts[index]).join()}`,
    );
  }
  streams.close();
}

interface Raised {
  readonly kind: 'NOT_DELIVERED' | 'NOT_APPLIED' | 'OUT_OF_TOLERANCE';
  readonly at?: Date;
  readonly isOpen: boolean;
}

/** An alert of the first battery; the time of those that are not open is over at once. */
async function raise({ world: { owner, clock } }: TwinWorld, { kind, at = clock.now(), isOpen }: Raised): Promise<string> {
  const [alert] = await owner<{ id: string }[]>`
    insert into alert (tenant_id, alert_id, battery_id, instruction_id, kind, since_at, raised_at, cleared_at)
    select tenant_id, gen_random_uuid(), battery_id, instruction_id, ${kind}, ${at}, ${at}, ${isOpen ? null : at} from instruction
    where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)} order by instruction_sequence limit 1
    returning alert_id as id`;
  return alert?.id ?? '';
}

/** A day's prices, a reading, and with them a new plan, a new instruction and an alert; the other batteries speak too. */
async function happen(twins: TwinWorld, day: number): Promise<void> {
  const { world } = twins;
  world.clock.setTo(noon(day));
  await world.publishPrices('alder', noon(day).toISOString().slice(0, 10));
  for (const place of PLACES satisfies readonly Place[]) await world.storeReading(place, { socPercent: 20 + day });
  await world.workOff();
  const alertId = await raise(twins, { kind: 'NOT_APPLIED', isOpen: false });
  await world.services.live.publish(alertTopic(A.tenantId, batteryIdOf(ONE)), alertId);
}

/** A reading of a time that was the caller's, told when nothing is any more; the stream has the time to tell it. */
async function tellLate({ world }: TwinWorld, { hour }: { hour: number }): Promise<void> {
  await world.storeReading(ONE, { measuredAtMs: noon(END_DAY - 1).getTime() + hour * HOUR_MS, socPercent: 77 + hour });
  await throughInterval();
}

/** What was measured before an agreement began is not told because it comes late. */
async function askNewcomer(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const streams = openStreams(world, await world.key('alder', 'OPTIMISER', 'supplier'));
  const heard: string[] = [];
  streams.follow({ document: 'subscription { readings(intervalSeconds: 0.25) { socPercent } }', variables: {} }, heard);
  await throughInterval();
  const eveningBeforeMs = noon(FACTS_UNTIL_DAY - 1).getTime() + 6 * HOUR_MS;
  await world.storeReading(ONE, { measuredAtMs: eveningBeforeMs, socPercent: 66 });
  await throughInterval();
  findings.expect('the stream of a newcomer', heard.length === 0, `tells what was before the beginning: ${heard.join()}`);
  await world.storeReading(ONE, { socPercent: 67 });
  await until(() => heard.length > 0);
  const isTold = heard.length === 1 && heard[0]?.includes('"socPercent":67') === true;
  findings.expect('the stream of a newcomer', isTold, `does not tell what is the caller’s: ${heard.join()}`);
  await askOpenAlerts(twins, streams);
  streams.close();
  await askAcrossMidnight(twins);
}

/** Of the alerts that are open a newcomer is told of those that were raised since the beginning. */
async function askOpenAlerts(twins: TwinWorld, streams: Streams): Promise<void> {
  const { world, findings } = twins;
  const { owner } = world;
  await owner`delete from alert where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)}`;
  const before = await raise(twins, { kind: 'NOT_APPLIED', at: noon(FACTS_UNTIL_DAY - 1), isOpen: true });
  await raise(twins, { kind: 'OUT_OF_TOLERANCE', at: noon(FACTS_UNTIL_DAY), isOpen: true });
  const heard: string[] = [];
  const document = 'subscription($id: ID!) { alerts(batteryId: $id) { kind } }';
  streams.follow({ document, variables: { id: globalBattery(ONE) } }, heard);
  await until(() => heard.length > 0);
  await pause();
  const key = await world.key('alder', 'OPTIMISER', 'supplier');
  const { data } = await world.ask(key, 'query($id: ID!) { node(id: $id) { id } }', { id: printGlobalId('Alert', before) });
  findings.count(3);
  findings.expect('an alert of before the beginning', data.node === null, 'is told to a newcomer');
  const told = heard.flatMap((text) => /"kind":"(\w+)"/.exec(text)?.[1] ?? text).join();
  findings.expect('the alerts of a newcomer', told === 'OUT_OF_TOLERANCE', `are ${told}`);
  await owner`delete from alert where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)}`;
}

/** An instruction that was issued before the beginning of an agreement is not told because it held beyond. */
async function askAcrossMidnight({ world, findings }: TwinWorld): Promise<void> {
  const midnightMs = noon(FACTS_UNTIL_DAY).getTime() - 12 * HOUR_MS;
  const [from, until, issuedAt] = [0, 0.5, -0.25].map((hours) => new Date(midnightMs + hours * HOUR_MS).toISOString());
  await world.owner`
    insert into instruction (tenant_id, instruction_id, site_id, battery_id, instruction_sequence, issued_at, valid_from, valid_until,
      state, setpoints, limits)
    select tenant_id, gen_random_uuid(), site_id, battery_id, ${ACROSS_SEQUENCE}, ${issuedAt ?? ''}, ${issuedAt ?? ''}, ${until ?? ''}, 'APPLIED', setpoints, limits
    from instruction where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(ONE)} order by instruction_sequence limit 1`;
  const document = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
    dispatchPeriods(from: $from, until: $until) { instructions { issuedAt } } } }`;
  const countFor = async (...[role, party]: ['OWNER', 'stranger'] | ['OPTIMISER', 'supplier']): Promise<number> => {
    const key = await world.key('alder', role, party);
    const { data } = await world.ask(key, document, { id: globalBattery(ONE), from, until });
    return data.battery.dispatchPeriods[0].instructions.length;
  };
  findings.count(2);
  findings.expect('an instruction across midnight', (await countFor('OWNER', 'stranger')) === 1, 'is not told to whose it was');
  findings.expect('an instruction across midnight', (await countFor('OPTIMISER', 'supplier')) === 0, 'is told to a newcomer');
  await world.owner`delete from instruction where tenant_id = ${A.tenantId} and instruction_sequence = ${ACROSS_SEQUENCE}`;
}

async function throughInterval(): Promise<void> {
  for (let waited = 0; waited < INTERVAL_WAITS; waited += 1) await pause();
}

/** News of what was made while it was the caller's: a report that comes late, a plan that is announced once more. */
async function tellAgain({ world: { owner, services } }: TwinWorld): Promise<void> {
  const batteryId = batteryIdOf(ONE);
  const before = noon(END_DAY);
  const [plan] = await owner<{ id: string }[]>`
    select plan_id as id from plan where battery_id = ${batteryId} and tenant_id = ${A.tenantId} and made_at < ${before}
    order by made_at desc limit 1`;
  const [instruction] = await owner<{ id: string }[]>`
    select instruction_id as id from instruction
    where battery_id = ${batteryId} and tenant_id = ${A.tenantId} and issued_at < ${before} order by issued_at desc limit 1`;
  await services.live.publish(planTopic(A.tenantId, batteryId), plan?.id ?? '');
  const [alert] = await owner<{ id: string }[]>`
    select alert_id as id from alert
    where battery_id = ${batteryId} and tenant_id = ${A.tenantId} and raised_at < ${before} order by raised_at desc limit 1`;
  await services.live.publish(instructionTopic(A.tenantId, batteryId), instruction?.id ?? '');
  await services.live.publish(alertTopic(A.tenantId, batteryId), alert?.id ?? '');
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < WAITS_MAX && !isSo(); waited += 1) await pause();
}
