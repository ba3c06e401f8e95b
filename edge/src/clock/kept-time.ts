/** The last known time on disk, by which an agent that starts again sees that the system's clock has gone wrong meanwhile. */
import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseCheckedLine, printCheckedLine, readIfPresent, writeDurably } from '../durable-file.ts';

const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';

const KeptTime = Type.Object({
  version: Type.Literal(1),
  atMs: Type.Number(),
  /** Of the machine; null where it does not tell. */
  bootId: Type.Union([Type.String(), Type.Null()]),
  /** How long the machine had run then. */
  uptimeMs: Type.Number(),
});
export type KeptTime = Static<typeof KeptTime>;
const compiled = Compile(KeptTime);

/** Which run of the machine this is, and how long it has lasted: no step of a clock changes either. */
export interface MachineRun {
  readonly bootId: string | null;
  readonly uptimeMs: number;
}

export async function readMachineRun(): Promise<MachineRun> {
  const bootId = await readFile(BOOT_ID_FILE, 'utf8').catch(() => null);
  return { bootId: bootId?.trim() ?? null, uptimeMs: uptime() * 1_000 };
}

/** Null when there is none, or none that can be trusted. */
export async function readKeptTime(path: string): Promise<KeptTime | null> {
  const json = parseCheckedLine((await readIfPresent(path))?.trimEnd() ?? '');
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  return compiled.Check(value) ? value : null;
}

export async function keepTime(path: string, { atMs, run }: { atMs: number; run: MachineRun }): Promise<void> {
  await writeDurably(path, printCheckedLine(JSON.stringify({ version: 1, atMs, ...run } satisfies KeptTime)));
}

/** What time it is at the start of an agent, by the clock of the system and what an earlier run has kept. */
export function timeAtStart(kept: KeptTime | null, { systemMs, run }: { systemMs: number; run: MachineRun }): StartTime {
  if (kept === null) return { nowMs: systemMs, isKnown: true };
  if (run.bootId !== null && kept.bootId === run.bootId)
    return { nowMs: kept.atMs + run.uptimeMs - kept.uptimeMs, isKnown: true };
  return systemMs >= kept.atMs ? { nowMs: systemMs, isKnown: true } : { nowMs: kept.atMs, isKnown: false };
}

interface StartTime {
  readonly nowMs: number;
  /** False where it is later than this, and nobody knows how much. */
  readonly isKnown: boolean;
}
