import path from 'node:path';
import pino from 'pino';
import { addDays } from '../../src/kernel/periods.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { connectorOf, createHttpOperator, readMarketTerms } from '../../src/modules/markets/index.ts';
import type { TenantFile } from '../../src/modules/tenancy/index.ts';
import { type BalancingDesk, openBalancingDesk } from '../../src/sim/market/balancing-desk.ts';
import { TWO_TENANTS } from './two-tenants.ts';
import { batteryIdOf, fileOf, openWorld, type Place, type World } from './world.ts';

export const UNIT = 'T_ALDER-1';
/** Alone at its site, of 50 MW and 100 MWh in this world. */
export const UNIT_PLACE: Place = { tenant: 'alder', site: 'south', battery: 'three' };
const FIRST_DATE = '2026-04-01';
/** In the middle of a settlement period; 11:10 by the clocks there. */
const DECLARING_TIME = '10:10:00Z';
const DECLARING_AT = `${FIRST_DATE}T${DECLARING_TIME}`;

export interface BalancingStage {
  readonly world: World;
  readonly desk: BalancingDesk;
  readonly tenantId: TenantId;
  readonly batteryId: string;
  /** What the log called errors. */
  readonly errors: object[];
  /** Forgets every declaration and plan, and goes on to the next day, on which the battery was just heard at half its charge. */
  startOver(): Promise<void>;
  close(): Promise<void>;
}

/** Nothing is to be earned but in an hour of the evening, from 16:00 UTC on: until then the battery stands still. */
function priceOf({ periodIndex }: { readonly periodIndex: number }): { importPricePerMwh: string; exportPricePerMwh: string } {
  const isDear = periodIndex === 35 || periodIndex === 36;
  return isDear ? { importPricePerMwh: '202', exportPricePerMwh: '200' } : { importPricePerMwh: '190', exportPricePerMwh: '40' };
}

/** One tenant of the two has a unit that is declared to a system operator over real HTTP. */
export async function openBalancingStage(): Promise<BalancingStage> {
  const terms = await readMarketTerms(path.resolve(import.meta.dirname, '../../markets'));
  let now = (): Date => new Date(DECLARING_AT);
  const desk = await openBalancingDesk({ now: () => now(), connector: connectorOf('GB', terms.GB) });
  const operator = createHttpOperator({ url: desk.url, token: 'a token', answerMsMax: 2_000, restMs: 1 });
  const errors: object[] = [];
  const world = await openWorld({
    at: DECLARING_AT,
    tenantFiles: TWO_TENANTS.map((file) => (file.slug === 'alder' ? withUnit(file) : file)),
    operators: new Map([['GB', operator]]),
    log: pino({ level: 'error', base: null }, { write: (line) => void errors.push(JSON.parse(line)) }),
  });
  now = () => world.clock.now();
  let date = FIRST_DATE;
  return {
    world,
    desk,
    tenantId: fileOf('alder').tenantId,
    batteryId: batteryIdOf(UNIT_PLACE),
    errors,
    async startOver() {
      for (const table of ['declaration_event', 'declaration', 'dead_letter', 'plan_period', 'plan', 'power_limit'])
        await world.owner`delete from ${world.owner(table)}`;
      await world.owner`delete from pgboss.job`;
      desk.reset();
      errors.length = 0;
      // Readings of a day cannot be taken back.
      date = addDays(date, 1);
      world.clock.setTo(`${date}T${DECLARING_TIME}`);
      await world.publishPrices('alder', date, priceOf);
      await world.storeReading(UNIT_PLACE, { socPercent: 50 });
      await world.owner`delete from pgboss.job where name not in ('make-plan', 'declare-battery')`;
    },
    async close() {
      await world.close();
      await desk.close();
    },
  };
}

function withUnit(file: TenantFile): TenantFile {
  const balancing = [{ market: 'GB' as const, site: UNIT_PLACE.site, battery: UNIT_PLACE.battery, unit: UNIT }];
  const power = { chargePowerKwMax: 50_000, dischargePowerKwMax: 50_000, energyCapacityKwh: 100_000 };
  const sites = file.sites.map((site) =>
    site.key === UNIT_PLACE.site
      ? { ...site, importLimitKw: 50_000, exportLimitKw: 50_000, batteries: site.batteries.map((one) => ({ ...one, ...power })) }
      : site,
  );
  return { ...file, sites, trading: { balancing } };
}
