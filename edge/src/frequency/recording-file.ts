/** Recordings of the frequency as comma-separated text: an instant with its offset, and hertz, in the first two columns. */

/** Instants by growing time, in arrays: a day at 20 Hz is 1.7 million. */
export interface FrequencyRecording {
  readonly atMs: Float64Array;
  readonly frequencyHertz: Float64Array;
}

/** Lines that are not a sample, such as a heading, may only stand first. Rejects by line what is out of order or unreadable. */
export function parseRecording(text: string): FrequencyRecording {
  const lines = text.split('\n');
  const atMs = new Float64Array(lines.length);
  const frequencyHertz = new Float64Array(lines.length);
  let count = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [at = '', hertz = ''] = line.split(',', 2);
    const [instant, value] = [Date.parse(at.trim().replace(' ', 'T')), Number(hertz)];
    const isSample = Number.isFinite(instant) && Number.isFinite(value) && hertz.trim() !== '';
    if (!isSample && count === 0 && index === 0) continue;
    if (!isSample) throw new Error(`line ${index + 1} is not an instant and a frequency`);
    if (count > 0 && instant <= (atMs[count - 1] ?? Infinity))
      throw new Error(`line ${index + 1} is not later than the one before`);
    atMs[count] = instant;
    frequencyHertz[count] = value;
    count += 1;
  }
  if (count === 0) throw new Error('there is no sample in it');
  return { atMs: atMs.slice(0, count), frequencyHertz: frequencyHertz.slice(0, count) };
}
