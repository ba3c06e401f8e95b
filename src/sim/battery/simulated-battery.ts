/** A battery that answers real Modbus TCP on a real port. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { BatteryPlant, restingBattery, type BatteryState } from './battery-plant.ts';
import { createModbusServer, type BatteryFaults } from './modbus-server.ts';
import type { BatteryNameplate } from './physics.ts';
import type { RegisterBank } from './register-bank.ts';
import { RegisterImage } from './register-image.ts';
import { GenericHybrid } from './generic-hybrid.ts';
import { LegacyStorage } from './legacy-storage.ts';

export interface SimulatedBattery {
  readonly port: number;
  readonly faults: BatteryFaults;
  state(): BatteryState;
  stop(): Promise<void>;
}

interface SimulatedBatteryOptions {
  readonly clock: { nowMs(): number };
  readonly nameplate: BatteryNameplate;
  /** What it speaks; SunSpec models 701 to 713 when left out. */
  readonly kind?: BatteryKind;
  /** From rest to full power; at once when left out. */
  readonly rampSeconds?: number;
  /** What its meter shows of the grid; nominal when left out. */
  readonly frequencyHertz?: () => number;
  /** Told of each write to the control group. */
  readonly onCommand?: (control: BatteryState['control']) => void;
  /** As an earlier run left it; a new battery is half full and at rest. */
  readonly state?: BatteryState;
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
}

const NEW_BATTERY_SOC_PERCENT = 50;

const BANKS = {
  /** SunSpec models 701, 702, 704 and 713. */
  'sunspec-der': (plant: BatteryPlant): RegisterBank => new RegisterImage(plant),
  /** SunSpec models 103, 124 and 802. */
  'legacy-storage': (plant: BatteryPlant): RegisterBank => new LegacyStorage(plant),
  /** The registers of `edge/maps/generic-hybrid.yaml`. */
  'generic-hybrid': (plant: BatteryPlant): RegisterBank => new GenericHybrid(plant),
};

export type BatteryKind = keyof typeof BANKS;

export async function startSimulatedBattery(options: SimulatedBatteryOptions): Promise<SimulatedBattery> {
  const { clock, nameplate, state, kind = 'sunspec-der', host = '127.0.0.1', port = 0, ...behaviour } = options;
  const plant = new BatteryPlant({
    ...behaviour,
    nameplate,
    state: state ?? restingBattery(nameplate, NEW_BATTERY_SOC_PERCENT),
    nowMs: () => clock.nowMs(),
  });
  const faults: BatteryFaults = { busyCount: 0, ignoresWrites: false, silent: false };
  const server = createModbusServer(BANKS[kind](plant), faults);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    faults,
    state: () => plant.state(),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
