/** Local time in the browser: days and clock times of a named zone. Chromium has Temporal, not every browser does yet. */
export interface DayBounds {
  readonly fromAtMs: number;
  readonly untilAtMs: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The civil date an instant falls on in a zone, as `YYYY-MM-DD`. */
export function dateAt(atMs: number, timeZone: string): string {
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The half-open bounds of a civil day: 23, 24 or 25 hours where clocks change. */
export function dayBounds(date: string, timeZone: string): DayBounds {
  return {
    fromAtMs: instantOf(`${date}T00:00`, timeZone),
    untilAtMs: instantOf(`${addDays(date, 1)}T00:00`, timeZone),
  };
}

/** The bounds as the API takes them. */
export function spanOf({ fromAtMs, untilAtMs }: DayBounds): { readonly from: string; readonly until: string } {
  return { from: new Date(fromAtMs).toISOString(), until: new Date(untilAtMs).toISOString() };
}

/** The instant of a wall-clock time `YYYY-MM-DDTHH:mm` in a zone. */
export function instantOf(wallTime: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${wallTime}:00Z`);
  const guessMs = asUtcMs - offsetMs(asUtcMs, timeZone);
  return asUtcMs - offsetMs(guessMs, timeZone);
}

/** The wall-clock time of an instant as a date-time field wants it. */
export function wallTimeAt(atMs: number, timeZone: string): string {
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 16);
}

export function clockTime(atMs: number, timeZone: string): string {
  return format(timeZone, { hour: '2-digit', minute: '2-digit' }).format(atMs);
}

export function clockTimeWithSeconds(atMs: number, timeZone: string): string {
  return format(timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(atMs);
}

/** Day, month and time, for instants that need not be today's. */
export function dayAndTime(atMs: number, timeZone: string): string {
  return format(timeZone, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(atMs);
}

export function dayInWords(date: string): string {
  return format('UTC', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(`${date}T12:00:00Z`),
  );
}

export function dateInWords(date: string): string {
  return format('UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(`${date}T12:00:00Z`));
}

/** What people call the zone's time at an instant, for example `GMT` or `BST`. */
export function zoneName(atMs: number, timeZone: string): string {
  const parts = format(timeZone, { timeZoneName: 'short', hour: 'numeric' }).formatToParts(atMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

function offsetMs(atMs: number, timeZone: string): number {
  const name = format(timeZone, { timeZoneName: 'longOffset', hour: 'numeric' })
    .formatToParts(atMs)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = timeZone + JSON.stringify(options);
  const known = formats.get(name) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone, hourCycle: 'h23' });
  formats.set(name, known);
  return known;
}
