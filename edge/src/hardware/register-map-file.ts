/** Reads a register map. The first mistake refuses it, with file, line and what was expected. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Compile } from 'typebox/compile';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { controlsOf, type BatteryLayout } from './battery-layout.ts';
import type { Point } from './points.ts';
import { controlsByName, fits, layoutOfMap, RegisterMap } from './register-map.ts';
import { isContiguous, isReadable } from './setpoint-codec.ts';

const compiled = Compile(RegisterMap);

/** A mistake that needs more than one place of the file to be seen. */
interface MapProblem {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

export async function readRegisterMap(path: string): Promise<BatteryLayout> {
  return parseRegisterMap({ name: basename(path), text: await readFile(path, 'utf8') });
}

export function parseRegisterMap({ name, text }: { name: string; text: string }): BatteryLayout {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) refuse(name, lines.linePos(broken.pos[0]).line, broken.message.split('\n')[0] ?? 'not YAML');
  const value: unknown = document.toJS();
  if (!compiled.Check(value)) {
    // Of a union every branch complains; the deepest complaint is about what was meant.
    const error = [...compiled.Errors(value)].toSorted((a, b) => depthOf(b) - depthOf(a))[0];
    const at = error ? locate(document, lines, error) : { line: 1, key: '' };
    return refuse(name, at.line, `${at.key} ${error ? complaintOf(error) : 'does not fit the format of a register map'}`.trim());
  }
  const layout = layoutOfMap(value);
  const problem = problemOfMap(value, layout);
  if (problem) refuse(name, lines.linePos(offsetOf(document.getIn([...problem.path], true))).line, problem.text);
  return layout;
}

function problemOfMap(map: RegisterMap, layout: BatteryLayout): MapProblem | null {
  return (
    problemOfNames(map) ??
    problemOfPower(map) ??
    problemOfGroups(map, layout) ??
    problemOfReads(map, layout) ??
    problemOfValues(map)
  );
}

function problemOfNames(map: RegisterMap): MapProblem | null {
  const controls = controlsByName(map);
  const grouped = map.writeGroups.flatMap(({ controls: names }) => names);
  for (const [index, { controls: names }] of map.writeGroups.entries()) {
    const unknown = names.find((each) => !controls.has(each));
    if (unknown !== undefined) return { path: ['writeGroups', index], text: `there is no control ${unknown}` };
  }
  const repeated = grouped.find((each, index) => grouped.indexOf(each) !== index);
  if (repeated !== undefined) return { path: ['writeGroups'], text: `${repeated} stands in two write groups` };
  const missing = [...controls.keys()].find((each) => !grouped.includes(each));
  if (missing !== undefined)
    return { path: ['writeGroups'], text: `${missing} stands in no write group, so it would never be written` };
  if (!map.writeGroups.some(({ restartsTimer }) => restartsTimer)) {
    return { path: ['writeGroups'], text: 'no write group says restartsTimer: the watchdog would end every setpoint' };
  }
  return null;
}

/** A power without its direction would be obeyed the wrong way round. */
function problemOfPower({ control: { power, otherPower, direction } }: RegisterMap): MapProblem | null {
  const path = ['control', 'power'];
  const part = 'part' in power ? power.part : 'signed';
  if (part === 'magnitude' && !direction) return { path, text: 'a magnitude needs a control direction beside it' };
  if (part === 'magnitude' || part === 'signed') {
    return otherPower ? { path: ['control', 'otherPower'], text: `power holds both directions already (${part})` } : null;
  }
  const other = part === 'charge' ? 'discharge' : 'charge';
  return otherPower?.part === other ? null : { path, text: `the part ${part} needs a control otherPower with the part ${other}` };
}

function problemOfGroups(map: RegisterMap, layout: BatteryLayout): MapProblem | null {
  for (const [index, { controls }] of layout.writeGroups.entries()) {
    const input = controls.find(({ point }) => point.table === 'input');
    if (input) return { path: ['writeGroups', index], text: `${input.name} is an input register, which nobody can write` };
    if (map.writeFunction !== 6 && !isContiguous(controls.map(({ point }) => point))) {
      return { path: ['writeGroups', index], text: 'the registers of a write group must lie side by side' };
    }
  }
  return null;
}

function problemOfReads({ measurements, ratings }: RegisterMap, layout: BatteryLayout): MapProblem | null {
  const unreadable = (points: readonly (Point | null)[]): boolean => points.some((point) => point && !isReadable(point, layout));
  const { state, ...measures } = layout.measures;
  if (unreadable([...Object.values(measures), state?.point ?? null])) {
    const key = Object.entries(measurements).find(([, given]) => given && !isGrouped(given, layout))?.[0] ?? '';
    return { path: ['measurements', key], text: `measurements.${key} lies in no read group` };
  }
  const rated = Object.values(layout.ratings).filter((rating) => typeof rating === 'object');
  if (unreadable(rated)) {
    const key = Object.entries(ratings).find(([, given]) => 'address' in given && !isGrouped(given, layout))?.[0] ?? '';
    return { path: ['ratings', key], text: `ratings.${key} lies in no read group` };
  }
  const control = controlsOf(layout).find(({ point }) => !isReadable(point, layout));
  if (control) return { path: ['control'], text: `control ${control.name} lies in no read group, so it could not be read back` };
  return unreadable(layout.conditions.map(({ point }) => point))
    ? { path: ['identify'], text: 'it lies in no read group' }
    : null;
}

function isGrouped({ address }: { readonly address: number }, { readGroups }: BatteryLayout): boolean {
  return readGroups?.some((group) => address >= group.address && address < group.address + group.count) ?? true;
}

function problemOfValues({ control: { constants = [], direction } }: RegisterMap): MapProblem | null {
  const index = constants.findIndex(({ value, type }) => !fits(value, type));
  if (index >= 0) return { path: ['control', 'constants', index], text: 'the value does not fit its register' };
  const { charge = 0, discharge = 1, idle = 2, type = 'u16' } = direction ?? {};
  if (new Set([charge, discharge, idle]).size < 3)
    return { path: ['control', 'direction'], text: 'two directions have the same number' };
  return [charge, discharge, idle].every((value) => fits(value, type))
    ? null
    : { path: ['control', 'direction'], text: 'a number does not fit its register' };
}

interface ValidationError {
  readonly instancePath: string;
  readonly message: string;
  readonly params?: object;
}

/** An unknown key is a plainer complaint than what follows from it. */
function depthOf({ instancePath, message }: ValidationError): number {
  return instancePath.split('/').length + (message.includes('additional properties') ? 0.5 : 0);
}

/** The line a mistake stands on, and the key it is about. */
function locate(document: Document, lines: LineCounter, error: ValidationError): { line: number; key: string } {
  const keys = error.instancePath.split('/').slice(1);
  const node: unknown = document.getIn(keys, true);
  const extra = isUnknownKey(error) ? unknownKeyOf(error) : null;
  const start = extra === null ? offsetOf(node) : offsetOfKey(node, extra);
  return { line: lines.linePos(start).line, key: [...keys, ...(extra === null ? [] : [extra])].join('.') };
}

function isUnknownKey({ message, params = {} }: ValidationError): boolean {
  return 'additionalProperties' in params || message.includes('additional properties');
}

function complaintOf(error: ValidationError): string {
  // The validator says of an unknown key that "schema is false".
  return isUnknownKey(error) || error.message === 'schema is false' ? 'is not a key of a register map' : error.message;
}

function unknownKeyOf({ params = {} }: ValidationError): string | null {
  const extra: unknown = Object.values(params)[0];
  return Array.isArray(extra) ? String(extra[0]) : null;
}

function offsetOf(node: unknown): number {
  const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}

function offsetOfKey(node: unknown, key: string): number {
  const found = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  return offsetOf(found ? found.key : node);
}

function refuse(name: string, line: number, problem: string): never {
  throw new Error(`${name}, line ${line}: ${problem}.`);
}
