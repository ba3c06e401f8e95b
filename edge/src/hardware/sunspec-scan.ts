/** Finds what a SunSpec device is made of: its marker, and the chain of models behind it. Ids are scanned, never assumed. */
import type { ModbusConnection } from './modbus-connection.ts';
import { DeviceRefused } from './modbus-exceptions.ts';
import type { Point } from './points.ts';
import { wordCountOf } from './registers.ts';
import { SUNSPEC_MODELS, SUNSPEC_TYPES } from './sunspec-models.ts';

/** Where a device may keep the marker "SunS", in the order to look. */
const BASE_ADDRESSES = [40_000, 0, 50_000];
const MARKER = 0x53756e53;
const END_MODEL = 0xffff;
const HEADER_WORDS = 2;
const MODELS_MAX = 64;
const ADDRESS_MAX = 0xffff;
const ILLEGAL_ADDRESS = 2;

interface FoundModel {
  readonly id: number;
  /** Of its id word. */
  readonly address: number;
  /** Words behind the two of the header: devices differ in how much of a model they have. */
  readonly length: number;
}

export interface SunSpecDevice {
  readonly baseAddress: number;
  /** In the device's order; a model may come more than once. */
  readonly models: readonly FoundModel[];
}

/** Null when the device shows no marker: it speaks something else. */
export async function scanSunSpec(connection: ModbusConnection): Promise<SunSpecDevice | null> {
  const baseAddress = await findBase(connection);
  return baseAddress === null ? null : { baseAddress, models: await scanModels(connection, baseAddress) };
}

async function findBase(connection: ModbusConnection): Promise<number | null> {
  for (const base of BASE_ADDRESSES) {
    try {
      const marker = await connection.read(base, HEADER_WORDS);
      if (marker.readUInt32BE(0) === MARKER) return base;
    } catch (error) {
      // "No such address" means: look at the next one.
      if (!(error instanceof DeviceRefused)) throw error;
    }
  }
  return null;
}

async function scanModels(connection: ModbusConnection, base: number): Promise<FoundModel[]> {
  const models: FoundModel[] = [];
  let address = base + HEADER_WORDS;
  while (models.length < MODELS_MAX && address + HEADER_WORDS <= ADDRESS_MAX + 1) {
    const header = await readHeader(connection, address, models);
    if (header === null || header.id === END_MODEL) return models;
    models.push({ ...header, address });
    address += HEADER_WORDS + header.length;
  }
  throw new DeviceRefused(`the device's list of models does not end after ${models.length}`);
}

/** Null where the map ends without the end model, which some devices forget. */
async function readHeader(
  connection: ModbusConnection,
  address: number,
  models: readonly FoundModel[],
): Promise<Omit<FoundModel, 'address'> | null> {
  try {
    const header = await connection.read(address, HEADER_WORDS);
    return { id: header.readUInt16BE(0), length: header.readUInt16BE(2) };
  } catch (error) {
    const mapEnds = error instanceof DeviceRefused && error.exceptionCode === ILLEGAL_ADDRESS && models.length > 0;
    if (mapEnds) return null;
    throw error;
  }
}

/** A point of the first model with that id; null when the device lacks the model, or its model is too short for the point. */
export function findPoint(
  { models }: SunSpecDevice,
  [modelId, name]: readonly [modelId: number, name: string],
  { scale = 1, min = -Infinity, max = Infinity } = {},
): Point | null {
  const definition = SUNSPEC_MODELS[modelId]?.points[name];
  const model = models.find(({ id }) => id === modelId);
  if (!definition || !model) return null;
  const [offset, sunSpecType, scaleOffset] = definition;
  const { type, absent } = SUNSPEC_TYPES[sunSpecType];
  const end = HEADER_WORDS + model.length;
  if (offset + wordCountOf(type) > end || (scaleOffset ?? 0) >= end) return null;
  return {
    table: 'holding',
    address: model.address + offset,
    type,
    wordOrder: 'big-endian',
    byteOrder: 'big-endian',
    scale,
    scaleAddress: scaleOffset === undefined ? null : model.address + scaleOffset,
    offset: 0,
    absent,
    min,
    max,
  };
}

/** The texts of model 1: maker, model, version, serial number. */
export async function readNames(
  connection: ModbusConnection,
  { models }: SunSpecDevice,
): Promise<Readonly<Record<string, string>>> {
  const common = models.find(({ id }) => id === 1);
  const names: Record<string, string> = {};
  if (!common) return names;
  for (const [name, [offset, wordCount]] of Object.entries(SUNSPEC_MODELS[1]?.texts ?? {})) {
    if (offset + wordCount > HEADER_WORDS + common.length) continue;
    const bytes = await connection.read(common.address + offset, wordCount);
    names[name] = printableText(bytes);
  }
  return names;
}

/** Padded with NUL as the standard says, or with blanks as some do. */
function printableText(bytes: Buffer): string {
  const text = bytes.toString('latin1').split('\0')[0] ?? '';
  return text.replaceAll(/[^\x20-\x7e]/g, '').trim();
}
