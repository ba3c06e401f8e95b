import { connectorOf, createHttpOperator } from '../../../src/modules/markets/index.ts';
import type { Services } from '../../../src/modules/module.ts';
import { openBalancingDesk } from '../../../src/sim/market/balancing-desk.ts';
import { batteryIdOf } from '../../harness/world.ts';
import { ONE } from '../places.ts';
import { castShadow } from '../shadow.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A } from '../twins.ts';
import { adds } from './adds.ts';
import { askedBy, runActions, withFiles } from './own-work.ts';
import { unchanged } from './works.ts';

const UNIT = 'T_OURS-1';

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
  await unchanged(twins, 'a declaration', () => runActions(services, 'declare-battery', [{ batteryId: batteryIdOf(ONE) }]));
}
