import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GatewayMetric, gatewayPayload, tahu } from '../../test/harness/sparkplug-gateway.ts';
import { present } from '../kernel/assert.ts';
import { integerOf, parseSparkplugPayload, printRebirthCommand } from './sparkplug.ts';
import { parseSparkplugTopic, printSparkplugTopic } from './topics.ts';

const AT_MS = 1_778_580_000_000;
/** The instant as a varint, seven bits a byte, the lowest first. */
const AT = '80 9a 84 dd e1 33';

/**
 * Written by hand from the message definitions of the Sparkplug 3.0 specification: a tag is the number of the field times 8 and
 * the wire type (0 a varint, 1 eight bytes, 2 a length and so many bytes, 5 four bytes).
 */
const BY_HAND = [
  `08 ${AT}`, // 1 timestamp
  '12 32', // 2 metric, 50 bytes
  '0a 0d 61 63 74 69 76 65 50 6f 77 65 72 4b 77', // 1 name: activePowerKw
  '10 07', // 2 alias: 7
  `18 ${AT}`, // 3 timestamp
  '20 0a', // 4 datatype: Double
  '28 01', // 5 is_historical
  '4a 0b', // 9 properties, 11 bytes
  '0a 07 65 6e 67 55 6e 69 74', // 1 key: engUnit
  '12 00', // 2 value, which says nothing
  '69 00 00 00 00 00 00 29 c0', // 13 double_value: -12.5
  '12 0c', // 2 metric, 12 bytes
  '10 08', // 2 alias: 8
  '20 03', // 4 datatype: Int32
  '50 e7 ff ff ff 0f', // 10 int_value: 2^32 - 25
  '38 00', // 7 is_null: false
  '12 04', // 2 metric, 4 bytes
  '10 09', // 2 alias: 9
  '38 01', // 7 is_null: true
  '18 ff 01', // 3 seq: 255
  '22 02 69 64', // 4 uuid: id
].join(' ');

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
const NOTHING_SAID = {
  datatype: null,
  isHistorical: false,
  qualityCode: null,
  engineeringUnit: null,
  timestampMs: null,
  name: null,
};

test('a payload written by hand from the specification is read as the specification says', () => {
  const parsed = parseSparkplugPayload(bytesOf(BY_HAND));
  expect(parsed).toEqual({
    ok: true,
    value: {
      timestampMs: AT_MS,
      sequence: 255,
      metrics: [
        {
          ...NOTHING_SAID,
          name: 'activePowerKw',
          alias: '7',
          timestampMs: AT_MS,
          datatype: 10,
          isHistorical: true,
          value: { kind: 'number', value: -12.5 },
        },
        { ...NOTHING_SAID, alias: '8', datatype: 3, value: { kind: 'integer', value: 4_294_967_271n } },
        { ...NOTHING_SAID, alias: '9', value: null },
      ],
    },
  });
});

test.each([
  ['Int8', 1, 231n, -25n],
  ['Int16', 2, 65_511n, -25n],
  ['Int32', 3, 4_294_967_271n, -25n],
  ['Int64', 4, 2n ** 64n - 25n, -25n],
  ['UInt32', 7, 4_294_967_271n, 4_294_967_271n],
  ['no datatype', null, 25n, 25n],
])('an integer of the kind %s is what it was before it was sent', (_kind, datatype, sent, meant) => {
  expect(integerOf(sent, datatype)).toBe(meant);
});

describe('what the reference implementation has written', () => {
  const metricOf = (metric: GatewayMetric): object => {
    const metrics = [{ name: 'm', timestamp: AT_MS, ...metric }];
    const parsed = parseSparkplugPayload(gatewayPayload({ atMs: AT_MS, seq: 3, metrics }));
    return parsed.ok ? present(parsed.value.metrics[0], 'the metric') : { reason: parsed.reason };
  };

  test.each<[string, GatewayMetric, object]>([
    ['a Double', { type: 'Double', value: 49.98 }, { value: { kind: 'number', value: 49.98 }, datatype: 10 }],
    ['a Float', { type: 'Float', value: 0.5 }, { value: { kind: 'number', value: 0.5 }, datatype: 9 }],
    ['a UInt64', { type: 'UInt64', value: 123 }, { value: { kind: 'integer', value: 123n }, datatype: 8 }],
    ['a Boolean', { type: 'Boolean', value: true }, { value: { kind: 'boolean', value: true }, datatype: 11 }],
    ['a String', { type: 'String', value: 'CHARGING' }, { value: { kind: 'text', value: 'CHARGING' }, datatype: 12 }],
    ['a null', { type: 'Double', value: null }, { value: null }],
    ['a historical value', { type: 'Double', value: 1, isHistorical: true }, { isHistorical: true }],
    [
      'a unit and a quality',
      {
        type: 'Double',
        value: 1,
        properties: { engUnit: { type: 'String', value: 'W' }, Quality: { type: 'Int32', value: 192 } },
      },
      { engineeringUnit: 'W', qualityCode: 192 },
    ],
  ])('is read as it was meant: %s', (_what, metric, meant) => {
    expect(metricOf(metric)).toMatchObject({ name: 'm', timestampMs: AT_MS, ...meant });
  });

  test('is understood by it in turn: the command that asks for a rebirth', () => {
    const { timestamp, metrics } = tahu.decodePayload(printRebirthCommand(AT_MS));
    expect(Number(timestamp)).toBe(AT_MS);
    expect(metrics).toMatchObject([{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }]);
  });
});

test.each([
  ['a payload that ends early', '08 80 9a'],
  ['a length beyond the end', '12 ff ff ff ff 0f'],
  ['a sequence number of 256', '18 80 02'],
  ['a timestamp that is a text', '0a 01 61'],
  ['a timestamp beyond any calendar', '08 ff ff ff ff ff ff ff ff ff 01'],
  ['a group that never ends', '0b 0b 0b 0b'],
  ['JSON', '7b 22 76 65 72 73 69 6f 6e 22 3a 31 7d'],
])('%s is refused with a reason', (_what, hex) => {
  const parsed = parseSparkplugPayload(bytesOf(hex));
  expect(parsed).toEqual({ ok: false, reason: expect.stringMatching(/^not a Sparkplug B payload: ./) });
});

test('whatever bytes come, and whatever became of good ones on their way, they are read or refused, never an error', () => {
  const good = bytesOf(BY_HAND);
  const broken = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => good.with(at, byte));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), broken), (bytes) => {
      expect(typeof parseSparkplugPayload(bytes).ok).toBe('boolean');
    }),
    { numRuns: 3_000 },
  );
});

describe('a topic', () => {
  const siteId = '2907e233-9899-812c-a3fd-a9065d64e0b3';
  test.each([
    ['NBIRTH', null],
    ['NDATA', null],
    ['NDEATH', null],
    ['DBIRTH', 'Battery one'],
    ['DDATA', 'Battery one'],
    ['DDEATH', 'Battery one'],
  ] as const)('of an edge node is read as it is printed: %s', (type, device) => {
    // The pairs above are those of the type.
    const topic = { tenantSlug: 'alder', siteId, type, device } as Parameters<typeof printSparkplugTopic>[0];
    expect(parseSparkplugTopic(printSparkplugTopic(topic))).toEqual(topic);
  });

  test.each([
    'spBv1.0/alder/NCMD/2907e233-9899-812c-a3fd-a9065d64e0b3',
    'spBv1.0/alder/NDATA/2907e233-9899-812c-a3fd-a9065d64e0b3/device',
    'spBv1.0/alder/DDATA/2907e233-9899-812c-a3fd-a9065d64e0b3',
    'spBv1.0/alder/DDATA/2907e233-9899-812c-a3fd-a9065d64e0b3/+',
    'spBv1.0/alder/DDATA/2907e233-9899-812c-a3fd-a9065d64e0b3/a/b',
    'spBv1.0/alder/DDATA/2907e233-9899-812c-a3fd-a9065d64e0b3/a\u0000b',
    'spBv1.0/alder/NBIRTH/north',
    'spBv1.0/STATE/scada',
    'spAv1.0/alder/NBIRTH/2907e233-9899-812c-a3fd-a9065d64e0b3',
  ])('that no edge node publishes to is none: %j', (topic) => {
    expect(parseSparkplugTopic(topic)).toBeNull();
  });
});
