import { present } from '../../../kernel/assert.ts';
import type { BatteryId } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/periods.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { readAllBatteries } from '../../assets/index.ts';
import { type KnownAvailabilityPrice, marketOf, readAvailabilityPrices, readPrices } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { withExpectedPrices } from '../forecasts/expected-prices.ts';
import { readChosen } from '../forecasts/read-chosen.ts';
import { readSituation } from '../read-situation.ts';
import { productOf } from './open-runs.ts';
import { readPendingOffers } from './pending-offers.ts';
import type { AuctionRules, CapacityRules, Fetched, KnownBattery, MarketRun } from './run-facts.ts';

/** A forecast learns from so much of the past. */
const HISTORY_MS = 14 * 86_400_000;

/** Everything that a run rests on, as it is known now: nothing else is looked at by the steps that follow. */
export async function fetchKnown(services: Services, tx: Tx, run: MarketRun): Promise<Fetched> {
  const at = services.clock.now();
  const batteries: KnownBattery[] = [];
  const missing: BatteryId[] = [];
  const pending = await readPendingOffers(services, tx);
  for (const { batteryId, site } of await readAllBatteries(tx)) {
    if (site.market !== run.market) continue;
    const situation = await readSituation(services, tx, { batteryId });
    if (!situation) {
      missing.push(batteryId);
      continue;
    }
    const { battery, prices: _prices, now: _now, responses: sold = [], ...known } = situation;
    // Of the battery what its plan depends on; nothing of where it stands.
    const { name, energyCapacityKwh, chargeEfficiencyPercent, dischargeEfficiencyPercent } = battery;
    const planned = { name, energyCapacityKwh, chargeEfficiencyPercent, dischargeEfficiencyPercent };
    const responses = [...sold, ...(pending.get(batteryId) ?? [])];
    batteries.push({ ...known, ...(responses.length > 0 && { responses }), batteryId, battery: planned });
  }
  const rules = rulesOf(services, run);
  const cleared = rules.capacity && (await clearedBefore(tx, { run, capacity: rules.capacity }));
  const prices = await knownPrices(services, tx, { run, at });
  return { at, rules, ...prices, ...(cleared && { cleared }), batteries, missing };
}

function clearedBefore(
  tx: Tx,
  { run, capacity }: { run: MarketRun; capacity: CapacityRules },
): Promise<KnownAvailabilityPrice[]> {
  const { market, product, deliveryDate } = run;
  const [fromDate, untilDate] = [addDays(deliveryDate, -capacity.historyDays), addDays(deliveryDate, -1)];
  return readAvailabilityPrices(tx, { market, product, fromDate, untilDate });
}

async function knownPrices(
  services: Services,
  tx: Tx,
  { run, at }: { run: MarketRun; at: Date },
): Promise<Pick<Fetched, 'prices' | 'expected'>> {
  const { market, deliveryEndsAt } = run;
  // Sites are in this market alone so far, and only such runs are begun.
  if (market !== 'GB') return { prices: [], expected: [] };
  const prices = await readPrices(tx, {
    market,
    span: { fromAt: new Date(at.getTime() - HISTORY_MS), untilAt: deliveryEndsAt },
  });
  const ahead = { fromAt: at, untilAt: deliveryEndsAt };
  const chosen = await readChosen(services, tx, { market, span: ahead, knownUntil: at });
  const expected = withExpectedPrices(prices, chosen).filter(({ importPriceMethod }) => importPriceMethod !== undefined);
  return { prices, expected };
}

function rulesOf(services: Services, run: MarketRun): AuctionRules {
  const product = productOf(services, run);
  const terms = present(product.auction, 'the terms of an auction');
  const { volumeStepMw, priceStep, resultsMinutesAfter } = terms;
  const limits = product.priceLimitsOn(run.deliveryDate);
  return {
    currency: marketOf(run.market).currency,
    periods: product.periodsOn(run.deliveryDate),
    volumeStepMw,
    priceStep,
    priceLimits: limits && { least: limits.least, most: limits.most },
    resultsMinutesAfter,
    ...('services' in terms
      ? { capacity: { services: terms.services, volumeMwMax: terms.volumeMwMax, historyDays: terms.historyDays } }
      : { deviationPricePerMwh: terms.deviationPricePerMwh }),
  };
}
