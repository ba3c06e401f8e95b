import { GB_CALENDAR } from '../../../../kernel/periods.ts';
import { type PlacedPrice, type PriceDocument, Remarks, seriesOf } from '../../market-document.ts';
import { INSTANT, NAME, numberIn, priceIn, read, readIfThere, type Source, type SourceRow } from '../../source.ts';
import { elexonRows, periodOfRow, rowsOfDataset, withoutRepeated } from './elexon-rows.ts';

const PRICE = priceIn('GBP');
const VOLUME = numberIn('MWh', { least: 0, most: 10_000_000 });

/** System prices of the Insights API. Of a period that was computed more than once the newest counts. */
export function parseSystemPrices(source: Source): PriceDocument {
  const remarks = new Remarks();
  const rows = rowsOfDataset(withoutRepeated(elexonRows(source), remarks), { dataset: 'DISEBSP', remarks });
  const placed = newestOfEachPeriod(rows, remarks).flatMap((row) => [
    ...priceOf(row, { name: 'SSP', column: 'systemSellPrice', remarks }),
    ...priceOf(row, { name: 'SBP', column: 'systemBuyPrice', remarks }),
  ]);
  return { kind: 'prices', currency: 'GBP', series: seriesOf(placed, GB_CALENDAR), remarks: remarks.list() };
}

/** The market index of the Insights API, one series for each provider. One that traded nothing has no price. */
export function parseMarketIndex(source: Source): PriceDocument {
  const remarks = new Remarks();
  const rows = rowsOfDataset(withoutRepeated(elexonRows(source), remarks), { dataset: 'MID', remarks });
  const placed = rows.flatMap((row) => {
    const name = read(row, 'dataProvider', NAME);
    const period = periodOfRow(row);
    const [price, volumeMwh] = [read(row, 'price', PRICE), read(row, 'volume', VOLUME)];
    if (volumeMwh > 0) return [{ place: row, name, price: { ...period, pricePerMwh: price } }];
    remarks.note(row, `rows of ${name} without a traded volume are left out: they have no price`);
    return [];
  });
  return { kind: 'prices', currency: 'GBP', series: seriesOf(placed, GB_CALENDAR), remarks: remarks.list() };
}

/** When the newest row was computed; null where none says. */
export function newestCreation(source: Source): Date | null {
  const created = elexonRows(source).flatMap((row) => readIfThere(row, 'createdDateTime', INSTANT) ?? []);
  return created.length === 0 ? null : new Date(Math.max(...created.map((at) => at.getTime())));
}

function newestOfEachPeriod(rows: readonly SourceRow[], remarks: Remarks): SourceRow[] {
  const byPeriod = Map.groupBy(rows, (row) => periodOfRow(row).fromAt.getTime());
  return [...byPeriod.values()].flatMap((versions) => {
    if (versions.length === 1) return versions;
    const createdAtMs = (row: SourceRow): number => read(row, 'createdDateTime', INSTANT).getTime();
    const newestMs = Math.max(...versions.map(createdAtMs));
    return versions.filter((row) => {
      const isNewest = createdAtMs(row) === newestMs;
      if (!isNewest) remarks.note(row, 'rows of which there is a newer version are left out');
      return isNewest;
    });
  });
}

function priceOf(row: SourceRow, { name, column, remarks }: { name: string; column: string; remarks: Remarks }): PlacedPrice[] {
  const period = periodOfRow(row);
  if (row.cells.has(column) && readIfThere(row, column, PRICE) === null) {
    remarks.note(row, `${column} is null: there is no price yet`);
    return [];
  }
  return [{ place: row, name, price: { ...period, pricePerMwh: read(row, column, PRICE) } }];
}
