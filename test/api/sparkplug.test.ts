/** What a Sparkplug gateway publishes, encoded by the reference implementation, through the front door into the database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { present } from '../../src/kernel/assert.ts';
import { printSparkplugTopic, type SparkplugTopic, telemetryTopic } from '../../src/wire/topics.ts';
import type { TenantFile } from '../../src/modules/tenancy/index.ts';
import { type GatewayMetric, gatewayPayload, tahu } from '../harness/sparkplug-gateway.ts';
import { TWO_TENANTS } from '../harness/two-tenants.ts';
import { batteryIdOf, newKey, openWorld, siteIdOf, type World } from '../harness/world.ts';

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const THREE = { tenant: 'alder', site: 'south', battery: 'three' } as const;
const SITE = { tenantSlug: 'alder', siteId: siteIdOf(ONE) };
const START_MS = Date.parse('2026-05-12T10:00:00Z');

let world: World;
let operator: string;

/** Alder's gateways call some metrics by names of their own. */
const FILES: readonly TenantFile[] = TWO_TENANTS.map((file) => ({
  ...file,
  telemetry: {
    ...file.telemetry,
    ...(file.slug === 'alder' && {
      sparkplug: {
        metrics: [
          { metric: 'Inverter/Power', point: 'activePowerKw', unit: 'W', reversed: true },
          { metric: 'Inverter/State', point: 'operatingState' },
        ],
      },
    }),
  },
}));

beforeAll(async () => {
  world = await openWorld({ tenantFiles: FILES });
  operator = await world.key('alder', 'OPERATOR');
});
afterAll(() => world.close());

let sequence = 0;
let birthSequence = 0;
/** Where the test's gateway stands in time: each message a second after the last. */
let atMs = START_MS;

beforeEach(async () => {
  await world.owner`delete from reading`;
  await world.owner`delete from dead_letter`;
  world.letTrustLapse();
  world.commands.length = 0;
  // A day later: no reading of an earlier test is beside those of this one, and a node that was asked may be asked again.
  world.clock.advance({ hours: 24 });
  atMs = world.clock.nowMs();
});

interface Sent {
  readonly metrics?: readonly GatewayMetric[];
  readonly seq?: number | null;
}

const encoded = (sent: Sent): Buffer => gatewayPayload({ atMs, ...sent });

/** With the number that is due, unless the test says another. */
function say(type: SparkplugTopic['type'], device: string | null, sent: Sent = {}): Promise<void> {
  const isDeath = type === 'NDEATH';
  if (!isDeath) sequence = type === 'NBIRTH' ? 0 : (sequence + 1) % 256;
  // Tests pair the type with a device as the type wants it.
  const topic = { ...SITE, type, device } as SparkplugTopic;
  return world.deliver(printSparkplugTopic(topic), encoded({ seq: isDeath ? null : sequence, ...sent }));
}

const bdSeq = (value = birthSequence) => ({ name: 'bdSeq', type: 'UInt64', value }) as const;
const rebirth = { name: 'Node Control/Rebirth', type: 'Boolean', value: false } as const;

async function nodeBorn(): Promise<void> {
  birthSequence += 1;
  await say('NBIRTH', null, { metrics: [bdSeq(), rebirth] });
}

const POWER = { name: 'Inverter/Power', alias: 1, type: 'Int32', value: 5_000 } as const;
const SOC = { name: 'socPercent', alias: 2, type: 'Float', value: 50 } as const;
const EXPORTED = {
  name: 'exportedKwh',
  alias: 3,
  type: 'UInt64',
  value: 1_000_000,
  properties: { engUnit: { type: 'String', value: 'Wh' } },
} as const;
const IMPORTED = { name: 'importedKwh', alias: 4, type: 'Double', value: 2_000 } as const;
const STATE = { name: 'Inverter/State', alias: 5, type: 'String', value: 'CHARGING' } as const;
const CELL = { name: 'cellVoltageVoltsMin', alias: 6, type: 'Double', value: 3.2 } as const;
const FAN = { name: 'Cabinet/Fan speed', alias: 7, type: 'Int16', value: 900 } as const;
const ALL = [POWER, SOC, EXPORTED, IMPORTED, STATE, CELL, FAN];
const DEVICE = 'Battery one';

async function born(device = DEVICE): Promise<void> {
  await nodeBorn();
  await say('DBIRTH', device, { metrics: ALL });
}

/** As gateways send it: what has changed, by alias and without its kind, a second after the last. */
function changed(...metrics: GatewayMetric[]): Promise<void> {
  atMs += 1_000;
  return say('DDATA', DEVICE, { metrics });
}

const powerOf = (value: number) => ({ alias: 1, type: 'Int32', value }) as const;

const readings = () => world.owner<Record<string, unknown>[]>`
  select battery_id, (extract(epoch from measured_at) * 1000)::float8 as at_ms, active_power_kw, soc_percent, exported_kwh, imported_kwh,
    instruction_sequence, operating_state, custom_metrics from reading order by measured_at`;
const letters = () => world.owner<{ dead_letter_id: string; source: string; reason: string; payload: Buffer }[]>`
  select dead_letter_id, source, reason, payload from dead_letter order by received_at, reason`;
const reasons = async (): Promise<string[]> => (await letters()).map(({ reason }) => reason);

test('a birth is a reading, in our units and our direction, with the points that the tenant has named', async () => {
  await born();
  expect(await readings()).toEqual([
    {
      battery_id: batteryIdOf(ONE),
      at_ms: atMs,
      active_power_kw: -5,
      soc_percent: 50,
      exported_kwh: 1_000,
      imported_kwh: 2_000,
      instruction_sequence: null,
      operating_state: 'CHARGING',
      custom_metrics: { cellVoltageVoltsMin: 3.2 },
    },
  ]);
  expect(await letters()).toEqual([]);
  expect(world.commands).toEqual([]);
});

test('a device may be called by its battery’s id as well as by its name', async () => {
  await born(batteryIdOf(ONE));
  expect(await readings()).toMatchObject([{ battery_id: batteryIdOf(ONE) }]);
});

describe('a change', () => {
  test('is a reading with all else as it was, by alias, with the sign that its birth announced', async () => {
    await born();
    await changed(powerOf(-3_000));
    await changed({ alias: 2, type: 'Float', value: 51 });
    expect(await readings()).toMatchObject([
      { active_power_kw: -5, soc_percent: 50 },
      { active_power_kw: 3, soc_percent: 50, at_ms: atMs - 1_000 },
      { active_power_kw: 3, soc_percent: 51, exported_kwh: 1_000, custom_metrics: { cellVoltageVoltsMin: 3.2 }, at_ms: atMs },
    ]);
  });

  test('of nothing that a reading has is none', async () => {
    await born();
    await changed({ alias: 7, type: 'Int16', value: 901 });
    expect(await readings()).toHaveLength(1);
    expect(await letters()).toEqual([]);
  });

  test('counts from the instant of its metric, where that has one of its own', async () => {
    await born();
    atMs += 10_000;
    const [first, second] = [atMs - 3_000, atMs - 1_000];
    const metrics = [
      { ...powerOf(2_000), timestamp: second },
      { ...powerOf(1_000), timestamp: first },
    ];
    await say('DDATA', DEVICE, { metrics });
    expect((await readings()).slice(1)).toMatchObject([
      { at_ms: first, active_power_kw: -1 },
      { at_ms: second, active_power_kw: -2 },
    ]);
  });

  test('that is late is told with the present, and does not undo what is newer', async () => {
    await born();
    await changed(powerOf(1_000));
    const late = atMs - 500;
    atMs += 1_000;
    const metrics = [{ alias: 2, type: 'Float', value: 52, timestamp: late } as const, { ...powerOf(9_000), timestamp: late }];
    await say('DDATA', DEVICE, { metrics });
    expect((await readings()).slice(2)).toMatchObject([{ at_ms: atMs, soc_percent: 52, active_power_kw: -1 }]);
  });

  test('from the future is refused, and holds up none that follow', async () => {
    await born();
    await say('DDATA', DEVICE, { metrics: [{ ...powerOf(1_000), timestamp: atMs + 3_600_000 }] });
    await changed(powerOf(2_000));
    expect(await reasons()).toEqual(['activePowerKw is measured in the future']);
    expect((await readings()).slice(1)).toMatchObject([{ at_ms: atMs, active_power_kw: -2 }]);
  });

  test('that comes twice is stored once', async () => {
    await born();
    await changed(powerOf(1_000));
    sequence -= 1;
    await say('DDATA', DEVICE, { metrics: [powerOf(1_000)] });
    expect(await readings()).toHaveLength(2);
    expect(await letters()).toEqual([]);
  });
});

describe('history', () => {
  const historical = (
    metric: { readonly alias: number; readonly type: 'Double' | 'Int32'; readonly value: number },
    at: number,
  ) => ({
    ...metric,
    timestamp: at,
    isHistorical: true,
  });
  const whole = (at: number, watts: number) => [
    historical({ ...powerOf(watts) }, at),
    historical({ alias: 2, type: 'Double', value: 40 }, at),
    historical({ alias: 3, type: 'Double', value: 900_000 }, at),
    historical({ alias: 4, type: 'Double', value: 1_900 }, at),
  ];

  test('is stored at its own instants and leaves the present as it is', async () => {
    await born();
    const then = atMs - 3_600_000;
    atMs += 1_000;
    await say('DDATA', DEVICE, { metrics: [...whole(then, 100), historical({ ...powerOf(200) }, then + 1_000)] });
    await changed({ alias: 2, type: 'Float', value: 51 });
    expect(await readings()).toMatchObject([
      { at_ms: then, active_power_kw: -0.1, soc_percent: 40, exported_kwh: 900 },
      { at_ms: then + 1_000, active_power_kw: -0.2, soc_percent: 40 },
      { active_power_kw: -5, soc_percent: 50 },
      { at_ms: atMs, active_power_kw: -5, soc_percent: 51 },
    ]);
  });

  test('that lacks a point is not filled with what was measured later', async () => {
    await born();
    await say('DDATA', DEVICE, { metrics: [historical({ ...powerOf(100) }, atMs - 3_600_000)] });
    expect(await reasons()).toEqual([
      'nothing is known of socPercent; nothing is known of exportedKwh; nothing is known of importedKwh',
    ]);
    expect(await readings()).toHaveLength(1);
  });

  test('of more than 48 hours ago is a dead letter as an agent’s is', async () => {
    await born();
    await say('DDATA', DEVICE, { metrics: whole(atMs - 49 * 3_600_000, 100) });
    expect(await letters()).toMatchObject([{ reason: expect.stringMatching(/48 hours/), source: telemetryTopic(SITE) }]);
  });
});

describe('a value that is none', () => {
  test.each([
    ['null', { alias: 2, type: 'Float', value: null }, 'socPercent is null'],
    [
      'of bad quality',
      { alias: 2, type: 'Float', value: 51, properties: { Quality: { type: 'Int32', value: 0 } } },
      'socPercent has the quality 0',
    ],
    [
      'stale',
      { alias: 2, type: 'Float', value: 51, properties: { Quality: { type: 'Int32', value: 500 } } },
      'socPercent has the quality 500',
    ],
    ['not a number', { alias: 2, type: 'Float', value: Number.NaN }, 'socPercent is no finite number'],
    ['a text', { alias: 2, type: 'String', value: '51' }, 'socPercent is no finite number'],
  ] as const)('makes no reading while a reading needs it: %s', async (_what, metric, reason) => {
    await born();
    await changed(metric);
    await changed(powerOf(1_000));
    expect(await readings()).toHaveLength(1);
    expect(new Set(await reasons())).toEqual(new Set([reason]));
    await changed({ alias: 2, type: 'Float', value: 51 });
    expect((await readings())[1]).toMatchObject({ active_power_kw: -1, soc_percent: 51 });
  });

  test('is left out where a reading can do without', async () => {
    await born();
    await changed({ alias: 6, type: 'Double', value: null });
    expect((await readings())[1]).toMatchObject({ active_power_kw: -5, custom_metrics: null });
    expect(await letters()).toEqual([]);
  });

  test('is judged as an agent’s is: an operating state there is not, a register below zero', async () => {
    await born();
    await changed({ alias: 5, type: 'String', value: 'DANCING' });
    await changed({ alias: 5, type: 'String', value: 'CHARGING' }, { alias: 4, type: 'Double', value: -1 });
    expect(await readings()).toHaveLength(1);
    expect((await reasons()).join()).toMatch(/importedKwh must be >= 0.*operatingState must be/);
  });

  test('is a unit of something else', async () => {
    await nodeBorn();
    const properties = { engUnit: { type: 'String', value: 'bar' } } as const;
    await say('DBIRTH', DEVICE, { metrics: [...ALL.slice(1), { ...POWER, properties }] });
    expect(await readings()).toEqual([]);
    expect(await reasons()).toEqual(['bar is no unit of activePowerKw']);
  });
});

describe('messages that were lost', () => {
  const askedOnce = () =>
    expect(world.commands).toEqual([{ topic: `spBv1.0/alder/NCMD/${SITE.siteId}`, payload: expect.any(Buffer) }]);

  test('make dead letters of those that follow, and the node is asked once for a birth, from which on it counts again', async () => {
    await born();
    sequence += 1;
    await changed(powerOf(1_000));
    await changed(powerOf(2_000));
    expect(await readings()).toHaveLength(1);
    expect(await reasons()).toEqual([
      'messages were lost: the sequence number 2 was due, and 3 came; the node was asked to announce itself anew',
      'messages were lost: the sequence number 2 was due, and 3 came; the node was asked to announce itself anew',
    ]);
    askedOnce();
    const [command] = world.commands;
    expect(tahu.decodePayload(present(command, 'a command').payload).metrics).toMatchObject([
      { name: 'Node Control/Rebirth', value: true },
    ]);
    atMs += 1_000;
    await born();
    await changed(powerOf(3_000));
    expect(await readings()).toHaveLength(3);
    expect(await letters()).toHaveLength(2);
  });

  test('are asked about again, where a node goes on as if nobody had asked', async () => {
    await born();
    sequence += 1;
    await changed(powerOf(1_000));
    world.clock.advance({ seconds: 10 });
    await changed(powerOf(2_000));
    expect(world.commands).toHaveLength(2);
  });

  test.each([
    [
      'an alias that no birth announced',
      () => changed({ alias: 99, type: 'Double', value: 1 }),
      /^the alias 99 was announced in no birth/,
    ],
    [
      'a metric that no birth announced',
      () => changed({ name: 'new', type: 'Double', value: 1 }),
      /^the metric new was announced/,
    ],
    ['a device that was not born', () => say('DDATA', 'Battery two', { metrics: [] }), /^the device Battery two was announced/],
    [
      'an alias of the node itself',
      () => say('NDATA', null, { metrics: [{ alias: 9, type: 'Double', value: 1 }] }),
      /^the alias 9/,
    ],
    ['data without a number', () => say('DDATA', DEVICE, { seq: null }), /^DDATA has no sequence number/],
  ])('show in %s', async (_what, happen, reason) => {
    await born();
    await happen();
    expect((await reasons()).join()).toMatch(reason);
    askedOnce();
  });

  test('may be the death and birth of the node: what comes after its death does not count', async () => {
    await born();
    await say('NDEATH', null, { metrics: [bdSeq()] });
    await changed(powerOf(1_000));
    expect(await readings()).toHaveLength(1);
    expect((await reasons()).join()).toMatch(/^the node has died/);
  });

  test('are none where the death of an earlier connection comes late', async () => {
    await born();
    await say('NDEATH', null, { metrics: [bdSeq(birthSequence - 1)] });
    await changed(powerOf(1_000));
    expect(await readings()).toHaveLength(2);
  });

  test('are none where the numbers begin again after 255', async () => {
    await nodeBorn();
    for (let count = 1; count <= 255; count += 1) await say('NDATA', null, { metrics: [] });
    await say('DBIRTH', DEVICE, { metrics: ALL });
    expect(sequence).toBe(0);
    expect(await readings()).toHaveLength(1);
  });

  test('show after garbage, which is kept as it came and ends nothing', async () => {
    await born();
    const garbage = Buffer.from([0x12, 0xff, 0xff, 0x00]);
    const source = printSparkplugTopic({ ...SITE, type: 'DDATA', device: DEVICE });
    await world.deliver(source, garbage);
    sequence += 1;
    await changed(powerOf(1_000));
    expect(await letters()).toMatchObject([
      { reason: expect.stringMatching(/^messages were lost/) },
      { source, payload: garbage, reason: expect.stringMatching(/^not a Sparkplug B payload/) },
    ]);
  });
});

test('a device that died is not heard until it is born again', async () => {
  await born();
  await say('DDEATH', DEVICE);
  await changed(powerOf(1_000));
  expect((await reasons()).join()).toMatch(/^the device Battery one was announced in no birth/);
});

describe('a gateway that speaks for another site', () => {
  test('gets a dead letter with a battery of that site, and an audit entry', async () => {
    await born(batteryIdOf(THREE));
    expect(await readings()).toEqual([]);
    expect((await reasons()).join()).toMatch(/no battery .* at this site/);
    const claims = await world.owner`
      select input from audit_entry where operation = 'publishTelemetry' and outcome = 'FalseClaimRefused'`;
    expect(claims).toMatchObject([{ input: { siteId: SITE.siteId, claimedBatteryIds: [batteryIdOf(THREE)] } }]);
  });

  test('finds no battery by the name of one that stands elsewhere', async () => {
    await born('Battery three');
    expect(await readings()).toEqual([]);
    expect(await reasons()).toEqual(['there is no battery called Battery three at this site']);
  });

  test('stores nothing of a tenant there is not', async () => {
    const topic = printSparkplugTopic({ ...SITE, tenantSlug: 'nobody', type: 'DBIRTH', device: DEVICE });
    await world.deliver(topic, encoded({ metrics: ALL, seq: 0 }));
    expect(await letters()).toEqual([]);
    expect(
      await world.owner`select 1 from sparkplug_birth where device = ${DEVICE} and tenant_id <> (select tenant_id from tenant where slug = 'alder')`,
    ).toEqual([]);
  });
});

describe('a dead letter that is replayed', () => {
  const REPLAY = `mutation($input: ReplayDeadLetterInput!) { replayDeadLetter(input: $input) {
    __typename ... on DeadLetterRefused { message } } }`;
  const replay = async (): Promise<{ __typename: string; message?: string }> => {
    const [letter] = await world.owner<{ id: string }[]>`select dead_letter_id as id from dead_letter where replayed_at is null`;
    const deadLetterId = Buffer.from(`DeadLetter:${present(letter, 'a letter').id}`).toString('base64url');
    return (await world.ask(operator, REPLAY, { input: { idempotencyKey: newKey(), deadLetterId } })).data.replayDeadLetter;
  };

  test('counts where it says all that a reading needs, by the aliases of the newest birth', async () => {
    await born();
    sequence += 1;
    const exported = { alias: 3, type: 'UInt64', value: 1_000_500 } as const;
    await changed(powerOf(1_000), { alias: 2, type: 'Float', value: 49 }, exported, { alias: 4, type: 'Double', value: 2_000 });
    expect(await replay()).toEqual({ __typename: 'DeadLetterReplayed' });
    expect((await readings())[1]).toMatchObject({ at_ms: atMs, active_power_kw: -1, exported_kwh: 1_000.5 });
  });

  test('is refused where what was measured beside it is not known', async () => {
    await born();
    sequence += 1;
    await changed(powerOf(1_000));
    expect(await replay()).toMatchObject({
      __typename: 'DeadLetterRefused',
      message: expect.stringMatching(/^nothing is known of socPercent/),
    });
    expect(await readings()).toHaveLength(1);
    expect(await letters()).toHaveLength(1);
  });

  test('counts once its battery has the name it was called by', async () => {
    await nodeBorn();
    await say('DBIRTH', 'Gateway name', { metrics: ALL });
    expect(await replay()).toMatchObject({ __typename: 'DeadLetterRefused' });
    await world.owner`update battery set name = 'Gateway name' where battery_id = ${batteryIdOf(ONE)}`;
    expect(await replay()).toEqual({ __typename: 'DeadLetterReplayed' });
    expect(await readings()).toMatchObject([{ battery_id: batteryIdOf(ONE), active_power_kw: -5 }]);
    await world.owner`update battery set name = 'Battery one' where battery_id = ${batteryIdOf(ONE)}`;
  });
});

test('what cannot be stored is tried again until it is', async () => {
  await born();
  await world.owner`alter table reading add constraint broken check (false) not valid`;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const telling = changed(powerOf(1_000));
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), { timeout: 5_000 });
    await world.owner`alter table reading drop constraint broken`;
    await vi.advanceTimersByTimeAsync(1_000);
    await telling;
  } finally {
    vi.useRealTimers();
  }
  expect((await readings())[1]).toMatchObject({ active_power_kw: -1 });
  expect(await letters()).toEqual([]);
});

test('a site that is not there keeps no birth and no reading', async () => {
  const siteId = '00000000-0000-4000-8000-000000000000';
  const topic = { tenantSlug: 'alder', siteId };
  await world.deliver(printSparkplugTopic({ ...topic, type: 'NBIRTH', device: null }), encoded({ seq: 0 }));
  await world.deliver(
    printSparkplugTopic({ ...topic, type: 'DBIRTH', device: batteryIdOf(ONE) }),
    encoded({ metrics: ALL, seq: 1 }),
  );
  expect(await world.owner`select 1 from sparkplug_birth where site_id = ${siteId}`).toEqual([]);
  expect(await readings()).toEqual([]);
  expect((await reasons()).join()).toMatch(/no battery/);
});

test('an agent’s batch on the topic of a gateway is no payload', async () => {
  const text = JSON.stringify({ version: 1, siteId: SITE.siteId });
  await world.deliver(printSparkplugTopic({ ...SITE, type: 'DDATA', device: DEVICE }), text);
  expect((await reasons()).join()).toMatch(/^not a Sparkplug B payload/);
});
