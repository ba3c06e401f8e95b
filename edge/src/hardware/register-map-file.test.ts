import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRegisterMap } from './register-map-file.ts';

const EXAMPLE = readFileSync('edge/maps/generic-hybrid.yaml', 'utf8');
const lineOf = (part: string): number => EXAMPLE.slice(0, EXAMPLE.indexOf(part)).split('\n').length;

function refusal(from: string, to: string): string {
  expect(EXAMPLE).toContain(from);
  try {
    parseRegisterMap({ name: 'map.yaml', text: EXAMPLE.replace(from, to) });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'taken';
}

test('the example is taken, with its sign, its words the other way round and its own blocks of registers', () => {
  const layout = parseRegisterMap({ name: 'generic-hybrid.yaml', text: EXAMPLE });
  expect(layout.measures.activePowerKw).toMatchObject({ table: 'input', scale: -0.001, wordOrder: 'little-endian' });
  expect(layout.readGroups).toHaveLength(3);
  expect(layout.writeGroups.map(({ controls }) => controls.map(({ name }) => name))).toEqual([
    ['watchdog', 'revertPower'],
    ['direction', 'power'],
    ['remote control'],
  ]);
});

test.each([
  ['text that is no YAML', 'ratings:\n', 'ratings: [\n', 'ratings:', /.+/],
  ['a key that does not exist', 'title: Generic', 'colour: red\ntitle: Generic', 'title: Generic', /colour is not a key/],
  ['a key deep inside', 'equals: 18518', 'equal: 18518', 'equals: 18518', /identify\.0/],
  ['a type nobody has', 'address: 12, type: u32', 'address: 12, type: u31', 'address: 12', /ratings\.energyCapacity/],
  [
    'an address beyond Modbus',
    'address: 100, type: s32',
    'address: 100000, type: s32',
    'address: 100, type: s32',
    /activePower\.address must be <= 65535/,
  ],
  [
    'a unit that is none of the kind',
    'scale: 0.1, unit: "%"',
    'scale: 0.1, unit: kWh',
    'scale: 0.1, unit: "%"',
    /stateOfCharge\.unit/,
  ],
  ['a battery that would never stop by itself', '  watchdog: {', '  wotchdog: {', '  watchdog: {', /control/],
  ['a control that no group names', ', revertPower] }', '] }', 'writeGroups:', /revertPower stands in no write group/],
  [
    'a group that names no control',
    '[remote control]',
    '[remote]',
    '{ controls: [remote control] }',
    /there is no control remote/,
  ],
  ['a control in two groups', '[direction, power]', '[direction, power, watchdog]', 'writeGroups:', /watchdog stands in two/],
  ['groups of which none starts the timer', ', restartsTimer: true', '', 'writeGroups:', /restartsTimer/],
  [
    'registers of a group that lie apart',
    'holding, address: 203',
    'holding, address: 204',
    '{ controls: [direction',
    /side by side/,
  ],
  [
    'a control among the input registers',
    'direction: { table: holding',
    'direction: { table: input',
    '{ controls: [direction',
    /input register/,
  ],
  [
    'a measurement outside of the read groups',
    'temperature: { address: 111',
    'temperature: { address: 150',
    'temperature:',
    /temperature lies in no read group/,
  ],
  [
    'a control that cannot be read back',
    '{ table: holding, address: 200, count: 5 }',
    '{ table: holding, address: 200, count: 4 }',
    'control:',
    /could not be read back/,
  ],
  ['a magnitude without a direction', '  direction: {', '  # direction: {', '  power: { table', /.*/],
  ['two directions with one number', 'discharge: 2, idle: 0', 'discharge: 1, idle: 0', 'direction: {', /same number/],
  ['a constant that does not fit', 'type: u16, value: 1', 'type: u16, value: 70000', '- { name: remote', /does not fit/],
])('%s is refused', (_mistake, from, to, _near, says) => {
  const message = refusal(from, to);
  expect(message).toMatch(/^map\.yaml, line \d+: /);
  expect(message).toMatch(says);
});

test.each([
  ['type: u32, unit: Wh', 'type: u31, unit: Wh', 'energyCapacity:'],
  ['scale: 0.1, unit: "%"', 'scale: 0.1, unit: kWh', 'stateOfCharge:'],
  ['[remote control]', '[remote]', '{ controls: [remote control] }'],
  ['discharge: 2, idle: 0', 'discharge: 1, idle: 0', 'direction: {'],
  ['temperature: { address: 111', 'temperature: { address: 150', 'temperature:'],
])('a mistake is told with its line: %s to %s', (from, to, near) => {
  expect(refusal(from, to)).toContain(`line ${lineOf(near)}:`);
});
