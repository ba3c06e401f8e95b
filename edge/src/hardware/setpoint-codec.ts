/** From a setpoint to the registers that hold it, and back from the registers to what is in force. Pure. */
import { controlsOf, type BatteryLayout, type Content, type Control, type WriteGroup } from './battery-layout.ts';
import { DeviceRefused } from './modbus-exceptions.ts';
import { isWithin, type Point, type RegisterSnapshot } from './points.ts';
import { wordCountOf } from './registers.ts';

/** A setpoint, and what the device does when it hears no more of us. */
export interface Setpoint {
  readonly powerKw: number;
  readonly revertPowerKw: number;
  readonly reversionSeconds: number;
}

/** The control registers as they stand in the device. */
export interface DeviceSetting {
  /** Null when no setpoint is in force. */
  readonly powerKw: number | null;
  /** Null when none is set; left out when the device falls back to a state of its own that cannot be set. */
  readonly revertPowerKw?: number | null;
  readonly reversionSeconds: number | null;
}

/** One write: registers side by side, and the words that are to stand there. */
export interface RegisterWrite {
  readonly address: number;
  readonly words: number[];
  readonly differs: boolean;
  readonly restartsTimer: boolean;
}

/** What percent of power are of. */
interface PowerScale {
  readonly powerKwMax: number;
}

const PERCENT = 100;
const ROUNDING_KW = 1e-9;
const HEARTBEAT_MAX = 0xffff - 1;

/** Every write that a setpoint takes, in order. A setpoint the registers cannot hold is refused before anything is written. */
export function writesFor(
  layout: BatteryLayout,
  setpoint: Setpoint,
  { snapshot, scale }: { snapshot: RegisterSnapshot; scale: PowerScale },
): readonly RegisterWrite[] {
  return layout.writeGroups.flatMap((group) => {
    const controls = group.controls.filter(({ point, optional }) => !optional || snapshot.raw(point) !== null);
    if (controls.length === 0) return [];
    return [writeOf({ ...group, controls }, (control) => wordsOf(control, setpoint, { snapshot, scale }), snapshot)];
  });
}

/** The writes that change the power alone: of each group what says the power or its direction, as far as that lies side by side. */
export function steeringWritesFor(
  layout: BatteryLayout,
  setpoint: Setpoint,
  at: { snapshot: RegisterSnapshot; scale: PowerScale },
): readonly RegisterWrite[] {
  const writeGroups = layout.writeGroups.flatMap((group) => {
    const steering = group.controls.filter(({ content }) => content.says === 'power' || content.says === 'direction');
    if (steering.length === 0) return [];
    return [isContiguous(steering.map(({ point }) => point)) ? { ...group, controls: steering } : group];
  });
  return writesFor({ ...layout, writeGroups }, setpoint, at);
}

function writeOf(group: WriteGroup, encode: (control: Control) => number[], snapshot: RegisterSnapshot): RegisterWrite {
  const sorted = group.controls.toSorted((a, b) => a.point.address - b.point.address);
  const address = sorted[0]?.point.address ?? 0;
  const words = sorted.flatMap(encode);
  const standing = snapshot.words({ table: 'holding', address, count: words.length });
  const differs = !standing || words.some((word, index) => standing.readUInt16BE(index * 2) !== word);
  return { address, words, differs, restartsTimer: group.restartsTimer };
}

function wordsOf(
  { name, point, content }: Control,
  setpoint: Setpoint,
  { snapshot, scale }: { snapshot: RegisterSnapshot; scale: PowerScale },
): number[] {
  const value = content.says === 'heartbeat' ? nextBeat(snapshot, point) : valueOf(content, setpoint, scale);
  const words = snapshot.encode(point, value);
  if (words === null)
    throw new DeviceRefused(`${name} cannot hold ${value}: it is out of its limits, or its scale is not implemented`);
  return words;
}

function nextBeat(snapshot: RegisterSnapshot, point: Point): number {
  const beat = snapshot.raw(point) ?? 0;
  return beat >= HEARTBEAT_MAX ? 0 : beat + 1;
}

function valueOf(content: Exclude<Content, { says: 'heartbeat' }>, setpoint: Setpoint, { powerKwMax }: PowerScale): number {
  switch (content.says) {
    case 'constant':
      return content.value;
    case 'reversion-seconds':
      return setpoint.reversionSeconds;
    case 'direction':
      if (setpoint.powerKw === 0) return content.idle;
      return setpoint.powerKw > 0 ? content.discharge : content.charge;
    case 'power':
    case 'revert-power': {
      const powerKw = partOf(content.says === 'power' ? setpoint.powerKw : setpoint.revertPowerKw, content.part);
      return content.inPercent ? (powerKw / powerKwMax) * PERCENT : powerKw;
    }
  }
}

function partOf(powerKw: number, part: 'signed' | 'reversed' | 'discharge' | 'charge' | 'magnitude'): number {
  switch (part) {
    case 'signed':
      return powerKw;
    case 'reversed':
      return -powerKw + 0;
    case 'discharge':
      return Math.max(0, powerKw);
    case 'charge':
      return Math.max(0, -powerKw);
    case 'magnitude':
      return Math.abs(powerKw);
  }
}

/** The finest change of power that the registers hold. */
export function stepKwOf(layout: BatteryLayout, snapshot: RegisterSnapshot, { powerKwMax }: PowerScale): number {
  const power = controlsOf(layout).find(({ content }) => content.says === 'power');
  const step = power ? (snapshot.step(power.point) ?? 0) : 0;
  return power?.content.says === 'power' && power.content.inPercent ? (step / PERCENT) * powerKwMax : step;
}

/** What is in force, by what stands in the registers. */
export function settingOf(layout: BatteryLayout, snapshot: RegisterSnapshot, scale: PowerScale): DeviceSetting {
  const controls = controlsOf(layout);
  const stands = (about: 'power' | 'reversion'): boolean =>
    controls.every(
      ({ point, content, optional }) =>
        content.says !== 'constant' ||
        content.about !== about ||
        (optional && snapshot.raw(point) === null) ||
        snapshot.value(point) === content.value,
    );
  const timer = controls.find(({ content }) => content.says === 'reversion-seconds');
  const revert = controls.find(({ content }) => content.says === 'revert-power');
  const toKw = toKwBy(snapshot, scale);
  return {
    powerKw: stands('power') ? standingKw(controls, { snapshot, toKw }) : null,
    ...(revert && { revertPowerKw: stands('reversion') ? signedKw(revert, toKw) : null }),
    reversionSeconds: timer ? snapshot.value(timer.point) : null,
  };
}

type ToKw = (control: Control) => number | null;

function toKwBy(snapshot: RegisterSnapshot, { powerKwMax }: PowerScale): ToKw {
  return ({ point, content }) => {
    const value = snapshot.value(point);
    const inPercent = 'inPercent' in content && content.inPercent;
    return value === null || !inPercent ? value : (value / PERCENT) * powerKwMax;
  };
}

function signedKw(control: Control, toKw: ToKw): number | null {
  const kw = toKw(control);
  const { content } = control;
  return kw !== null && 'part' in content && content.part === 'reversed' ? -kw + 0 : kw;
}

/** Null when the power controls contradict each other: what the device does then is its own affair. */
function standingKw(controls: readonly Control[], { snapshot, toKw }: { snapshot: RegisterSnapshot; toKw: ToKw }): number | null {
  const signed: (number | null)[] = [];
  const shares = { discharge: null as number | null, charge: null as number | null }; // both start unknown
  for (const control of controls) {
    const { content } = control;
    if (content.says !== 'power') continue;
    if (content.part === 'signed' || content.part === 'reversed') signed.push(signedKw(control, toKw));
    else if (content.part === 'magnitude') signed.push(directedKw(toKw(control), controls, snapshot));
    else shares[content.part] = toKw(control);
  }
  if (shares.discharge !== null && shares.charge !== null) signed.push(shares.discharge - shares.charge);
  const [first = null] = signed;
  const agree = first !== null && signed.every((kw) => kw !== null && Math.abs(kw - first) <= ROUNDING_KW);
  return agree ? first : null;
}

function directedKw(magnitudeKw: number | null, controls: readonly Control[], snapshot: RegisterSnapshot): number | null {
  const control = controls.find(({ content }) => content.says === 'direction');
  if (magnitudeKw === null || control?.content.says !== 'direction') return null;
  const direction = snapshot.value(control.point);
  if (direction === control.content.discharge) return magnitudeKw;
  if (direction === control.content.charge) return -magnitudeKw + 0;
  return direction === control.content.idle ? 0 : null;
}

/** Whether a setting is the setpoint, as nearly as the device can hold it. */
export function isSet(setting: DeviceSetting, setpoint: Setpoint, stepKw: number): boolean {
  const same = (heldKw: number | null, wantedKw: number): boolean =>
    heldKw !== null && Math.abs(heldKw - wantedKw) <= stepKw / 2 + ROUNDING_KW;
  return (
    same(setting.powerKw, setpoint.powerKw) &&
    (setting.revertPowerKw === undefined || same(setting.revertPowerKw, setpoint.revertPowerKw)) &&
    setting.reversionSeconds === setpoint.reversionSeconds
  );
}

/** Whether the points of a group lie side by side, so that one request writes them. */
export function isContiguous(points: readonly Point[]): boolean {
  const sorted = points.toSorted((a, b) => a.address - b.address);
  return sorted.every((point, index) => {
    const before = sorted[index - 1];
    return !before || point.address === before.address + wordCountOf(before.type);
  });
}

/** Whether every point lies in one of the groups that the device lets us read. */
export function isReadable(point: Point, { readGroups }: Pick<BatteryLayout, 'readGroups'>): boolean {
  const span = { table: point.table, address: point.address, count: wordCountOf(point.type) };
  return readGroups === null || readGroups.some((group) => isWithin(span, group));
}
