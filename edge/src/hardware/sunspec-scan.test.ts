import { expect, test } from 'vitest';
import { DeviceRefused } from './modbus-exceptions.ts';
import { RegisterSnapshot } from './points.ts';
import { decodeRegisters, encodeRegisters, REGISTER_TYPES, type RegisterType } from './registers.ts';
import { chooseSunSpecLayout } from './sunspec-layouts.ts';
import { findPoint, scanSunSpec, type SunSpecDevice } from './sunspec-scan.ts';
import type { ModbusConnection } from './modbus-connection.ts';
import fc from 'fast-check';

/** Registers from an address on; elsewhere the device refuses. */
function deviceOf(baseAddress: number, words: readonly number[]): ModbusConnection {
  const read = async (address: number, count: number): Promise<Buffer> => {
    const first = address - baseAddress;
    if (first < 0 || first + count > words.length) throw new DeviceRefused('illegal data address', { exceptionCode: 2 });
    return Buffer.from(words.slice(first, first + count).flatMap((word) => [word >> 8, word & 0xff]));
  };
  // Only what a scan uses.
  return { read } as unknown as ModbusConnection;
}

const MARKER = [0x5375, 0x6e53];
const END = [0xffff, 0];
const model = (id: number, length: number): number[] => [id, length, ...Array.from({ length }, () => 0xffff)];
const listed = (...ids: readonly number[]): SunSpecDevice => ({
  baseAddress: 40_000,
  models: ids.map((id, index) => ({ id, address: 40_002 + index * 200, length: 198 })),
});

test.each([40_000, 0, 50_000])(
  'the marker is found at %i, and the chain behind it, however long its models are',
  async (base) => {
    const words = [...MARKER, ...model(1, 65), ...model(9_999, 3), ...model(704, 40), ...END];
    expect(await scanSunSpec(deviceOf(base, words))).toEqual({
      baseAddress: base,
      models: [
        { id: 1, address: base + 2, length: 65 },
        { id: 9_999, address: base + 69, length: 3 },
        { id: 704, address: base + 74, length: 40 },
      ],
    });
  },
);

test('a map that ends without the end model is taken as far as it goes; one without a marker is none', async () => {
  expect((await scanSunSpec(deviceOf(0, [...MARKER, ...model(1, 66)])))?.models).toHaveLength(1);
  expect(await scanSunSpec(deviceOf(0, [0, 0, 0, 0]))).toBeNull();
});

test('a point beyond the end of a shortened model is not implemented', () => {
  const device = { baseAddress: 0, models: [{ id: 704, address: 100, length: 40 }] };
  expect(findPoint(device, [704, 'WSetMod'])?.address).toBe(123);
  // Its scale factor lies behind the end.
  expect(findPoint(device, [704, 'WSet'])).toBeNull();
  expect(findPoint(device, [713, 'SoC'])).toBeNull();
});

test.each([
  ['704 with 713', [1, 701, 702, 704, 713], 'SunSpec 704 with 713'],
  ['704 with a battery bank for its state of charge', [1, 701, 702, 704, 802], 'SunSpec 704 with 802'],
  ['704 beside the older models', [1, 103, 124, 701, 702, 703, 704, 713], 'SunSpec 704 with 713'],
  ['124 with a three phase inverter', [1, 103, 124], 'SunSpec 124 with 103'],
  ['124 with a single phase inverter and a bank', [1, 101, 124, 802], 'SunSpec 124 with 101 and 802'],
])('%s is driven', (_what, ids, title) => {
  expect(chooseSunSpecLayout(listed(...ids)).title).toBe(title);
});

test.each([
  ['nothing but names', [1], /none of its models sets the power/],
  ['an inverter without storage', [1, 103], /inverter \(103\) without storage controls/],
  ['a battery bank by itself', [1, 802, 803], /battery bank \(802\) by itself; its power is set at its inverter/],
  ['storage controls without an inverter', [1, 124], /no inverter model/],
  ['704 without a measurement', [1, 702, 704, 713], /no model 701/],
  ['704 without ratings', [1, 701, 704, 713], /no model 702/],
  ['704 without a state of charge', [1, 701, 702, 704], /neither 713 nor 802/],
])('%s is not driven, and told why', (_what, ids, says) => {
  expect(() => chooseSunSpecLayout(listed(...ids))).toThrow(says);
  expect(() => chooseSunSpecLayout(listed(...ids))).toThrow(DeviceRefused);
});

test('a storage model that ends before its controls is not driven', () => {
  const device = { ...listed(1, 103, 124), models: [...listed(1, 103).models, { id: 124, address: 41_000, length: 13 }] };
  expect(() => chooseSunSpecLayout(device)).toThrow(/cannot be driven/);
});

test.each([
  ['not implemented', [0x8000, 0], null],
  ['a scale factor that is not implemented', [1, 0x8000], null],
  ['a scale factor out of its range', [1, 11], null],
  ['a negative number, scaled down', [0xfff6, 0xfffe], -0.1],
  ['a number scaled up', [12, 3], 12_000],
])('a point that holds %s', (_what, [raw = 0, power = 0], value) => {
  const point = findPoint({ baseAddress: 0, models: [{ id: 103, address: 0, length: 50 }] }, [103, 'W']);
  const snapshot = new RegisterSnapshot();
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(raw, 0);
  bytes.writeUInt16BE(power, 2);
  snapshot.add({ table: 'holding', address: 14, count: 2 }, bytes);
  expect(point && snapshot.value(point)).toBe(value);
});

test('every number that fits comes back from its registers, whatever their order', () => {
  const order = fc.constantFrom('big-endian' as const, 'little-endian' as const);
  const integers: Readonly<Partial<Record<RegisterType, fc.Arbitrary<number>>>> = {
    u16: fc.integer({ min: 0, max: 0xffff }),
    s16: fc.integer({ min: -0x8000, max: 0x7fff }),
    u32: fc.integer({ min: 0, max: 0xffff_ffff }),
    s32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
    u64: fc.maxSafeNat(),
    s64: fc.maxSafeInteger(),
    f32: fc.float({ noNaN: true }),
    f64: fc.double({ noNaN: true }),
  };
  for (const type of REGISTER_TYPES) {
    fc.assert(
      fc.property(integers[type] ?? fc.constant(0), order, order, (value, wordOrder, byteOrder) => {
        const format = { type, wordOrder, byteOrder };
        const words = encodeRegisters(value, format);
        const bytes = Buffer.from(words.flatMap((word) => [word >> 8, word & 0xff]));
        expect(decodeRegisters(bytes, format)).toBe(value);
      }),
    );
  }
});

test.each([
  ['big-endian', 'big-endian', [0x12, 0x34, 0x56, 0x78]],
  ['little-endian', 'big-endian', [0x56, 0x78, 0x12, 0x34]],
  ['big-endian', 'little-endian', [0x34, 0x12, 0x78, 0x56]],
  ['little-endian', 'little-endian', [0x78, 0x56, 0x34, 0x12]],
] as const)('words %s, bytes %s', (wordOrder, byteOrder, bytes) => {
  expect(decodeRegisters(Buffer.from(bytes), { type: 'u32', wordOrder, byteOrder })).toBe(0x12345678);
});
