import type { TenantId } from '../../kernel/ids.ts';
import { durationMs, type Interval } from '../../kernel/intervals.ts';
import { type Decimal, decimalOf } from '../../kernel/money.ts';
import { kwhOf, mwhFromKwh } from '../../kernel/units.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Tx } from '../../platform/tenant-db.ts';
import { type Battery, readAllBatteries } from '../assets/index.ts';
import { type MeterRegisters, readRegisters } from '../telemetry/index.ts';
import { type MarketPrice, readUnsettled } from './reads.ts';

/** A period that could not be metered by then stays unsettled. */
const LOOK_BACK_MS = 48 * 3_600_000;
/** Readings this close together say where a bound of a period lies; those of a longer gap may still come. */
const GAP_MS_MAX = 15 * 60_000;
const LATE_READINGS_MS = 3_600_000;
/** Meters of the accuracy class in use may show this much more than the nameplate allows. */
const NAMEPLATE_TOLERANCE_RATIO = 0.02;

/** Settles every period that is over, priced and metered at both ends. Settling again changes nothing. */
export async function settleTenant(platform: Platform, tenantId: TenantId): Promise<void> {
  const batteries = await platform.db.read(tenantId, readAllBatteries);
  for (const battery of batteries) await platform.db.write(tenantId, (tx) => settleBattery(platform, tx, battery));
}

async function settleBattery({ clock, log }: Platform, tx: Tx, battery: Battery): Promise<void> {
  const now = clock.now();
  const span = { fromAt: new Date(now.getTime() - LOOK_BACK_MS), untilAt: now };
  const { batteryId } = battery;
  const unsettled = await readUnsettled(tx, { batteryId, market: battery.site.market, span });
  if (unsettled.length === 0) return;
  const instants = unsettled.flatMap(({ period }) => [period.fromAt, period.untilAt]);
  const registers = await readRegisters(tx, { batteryId, instants });
  for (const price of unsettled) {
    const { period } = price;
    const [before, after] = [registers.get(period.fromAt.getTime()), registers.get(period.untilAt.getTime())];
    if (!before || !after) continue;
    const mayStillCome = now.getTime() - period.untilAt.getTime() < LATE_READINGS_MS;
    if (mayStillCome && Math.max(before.gapMs, after.gapMs) > GAP_MS_MAX) continue;
    const energy = { exportedKwh: after.exportedKwh - before.exportedKwh, importedKwh: after.importedKwh - before.importedKwh };
    if (!isPossible(energy, battery, period)) {
      log.warn(
        { tenantId: tx.tenantId, batteryId, period, energy },
        'a meter register fell or rose beyond the nameplate: not settled',
      );
      continue;
    }
    await tx.sql`
      insert into settled_period (tenant_id, battery_id, period_start, period_end, settlement_date, period_index,
        exported_kwh, imported_kwh, revenue, currency, settled_at)
      values (${tx.tenantId}, ${batteryId}, ${period.fromAt}, ${period.untilAt}, ${period.settlementDate}, ${period.periodIndex},
        ${energy.exportedKwh}, ${energy.importedKwh}, ${revenueOf(energy, price)}, ${price.currency}, ${now})
      on conflict do nothing`;
  }
}

/** Registers never fall, and a period holds no more energy than the battery can move in it; a meter that began anew shows otherwise. */
function isPossible({ exportedKwh, importedKwh }: MeterRegisters, battery: Battery, period: Interval): boolean {
  const most = (powerKw: number): number => kwhOf({ powerKw, durationMs: durationMs(period) }) * (1 + NAMEPLATE_TOLERANCE_RATIO);
  return (
    exportedKwh >= 0 &&
    importedKwh >= 0 &&
    exportedKwh <= most(battery.dischargePowerKwMax) &&
    importedKwh <= most(battery.chargePowerKwMax)
  );
}

/** Exported energy at the export price less imported energy at the import price. */
function revenueOf(
  { exportedKwh, importedKwh }: MeterRegisters,
  { importPricePerMwh, exportPricePerMwh }: Pick<MarketPrice, 'importPricePerMwh' | 'exportPricePerMwh'>,
): Decimal {
  return decimalOf(mwhFromKwh(exportedKwh) * Number(exportPricePerMwh) - mwhFromKwh(importedKwh) * Number(importPricePerMwh));
}
