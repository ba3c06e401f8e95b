import { type FrequencyDocument, Remarks } from '../../market-document.ts';
import { INSTANT, numberIn, read, refuse, type Source } from '../../source.ts';
import { elexonRows, rowsOfDataset, withoutRepeated } from './elexon-rows.ts';

/** Beyond this no interconnected grid is alive. */
const FREQUENCY = numberIn('Hz', { least: 40, most: 60 });

/** The grid's frequency of the Insights API, in the order of time. */
export function parseFrequency(source: Source): FrequencyDocument {
  const remarks = new Remarks();
  const rows = rowsOfDataset(withoutRepeated(elexonRows(source), remarks), { dataset: 'FREQ', remarks });
  const seen = new Set<number>();
  const samples = rows.map((row) => {
    const measuredAt = read(row, 'measurementTime', INSTANT);
    if (seen.has(measuredAt.getTime())) refuse(row, `there is another frequency at ${measuredAt.toISOString()}`);
    seen.add(measuredAt.getTime());
    return { measuredAt, frequencyHz: read(row, 'frequency', FREQUENCY) };
  });
  return {
    kind: 'frequency',
    samples: samples.toSorted((one, other) => one.measuredAt.getTime() - other.measuredAt.getTime()),
    remarks: remarks.list(),
  };
}
