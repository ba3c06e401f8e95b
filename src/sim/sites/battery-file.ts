/** A simulated battery's physical state on disk: what would be the chemistry's memory in a real one. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { BatteryState } from '../battery/battery-plant.ts';

const StoredBattery = Type.Object({
  storedEnergyKwh: Type.Number({ minimum: 0 }),
  exportedKwh: Type.Number({ minimum: 0 }),
  importedKwh: Type.Number({ minimum: 0 }),
  control: Type.Object({
    setpointEnabled: Type.Boolean(),
    setpointInWatts: Type.Boolean(),
    setpointW: Type.Number(),
    revertSetpointW: Type.Number(),
    setpointPercent: Type.Number(),
    revertSetpointPercent: Type.Number(),
    revertEnabled: Type.Boolean(),
    reversionSeconds: Type.Number({ minimum: 0 }),
  }),
  reversionRemainingMs: Type.Union([Type.Number(), Type.Null()]),
});
const storedBattery = Compile(StoredBattery);

/** Null when there is none yet. */
export async function loadBattery(path: string): Promise<BatteryState | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  if (!storedBattery.Check(value)) throw new Error(`${path} does not hold a simulated battery; delete it to begin anew`);
  return value;
}

/** Not flushed to the disk itself: it must survive a killed process, not a power cut. */
export async function saveBattery(path: string, state: BatteryState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.next`, JSON.stringify(state));
  await rename(`${path}.next`, path);
}
