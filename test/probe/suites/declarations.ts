import { connectorOf, createHttpOperator } from '../../../src/modules/markets/index.ts';
import type { Services } from '../../../src/modules/module.ts';
import { type BalancingDesk, openBalancingDesk } from '../../../src/sim/market/balancing-desk.ts';
import { KW_PER_MW } from '../../../src/kernel/units.ts';
import { batteryIdOf, globalBattery } from '../../harness/world.ts';
import { ONE } from '../places.ts';
import { castShadow } from '../shadow.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';
import { adds } from './adds.ts';
import { askedBy, runJobs, withFiles } from './own-work.ts';
import { unchanged } from '../unchanged.ts';

const UNIT = 'T_OURS-1';
/** What is accepted beside the notification. */
const MORE_KW = 2;
const OFFER = 80;

/** A unit of A's is declared from what A knows, once for the same, under numbers that are A's own. */
export async function askDeclarations(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const connector = connectorOf('GB', world.services.marketTerms.GB);
  const desk = await openBalancingDesk({ now: () => world.clock.now(), connector });
  const operator = createHttpOperator({ url: desk.url, token: 'a token', restMs: 1 });
  const balancing = [{ market: 'GB', site: ONE.site, battery: ONE.battery, unit: UNIT }] as const;
  const files = withFiles(world.services, (entry) => ({ ...entry, trading: { ...entry.trading, balancing } }));
  const services = { ...files, operators: new Map([['GB', operator] as const]) };
  await askTimer(twins, services);
  const declare = (): Promise<void> => declareOnce(twins, services);
  await adds(twins, { table: 'declaration', least: 1, most: 1 }, declare);
  await adds(twins, { table: 'declaration', least: 0, most: 0 }, declare);
  await askAccepted(twins, desk);
  // The day after there is more to declare, and its answer says nothing that can be understood.
  world.clock.advance({ hours: 24 });
  desk.mischief = () => 'nonsense';
  await adds(twins, { table: 'dead_letter', least: 1, most: 1 }, declare);
  desk.mischief = () => null;
  world.clock.advance({ minutes: 1 });
  await declare();
  findings.count();
  const [submitted, accepted] = [desk.submitted, [...desk.accepted.keys()]].map((sent) => sent.join());
  const expected = `${UNIT}/1,${UNIT}/2`;
  findings.expect(
    'declarations',
    submitted === expected && accepted === expected,
    `are ${submitted}, of which ${accepted} are taken`,
  );
  await desk.close();
}

/** What was accepted of A's is paid at what A declared, whatever others declared and had accepted under the same ids. */
async function askAccepted(twins: TwinWorld, desk: BalancingDesk): Promise<void> {
  const { world, findings } = twins;
  const declared = desk.accepted.get(`${UNIT}/1`);
  const notified = declared?.PN[0];
  const [from, until] = [notified?.timeFrom ?? '', notified?.timeTo ?? ''];
  const powerKw = (notified?.levelFrom ?? NaN) * KW_PER_MW + MORE_KW;
  // So small a battery has whole megawatts neither to offer nor to bid.
  const pairs = JSON.stringify([{ pairId: 1, rangeMw: MORE_KW / KW_PER_MW, offerPerMwh: String(OFFER), bidPerMwh: '0' }]);
  await world.owner`
    update declaration set periods = (
      select jsonb_agg(case one #>> '{period,fromAt}' when ${from} then jsonb_set(one, '{pairs}', ${pairs}::text::jsonb) else one end)
      from jsonb_array_elements(periods) as one)
    where tenant_id = ${A.tenantId} and unit = ${UNIT}`;
  const points = JSON.stringify([from, until].map((at) => ({ at, powerKw })));
  await world.owner`
    insert into acceptance (tenant_id, battery_id, acceptance_number, amendment_sequence, amendment, accepted_at, points, until_at,
      received_at, received_by)
    values (${A.tenantId}, ${batteryIdOf(ONE)}, 7, 1, 'ORIGINAL', ${world.clock.now()}, ${points}::text::jsonb, ${until},
      ${world.clock.now()}, ${A.tenantId})`;
  await world.owner`
    insert into settled_period (tenant_id, battery_id, period_start, period_end, settlement_date, period_index, exported_kwh,
      imported_kwh, revenue, currency, settled_at)
    select tenant_id, ${batteryIdOf(ONE)}, period_start, period_end, settlement_date, period_index, 0, 0, 0, currency, known_at
    from market_price where tenant_id = ${A.tenantId} and market = 'GB' and period_start = ${from} on conflict do nothing`;
  await castShadow(world.owner);
  const document = `query($id: ID!, $from: DateTime!, $until: DateTime!) { battery(id: $id) {
    earnings(from: $from, until: $until) { parts { source energyKwh revenue { amount } } } } }`;
  const { body, data } = await world.ask(await world.key('alder', 'ADMIN'), document, { id: globalBattery(ONE), from, until });
  twins.judge('what was accepted', body);
  const parts: { source: string; energyKwh: number; revenue: { amount: string } }[] = data.battery.earnings[0]?.parts ?? [];
  const paid = parts.find(({ source }) => source === 'ACCEPTANCE');
  const energyKwh = MORE_KW / 2;
  const isMeant =
    Math.abs((paid?.energyKwh ?? NaN) - energyKwh) < 1e-6 &&
    Math.abs(Number(paid?.revenue.amount) - (energyKwh / KW_PER_MW) * OFFER) < 1e-5;
  findings.expect('what was accepted', isMeant, `is paid otherwise than at ${OFFER} a MWh: ${body}`);
}

async function askTimer(twins: TwinWorld, services: Services): Promise<void> {
  const { findings } = twins;
  const asked = await askedBy(twins, 'watch-declarations', services);
  const targets = asked.map(({ tenantId, batteryId }) => `${tenantId} ${batteryId}`).join();
  findings.count();
  findings.expect('the timer of declarations', targets === `${A.tenantId} ${batteryIdOf(ONE)}`, `asks for ${targets}`);
}

/** The shadow has all that A has declared, and has gone on. */
async function declareOnce(twins: TwinWorld, services: Services): Promise<void> {
  await castShadow(twins.world.owner);
  await unchanged(twins, 'a declaration', () => runJobs(services, 'declare-battery', [{ batteryId: batteryIdOf(ONE) }]));
}
