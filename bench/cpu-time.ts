import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's accounting; a constant of Linux on every platform we run on. */
const TICKS_PER_SECOND = 100;

/** The processor time that a process has used, in milliseconds; with that of its living children. Linux only; else not a number. */
export function cpuMsOf(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const all = processes();
  const own = all.get(pid);
  if (!own) return Number.NaN;
  let ticks = own.ticks;
  for (const { parent, ticks: more } of all.values()) if (parent === pid) ticks += more;
  return (ticks * 1_000) / TICKS_PER_SECOND;
}

/** The server of a data folder, which writes its process id into this file. */
export function postmasterPid(file: string): number {
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

function processes(): Map<number, { readonly parent: number; readonly ticks: number }> {
  const found = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // What follows the name in brackets: state, parent, …, own ticks in user and kernel mode, those of ended children.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number);
      found.set(Number(name), { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) });
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}
