import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { printGlobalId } from '../../src/wire/global-id.ts';
import type { WireInstruction } from '../../src/wire/instruction.ts';
import { InstructionCache } from './instruction-cache.ts';

const BATTERY = randomUUID();
const AT = new Date('2030-01-01T12:00:00Z');
let folder = '';
let complaints: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-'));
  complaints = [];
});
afterEach(() => rm(folder, { recursive: true }));

function open(): Promise<InstructionCache> {
  const log = pino({ level: 'error' }, { write: (line: string) => complaints.push(line) });
  return InstructionCache.open(join(folder, 'instructions.json'), { log, onReport: () => undefined, verify: null });
}

function instruction(sequence: number, { from = '12:00', until = '13:00' } = {}): WireInstruction {
  const span = { fromAt: `2030-01-01T${from}:00Z`, untilAt: `2030-01-01T${until}:00Z` };
  return {
    id: printGlobalId('Instruction', randomUUID()),
    battery: { id: printGlobalId('Battery', BATTERY) },
    instructionSequence: sequence,
    validFrom: span.fromAt,
    validUntil: span.untilAt,
    setpoints: [{ ...span, powerKw: sequence }],
    limits: { chargePowerKwMax: 5, dischargePowerKwMax: 5, socPercentMin: 10, socPercentMax: 90 },
  };
}

const at = (time: string): number => Date.parse(`2030-01-01T${time}:00Z`);

test('instructions, what became of them, and unsent reports survive a restart', async () => {
  const cache = await open();
  await cache.receive(instruction(4), { refusal: null, at: AT });
  const stored = cache.newestBegun(BATTERY, at('12:30'));
  if (stored) await cache.markApplied(stored, AT);
  const again = await open();
  expect(again.newestBegun(BATTERY, at('12:30'))).toEqual({ ...stored, state: 'applied' });
  expect(again.lastSequence).toBe(4);
  expect(again.acknowledgements.map(({ outcome }) => outcome)).toEqual(['DELIVERED', 'APPLIED']);
});

test('the highest sequence wins, in whatever order they arrive', async () => {
  const cache = await open();
  expect(await cache.receive(instruction(7), { refusal: null, at: AT })).toBe('stored');
  expect(await cache.receive(instruction(6), { refusal: null, at: AT })).toBe('already-known');
  expect(cache.newestBegun(BATTERY, at('12:30'))?.sequence).toBe(7);
});

test('an instruction that begins later leaves the present one in force until then', async () => {
  const cache = await open();
  await cache.receive(instruction(1, { until: '18:00' }), { refusal: null, at: AT });
  await cache.receive(instruction(2, { from: '13:00', until: '14:00' }), { refusal: null, at: AT });
  expect(['12:59', '13:00', '15:00'].map((time) => cache.newestBegun(BATTERY, at(time))?.sequence)).toEqual([1, 2, 2]);
  expect(cache.nextChangeMs(BATTERY, at('12:30'))).toBe(at('13:00'));
});

test('a report is kept until the platform has it, and marking twice reports once', async () => {
  const cache = await open();
  await cache.receive(instruction(1), { refusal: null, at: AT });
  const [delivered] = cache.acknowledgements;
  if (delivered) await cache.settle(delivered);
  const stored = cache.newestBegun(BATTERY, at('12:30'));
  if (stored) await Promise.all([cache.markApplied(stored, AT), cache.markApplied(stored, new Date(AT.getTime() + 5))]);
  expect(cache.acknowledgements).toEqual([
    {
      idempotencyKey: `${stored?.id}:APPLIED`,
      instructionId: stored?.id,
      outcome: 'APPLIED',
      happenedAt: AT.toISOString(),
      refusalReason: null,
    },
  ]);
});

test('a refused instruction is reported with its reason and never carried out', async () => {
  const cache = await open();
  expect(await cache.receive(instruction(1), { refusal: 'No such battery.', at: AT })).toBe('refused');
  expect(cache.newestBegun(BATTERY, at('12:30'))).toBeNull();
  expect((await open()).acknowledgements).toMatchObject([{ outcome: 'REFUSED', refusalReason: 'No such battery.' }]);
});

test.each([
  ['a torn file', (text: string) => text.slice(0, text.length / 2)],
  ['one altered digit', (text: string) => text.replace('"powerKw":1', '"powerKw":9')],
  ['an empty file', () => ''],
  ['another program’s file', () => 'hello'],
])('%s means starting empty, aloud, with the damaged file kept', async (_damage, damage) => {
  const cache = await open();
  await cache.receive(instruction(1), { refusal: null, at: AT });
  const path = join(folder, 'instructions.json');
  await writeFile(path, damage(await readFile(path, 'utf8')));
  const again = await open();
  expect(again.lastSequence).toBe(0);
  expect(complaints.join()).toContain('damaged');
  expect(await readdir(folder)).toContain('instructions.json.corrupt');
  expect(await again.receive(instruction(1), { refusal: null, at: AT })).toBe('stored');
});

test('a frequency response survives a restart with its instants and its curve, and an instruction stored before there were any is read', async () => {
  const response = {
    service: 'DC',
    direction: 'LOW' as const,
    contractedPowerKw: 3,
    fromAt: '2030-01-01T12:00:00Z',
    untilAt: '2030-01-01T12:30:00Z',
    deliverySeconds: 900,
    curve: [
      { deviationHertz: 0.015, deliveredRatio: 0 },
      { deviationHertz: 0.5, deliveredRatio: 1 },
    ],
  };
  const cache = await open();
  await cache.receive(instruction(1), { refusal: null, at: AT });
  expect((await open()).newestBegun(BATTERY, at('12:30'))?.responses).toEqual([]);
  await cache.receive({ ...instruction(2), responses: [response] }, { refusal: null, at: AT });
  const { fromAt: _fromAt, untilAt: _untilAt, ...rest } = response;
  const held = { ...rest, fromMs: at('12:00'), untilMs: at('12:30') };
  expect((await open()).newestBegun(BATTERY, at('12:30'))?.responses).toEqual([held]);
});
