import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { BatteryPlant, restingBattery, type ControlRegisters } from './battery-plant.ts';
import { energyAfter, type BatteryNameplate } from './physics.ts';
import { startSimulatedBattery, type SimulatedBattery } from './simulated-battery.ts';

const HOME: BatteryNameplate = {
  chargePowerKwMax: 5,
  dischargePowerKwMax: 5,
  energyCapacityKwh: 13.5,
  chargeEfficiencyPercent: 95,
  dischargeEfficiencyPercent: 95,
};
const GRID: BatteryNameplate = { ...HOME, chargePowerKwMax: 200_000, dischargePowerKwMax: 200_000, energyCapacityKwh: 400_000 };
const HOUR_MS = 3_600_000;
const MODEL_704 = 40_277;

const running: (SimulatedBattery | Socket)[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await ('stop' in each ? each.stop() : each.destroy());
});

async function batteryWithSocket(
  nameplate = HOME,
): Promise<{ battery: SimulatedBattery; socket: Socket; clock: { ms: number } }> {
  const clock = { ms: 0 };
  const battery = await startSimulatedBattery({ clock: { nowMs: () => clock.ms }, nameplate });
  const socket = connect(battery.port, '127.0.0.1');
  await once(socket, 'connect');
  running.push(socket, battery);
  return { battery, socket, clock };
}

function request(transactionId: number, body: number[]): Buffer {
  const frame = Buffer.alloc(7 + body.length);
  frame.writeUInt16BE(transactionId, 0);
  frame.writeUInt16BE(body.length + 1, 4);
  frame.writeUInt8(1, 6);
  Buffer.from(body).copy(frame, 7);
  return frame;
}

/** The bodies of the next answers, each behind its transaction id. */
async function answers(socket: Socket, count: number): Promise<{ transactionId: number; body: Buffer }[]> {
  let bytes = Buffer.alloc(0);
  const found: { transactionId: number; body: Buffer }[] = [];
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 7 && bytes.length >= 6 + bytes.readUInt16BE(4)) {
      const end = 6 + bytes.readUInt16BE(4);
      found.push({ transactionId: bytes.readUInt16BE(0), body: bytes.subarray(7, end) });
      bytes = bytes.subarray(end);
    }
    if (found.length >= count) return found;
  }
  throw new Error('the battery closed the connection');
}

function readBody(address: number, count: number): number[] {
  return [3, address >> 8, address & 0xff, count >> 8, count & 0xff];
}

test('a request cut into single bytes and three requests in one chunk are all answered, in order', async () => {
  const { socket } = await batteryWithSocket();
  for (const byte of request(1, readBody(40_000, 2))) socket.write(Buffer.from([byte]));
  socket.write(Buffer.concat([2, 3, 4].map((id) => request(id, readBody(40_000, 4)))));
  const found = await answers(socket, 4);
  expect(found.map(({ transactionId }) => transactionId)).toEqual([1, 2, 3, 4]);
  expect(found[0]?.body.toString('latin1')).toBe('\x03\x04SunS');
});

test.each([
  ['an unknown function is refused with exception 1', [4, 0, 0, 0, 1], [0x84, 1]],
  ['a register beyond the map is refused with exception 2', readBody(50_000, 2), [0x83, 2]],
  ['126 registers in one read are refused with exception 3', readBody(40_000, 126), [0x83, 3]],
  ['writing a measurement is refused with exception 2', [6, 40_080 >> 8, 40_080 & 0xff, 0, 1], [0x86, 2]],
  [
    'a switch that is neither on nor off is refused with exception 3',
    [6, (MODEL_704 + 22) >> 8, (MODEL_704 + 22) & 0xff, 0, 9],
    [0x86, 3],
  ],
])('%s', async (_guarantee, body, expected) => {
  const { socket } = await batteryWithSocket();
  socket.write(request(1, body));
  expect([...((await answers(socket, 1))[0]?.body ?? [])]).toEqual(expected);
});

test('a busy battery says so with exception 6 and answers the next request', async () => {
  const { socket, battery } = await batteryWithSocket();
  battery.faults.busyCount = 1;
  socket.write(Buffer.concat([request(1, readBody(40_000, 1)), request(2, readBody(40_000, 1))]));
  const [busy, answered] = await answers(socket, 2);
  expect([...(busy?.body ?? [])]).toEqual([0x83, 6]);
  expect(answered?.body.readUInt8(0)).toBe(3);
});

test('nonsense on the wire ends that connection and no other', async () => {
  const { socket, battery } = await batteryWithSocket();
  const vandal = connect(battery.port, '127.0.0.1');
  vandal.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  await once(vandal, 'close');
  socket.write(request(1, readBody(40_000, 2)));
  expect(await answers(socket, 1)).toHaveLength(1);
});

test.each([
  ['a grid battery', GRID],
  ['a home battery', HOME],
])('%s shows its ratings through its scale factors', async (_name, nameplate) => {
  const { socket } = await batteryWithSocket(nameplate);
  socket.write(Buffer.concat([request(1, readBody(40_225, 52)), request(2, readBody(40_344, 9))]));
  const [capacity, storage] = await answers(socket, 2);
  const word = (body: Buffer | undefined, offset: number): number => body?.readInt16BE(2 + offset * 2) ?? NaN;
  expect(((word(capacity?.body, 11) & 0xffff) * 10 ** word(capacity?.body, 45)) / 1_000).toBe(nameplate.dischargePowerKwMax);
  expect(((word(storage?.body, 2) & 0xffff) * 10 ** word(storage?.body, 7)) / 1_000).toBe(nameplate.energyCapacityKwh);
});

const SET: ControlRegisters = {
  setpointEnabled: true,
  setpointInWatts: true,
  setpointW: 4_000,
  revertSetpointW: 0,
  setpointPercent: 0,
  revertSetpointPercent: 0,
  revertEnabled: true,
  reversionSeconds: 0,
};

test('a controller that falls silent leaves the battery at zero from the very second it announced', () => {
  let nowMs = 0;
  const plant = new BatteryPlant({ nameplate: HOME, state: restingBattery(HOME, 50), nowMs: () => nowMs });
  plant.command({ ...SET, reversionSeconds: 900 });
  nowMs = 2 * HOUR_MS;
  expect(plant.state().exportedKwh).toBeCloseTo(1, 9);
  expect(plant.meteredPowerKw()).toBe(0);
});

test('a battery stops exactly at empty: it delivers what was stored, less its losses', () => {
  let nowMs = 0;
  const plant = new BatteryPlant({ nameplate: HOME, state: restingBattery(HOME, 10), nowMs: () => nowMs });
  plant.command(SET);
  nowMs = 10 * HOUR_MS;
  expect(plant.state()).toMatchObject({ storedEnergyKwh: 0, exportedKwh: 1.35 * 0.95 });
});

test('a restored battery continues where it was, and its time away does not count', () => {
  let nowMs = 0;
  const first = new BatteryPlant({ nameplate: HOME, state: restingBattery(HOME, 80), nowMs: () => nowMs });
  first.command({ ...SET, reversionSeconds: 3_600 });
  nowMs = HOUR_MS / 2;
  const saved = first.state();
  nowMs = 100 * HOUR_MS;
  const second = new BatteryPlant({ nameplate: HOME, state: saved, nowMs: () => nowMs });
  nowMs += HOUR_MS;
  expect(second.state().exportedKwh).toBeCloseTo(4, 9);
  expect(second.state().reversionRemainingMs).toBeNull();
});

test('the meter never shows more than the nameplate and strays at most a thousandth of it', () => {
  let nowMs = 0;
  const plant = new BatteryPlant({ nameplate: HOME, state: restingBattery(HOME, 50), nowMs: () => nowMs });
  plant.command({ ...SET, setpointW: 4_999 });
  const shown = Array.from({ length: 500 }, (_, second) => {
    nowMs = second * 1_000;
    return plant.meteredPowerKw();
  });
  expect(Math.max(...shown)).toBeLessThanOrEqual(5);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(4.999 - 0.005);
  expect(new Set(shown).size).toBeGreaterThan(100);
});

test('energy is neither made nor lost, and looking more often changes nothing', () => {
  const steps = fc.array(
    fc.record({
      askedPowerKw: fc.double({ min: -8, max: 8, noNaN: true }),
      durationMs: fc.integer({ min: 0, max: 4 * HOUR_MS }),
    }),
  );
  fc.assert(
    fc.property(steps, (plan) => {
      const start = restingBattery(HOME, 50);
      let whole: typeof start = start;
      let often: typeof start = start;
      for (const { askedPowerKw, durationMs } of plan) {
        whole = { ...whole, ...energyAfter(HOME, whole, { askedPowerKw, durationMs }) };
        for (let part = 0; part < 4; part += 1)
          often = { ...often, ...energyAfter(HOME, often, { askedPowerKw, durationMs: durationMs / 4 }) };
      }
      expect(often.storedEnergyKwh).toBeCloseTo(whole.storedEnergyKwh, 6);
      const balanceKwh = start.storedEnergyKwh + whole.importedKwh * 0.95 - whole.exportedKwh / 0.95;
      expect(whole.storedEnergyKwh).toBeCloseTo(balanceKwh, 6);
      expect(whole.storedEnergyKwh).toBeGreaterThanOrEqual(0);
      expect(whole.storedEnergyKwh).toBeLessThanOrEqual(HOME.energyCapacityKwh);
    }),
  );
});

test('a battery that ramps reaches a setpoint on a straight line, and its energy is that of the line', () => {
  let nowMs = 0;
  const plant = new BatteryPlant({ nameplate: HOME, state: restingBattery(HOME, 50), nowMs: () => nowMs, rampSeconds: 1 });
  plant.command(SET);
  nowMs = 400;
  expect(plant.meteredPowerKw()).toBeCloseTo(2, 1);
  nowMs = 3_600_000;
  expect(plant.state().exportedKwh).toBeCloseTo(4 - (4 * 0.4) / 3_600, 9);
  plant.command({ ...SET, setpointW: -4_000 });
  const before = plant.state();
  nowMs += 1_600;
  const after = plant.state();
  expect(plant.meteredPowerKw()).toBeCloseTo(-4, 1);
  expect(after.exportedKwh - before.exportedKwh).toBeCloseTo(1.6 / 3_600, 9);
  expect(after.importedKwh - before.importedKwh).toBeCloseTo(1.6 / 3_600, 9);
});

test('a setpoint every twentieth of a second leaves the same energy however often the battery is looked at', () => {
  const run = (looks: number): number => {
    let nowMs = 0;
    const plant = new BatteryPlant({ nameplate: HOME, state: restingBattery(HOME, 50), nowMs: () => nowMs, rampSeconds: 0.5 });
    for (let step = 0; step < 2_000; step += 1) {
      plant.command({ ...SET, setpointW: Math.round(5_000 * Math.sin(step / 7)) });
      for (let look = 0; look < looks; look += 1) {
        nowMs = step * 50 + (50 * (look + 1)) / looks;
        plant.meteredPowerKw();
      }
    }
    return plant.state().storedEnergyKwh;
  };
  expect(run(5)).toBeCloseTo(run(1), 9);
});
