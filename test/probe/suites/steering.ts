import { isDeepStrictEqual } from 'node:util';
import { batteryIdOf, globalBattery, globalSite, newKey, siteIdOf } from '../../harness/world.ts';
import { ONE, THREE } from '../places.ts';
import { type TwinWorld, uuidIn } from '../twin-world.ts';
import { A, SHADOW_ID } from '../twins.ts';
import { runJobs } from './own-work.ts';
import { unchanged } from '../unchanged.ts';

/** A new battery, a limit and a stop of a site are news to the batteries of that site. */
export async function askNews(twins: TwinWorld): Promise<void> {
  const siteId = twins.staged.alder.SpareSite;
  await askTold(twins, 'registerBattery', {
    siteId,
    name: 'A newcomer of the probe',
    chargePowerKwMax: 5,
    dischargePowerKwMax: 5,
    energyCapacityKwh: 10,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
  });
  await askTold(twins, 'setPowerLimit', { siteId, role: 'OPERATOR', chargePowerKwMax: 3, reason: 'a probe' });
  await askTold(twins, 'stopDispatch', { siteId, kind: 'VISIT', reason: 'a probe' });
}

async function askTold({ world, findings }: TwinWorld, name: string, input: object): Promise<void> {
  await world.owner`delete from pgboss.job`;
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, {
    input: { idempotencyKey: newKey(), ...input },
  });
  const told = await world.owner<{ batteryId: string }[]>`
    select distinct data -> 'payload' ->> 'batteryId' as "batteryId" from pgboss.job order by 1`;
  const there = await world.owner<{ batteryId: string }[]>`
    select battery_id as "batteryId" from battery
    where tenant_id = ${A.tenantId} and site_id = ${siteIdOf(THREE)} order by 1`;
  findings.count();
  findings.expect(`the news of ${name}`, isDeepStrictEqual([...told], [...there]), `is told to ${JSON.stringify(told)}: ${body}`);
}

/** Lifting a stop lifts that one alone. */
export async function askStop({ world, findings }: TwinWorld): Promise<void> {
  const admin = await world.key('alder', 'ADMIN');
  const document =
    'mutation($input: StopDispatchInput!) { stopDispatch(input: $input) { ... on DispatchStopped { stop { id } } } }';
  const { data } = await world.ask(admin, document, {
    input: { idempotencyKey: newKey(), kind: 'VISIT', batteryId: globalBattery(ONE), reason: 'a probe' },
  });
  const { id: stopId } = data.stopDispatch.stop;
  await world.owner.begin(async (sql) => {
    // Nothing of the platform reacts to it.
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into dispatch_stop (tenant_id, stop_id, kind, battery_id, reason, set_at, set_by)
      select ${SHADOW_ID}, stop_id, kind, battery_id, reason, set_at, set_by
      from dispatch_stop where tenant_id = ${A.tenantId} and stop_id = ${uuidIn(stopId)}`;
  });
  await unchanged({ world, findings }, 'a stop that is lifted', async () => {
    const input = { idempotencyKey: newKey(), stopId };
    const resume = 'mutation($input: ResumeDispatchInput!) { resumeDispatch(input: $input) { __typename } }';
    const { body } = await world.ask(admin, resume, { input });
    findings.expect('a stop that is lifted', body.includes('DispatchResumed'), `is not: ${body}`);
  });
  await world.owner`delete from dispatch_stop where tenant_id = ${SHADOW_ID} and stop_id = ${uuidIn(stopId)}`;
}

/** What others have agreed takes no role away from A's parties. */
export async function askAgreement({ world, findings, staged }: TwinWorld): Promise<void> {
  const input = {
    idempotencyKey: newKey(),
    partyId: staged.alder.Party,
    siteId: staged.alder.SpareSite,
    role: 'OFFTAKER',
    validFrom: '2031-02-01T00:00:00Z',
    validUntil: '2031-03-01T00:00:00Z',
    reason: 'a probe',
  };
  const document = 'mutation($input: MakeAgreementInput!) { makeAgreement(input: $input) { __typename } }';
  const { body } = await world.ask(await world.key('alder', 'ADMIN'), document, { input });
  findings.count();
  findings.expect('an agreement', body.includes('AgreementMade'), `is not made: ${body}`);
}

const SET_LIMIT = 'mutation($input: SetPowerLimitInput!) { setPowerLimit(input: $input) { __typename } }';

/** What holds one site back holds no battery of the next site back, of those that are told together. */
export async function askLimits({ world, findings }: TwinWorld): Promise<void> {
  const admin = await world.key('alder', 'ADMIN');
  await world.owner`update dispatch_stop set lifted_at = ${world.clock.now()}, lifted_by = set_by where tenant_id = ${A.tenantId} and lifted_at is null`;
  const limits = [
    { siteId: globalSite(ONE), chargePowerKwMax: 1 },
    { batteryId: globalBattery(THREE), chargePowerKwMax: 4 },
  ];
  for (const limit of limits)
    await world.ask(admin, SET_LIMIT, { input: { idempotencyKey: newKey(), role: 'OPERATOR', reason: 'a probe', ...limit } });
  await world.owner`
    insert into power_limit select ${SHADOW_ID}, limit_id, site_id, battery_id, role, 0.5, discharge_power_kw_max, from_at, until_at, reason, set_at, set_by
    from power_limit where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(THREE)} and lifted_at is null`;
  const both = [ONE, THREE].map((place) => ({ batteryId: batteryIdOf(place) }));
  await runJobs(world.services, 'refresh-setpoint', both);
  const [told] = await world.owner<{ limitKw: number; wishes: string; responses: unknown[] }[]>`
    select (limits ->> 'chargePowerKwMax')::float8 as "limitKw", setpoints::text as wishes, responses from instruction
    where tenant_id = ${A.tenantId} and battery_id = ${batteryIdOf(THREE)} order by instruction_sequence desc limit 1`;
  findings.count(2);
  findings.expect('the limit of a battery', told?.limitKw === 4, `is told as ${told?.limitKw} kW`);
  // The battery has a plan, and A wishes nothing else of it.
  const foreign = /"(?:ACCEPTANCE|FREQUENCY_RESPONSE|OVERRIDE|STOP)"/.exec(told?.wishes ?? '');
  findings.expect(
    'the wishes for a battery',
    told !== undefined && foreign === null && !told.responses?.length,
    `hold ${foreign?.[0]}, and ${told?.responses?.length} responses`,
  );
  await world.owner`delete from power_limit where tenant_id = ${SHADOW_ID} and charge_power_kw_max = 0.5`;
  await world.owner`update power_limit set lifted_at = ${world.clock.now()}, lifted_by = set_by where tenant_id = ${A.tenantId} and lifted_at is null`;
}
