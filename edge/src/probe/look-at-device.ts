/** What an installer wants to know of a device: its models and names, what it can do, and how it is right now. Reads only. */
import type { BatteryLayout } from '../hardware/battery-layout.ts';
import { ModbusConnection } from '../hardware/modbus-connection.ts';
import { ModbusDevice, type DeviceReading } from '../hardware/modbus-device.ts';
import { DeviceRefused } from '../hardware/modbus-exceptions.ts';
import { ModbusLine, printAddress, type LineAddress } from '../hardware/modbus-line.ts';
import { planReads, RegisterSnapshot } from '../hardware/points.ts';
import { SUNSPEC_MODELS } from '../hardware/sunspec-models.ts';
import { findPoint, readNames, scanSunSpec, type SunSpecDevice } from '../hardware/sunspec-scan.ts';

interface ModelReport {
  readonly id: number;
  readonly title: string;
  readonly address: number;
  readonly length: number;
  /** By SunSpec's names; null where the device does not implement a point. */
  readonly values: Readonly<Record<string, number | string | null>>;
}

export interface DeviceReport {
  readonly address: string;
  readonly unitId: number;
  readonly sunSpec: {
    readonly baseAddress: number;
    readonly names: Readonly<Record<string, string>>;
    readonly models: readonly ModelReport[];
  } | null;
  /** How it would be driven; null when it cannot be. */
  readonly drivenAs: string | null;
  readonly refusal: string | null;
  readonly reading: DeviceReading | null;
}

export interface ProbeTarget {
  readonly address: LineAddress;
  readonly unitId: number;
  readonly layout: BatteryLayout | null;
}

export interface Looked {
  readonly report: DeviceReport;
  readonly device: ModbusDevice;
}

const UNKNOWN_MODEL = 'not known to the agent';

/** Rejects only when the device cannot be reached. */
export async function lookAtDevice(
  { address, unitId, layout }: ProbeTarget,
  { nowMs }: { nowMs: () => number },
): Promise<Looked> {
  const line = new ModbusLine(address);
  const connection = new ModbusConnection({ line, unitId });
  const sunSpec = await connection.exclusive(() => scanSunSpec(connection));
  const device = new ModbusDevice({ ...address, unitId }, { line, nowMs, ...(layout && { layout }) });
  const { reading, refusal } = await tryReading(device);
  return {
    device,
    report: {
      address: printAddress(address),
      unitId,
      sunSpec: sunSpec && (await connection.exclusive(() => describe(connection, sunSpec))),
      drivenAs: reading && (device.layout?.title ?? null),
      refusal,
      reading,
    },
  };
}

async function tryReading(device: ModbusDevice): Promise<{ reading: DeviceReading | null; refusal: string | null }> {
  try {
    return { reading: await device.read(), refusal: null };
  } catch (error) {
    if (error instanceof DeviceRefused) return { reading: null, refusal: error.message };
    throw error;
  }
}

async function describe(connection: ModbusConnection, device: SunSpecDevice): Promise<NonNullable<DeviceReport['sunSpec']>> {
  const models: ModelReport[] = [];
  for (const { id, address, length } of device.models) {
    const title = SUNSPEC_MODELS[id]?.title ?? UNKNOWN_MODEL;
    models.push({ id, title, address, length, values: await valuesOf(connection, device, id) });
  }
  return { baseAddress: device.baseAddress, names: await readNames(connection, device), models };
}

async function valuesOf(connection: ModbusConnection, device: SunSpecDevice, id: number): Promise<ModelReport['values']> {
  const definition = SUNSPEC_MODELS[id];
  const points = Object.keys(definition?.points ?? {}).flatMap((name) => {
    const point = findPoint(device, [id, name]);
    return point ? [{ name, point }] : [];
  });
  const snapshot = new RegisterSnapshot();
  for (const span of planReads(
    points.map(({ point }) => point),
    null,
  )) {
    snapshot.add(span, await connection.read(span.address, span.count));
  }
  return Object.fromEntries(
    points.map(({ name, point }) => {
      const value = snapshot.value(point);
      return [name, value === null ? null : (definition?.states?.[name]?.[value] ?? value)];
    }),
  );
}
