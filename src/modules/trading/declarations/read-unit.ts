import { present } from '../../../kernel/assert.ts';
import { addDays, settlementDateOf } from '../../../kernel/periods.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { limitsOf, readBattery } from '../../assets/index.ts';
import { connectorOf, type MarketName, type Product } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { latestReadings, type Reading } from '../../telemetry/index.ts';
import { READING_AGE_MS_MAX } from '../read-situation.ts';
import { readIntent, readPlanInForce, readPlanPeriods } from '../reads.ts';
import type { MarketPeriod, PlannedCourse, UnitReading, UnitSituation } from './decide-declaration.ts';

/** What a battery that says so of itself can do is nothing. */
const OUT_OF_SERVICE: ReadonlySet<Reading['operatingState']> = new Set(['FAULT', 'MAINTENANCE']);

interface Asked {
  readonly market: MarketName;
  readonly batteryId: string;
}

/** What is true now of a unit, but for what was declared of it; null without its battery. */
export async function readUnitSituation(
  services: Services,
  tx: Tx,
  { market, batteryId }: Asked,
): Promise<Omit<UnitSituation, 'declared'> | null> {
  const now = services.clock.now();
  const battery = await readBattery(tx, batteryId);
  if (!battery) return null;
  const latest = await latestReadings(services.live, { tenantId: tx.tenantId, batteryIds: [batteryId] });
  const product = balancedProduct(services, market);
  return {
    now,
    terms: present(product.balancing, 'the terms of balancing'),
    periods: periodsFrom(services, { market, product, now }),
    timeZone: battery.site.timeZone,
    battery,
    limits: await limitsOf(tx, { battery, now }),
    intent: await readIntent(tx, batteryId),
    reading: usableReading(latest.get(batteryId) ?? null, now),
    planned: await readPlanned(tx, batteryId),
  };
}

/** A tenant's file names markets only; one whose terms say nothing of balancing is a mistake of configuration. */
function balancedProduct({ marketTerms }: Services, market: MarketName): Product {
  const found = connectorOf(market, marketTerms[market]).products.find(({ balancing }) => balancing !== null);
  if (!found) throw new Error(`markets/${market}.yaml does not say how units are declared`);
  return found;
}

function periodsFrom(
  { marketTerms }: Services,
  { market, product, now }: { market: MarketName; product: Product; now: Date },
): MarketPeriod[] {
  const { calendar } = connectorOf(market, marketTerms[market]);
  const today = settlementDateOf(now, calendar);
  const dates = Array.from({ length: (product.balancing?.daysAhead ?? 0) + 1 }, (_, days) => addDays(today, days));
  return dates.flatMap((date) =>
    product
      .periodsOn(date)
      .filter(({ untilAt }) => untilAt > now)
      .map((period) => {
        const gate = product.gatesOf(period).find(({ freezes }) => freezes === 'everything');
        return { period, gateClosesAt: gate?.closesAt ?? period.fromAt, priceLimits: product.priceLimitsOn(date) };
      }),
  );
}

function usableReading(reading: Reading | null, now: Date): UnitReading | null {
  if (!reading || now.getTime() - reading.measuredAt.getTime() > READING_AGE_MS_MAX) return null;
  return OUT_OF_SERVICE.has(reading.operatingState) ? null : reading;
}

async function readPlanned(tx: Tx, batteryId: string): Promise<PlannedCourse[]> {
  const plan = await readPlanInForce(tx, batteryId);
  if (!plan) return [];
  return readPlanPeriods(tx, { planId: plan.planId, currency: plan.expectedRevenue.currency });
}
