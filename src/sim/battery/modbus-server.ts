/** Modbus TCP frames over raw sockets. A library's server costs a millisecond a request; this one a tenth. */
import { createServer, type Server, type Socket } from 'node:net';
import type { RegisterBank, WriteOutcome } from './register-bank.ts';

const HEADER_BYTES = 7;
/** Unit id and at least a function code. */
const FRAME_LENGTH_MIN = 2;
const FRAME_LENGTH_MAX = 254;
const REGISTERS_PER_READ_MAX = 125;
const REGISTERS_PER_WRITE_MAX = 123;

const ILLEGAL_FUNCTION = 1;
const ILLEGAL_ADDRESS = 2;
const ILLEGAL_VALUE = 3;
const BUSY = 6;

/** What can be made to go wrong, for tests and drills; change it while the battery runs. */
export interface BatteryFaults {
  /** So many requests to come are answered "busy". */
  busyCount: number;
  /** Writes are confirmed and not carried out, as some real devices do in local mode. */
  ignoresWrites: boolean;
  /** Requests are not answered at all. */
  silent: boolean;
}

export function createModbusServer(bank: RegisterBank, faults: BatteryFaults): Server {
  return createServer({ noDelay: true }, (socket) => converse(socket, bank, faults));
}

function converse(socket: Socket, bank: RegisterBank, faults: BatteryFaults): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const answers: Buffer[] = [];
    while (received.length >= HEADER_BYTES) {
      const length = received.readUInt16BE(4);
      const readable = received.readUInt16BE(2) === 0 && length >= FRAME_LENGTH_MIN && length <= FRAME_LENGTH_MAX;
      if (!readable) {
        socket.destroy();
        return;
      }
      const frameBytes = HEADER_BYTES - 1 + length;
      if (received.length < frameBytes) break;
      const request = received.subarray(HEADER_BYTES, frameBytes);
      if (!faults.silent) answers.push(frame(received, answer(request, bank, faults)));
      received = received.subarray(frameBytes);
    }
    if (answers.length > 0) socket.write(Buffer.concat(answers));
  });
  // The other side may vanish at any time; the battery does not care.
  socket.on('error', () => socket.destroy());
}

function frame(requestHeader: Buffer, body: Buffer): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + body.length);
  requestHeader.copy(bytes, 0, 0, HEADER_BYTES);
  bytes.writeUInt16BE(body.length + 1, 4);
  body.copy(bytes, HEADER_BYTES);
  return bytes;
}

function answer(request: Buffer, bank: RegisterBank, faults: BatteryFaults): Buffer {
  const functionCode = request.readUInt8(0);
  if (faults.busyCount > 0) {
    faults.busyCount -= 1;
    return exception(functionCode, BUSY);
  }
  switch (functionCode) {
    case 3:
      return readRegisters(request, (address, count) => bank.read(address, count));
    case 4:
      return bank.readInput
        ? readRegisters(request, (address, count) => bank.readInput?.(address, count) ?? null)
        : exception(4, ILLEGAL_FUNCTION);
    case 6:
      return writeRegister(request, bank, faults);
    case 16:
      return writeRegisters(request, bank, faults);
    default:
      return exception(functionCode, ILLEGAL_FUNCTION);
  }
}

function exception(functionCode: number, code: number): Buffer {
  return Buffer.from([functionCode | 0x80, code]);
}

function readRegisters(request: Buffer, read: RegisterBank['read']): Buffer {
  const functionCode = request.readUInt8(0);
  if (request.length !== 5) return exception(functionCode, ILLEGAL_VALUE);
  const count = request.readUInt16BE(3);
  if (count < 1 || count > REGISTERS_PER_READ_MAX) return exception(functionCode, ILLEGAL_VALUE);
  const words = read(request.readUInt16BE(1), count);
  if (!words) return exception(functionCode, ILLEGAL_ADDRESS);
  return Buffer.concat([Buffer.from([functionCode, words.length]), words]);
}

function writeRegister(request: Buffer, bank: RegisterBank, faults: BatteryFaults): Buffer {
  if (request.length !== 5) return exception(6, ILLEGAL_VALUE);
  const outcome = faults.ignoresWrites ? 'written' : bank.write(request.readUInt16BE(1), request.subarray(3, 5));
  return outcome === 'written' ? Buffer.from(request) : exception(6, exceptionOf(outcome));
}

function writeRegisters(request: Buffer, bank: RegisterBank, faults: BatteryFaults): Buffer {
  if (request.length < 6) return exception(16, ILLEGAL_VALUE);
  const count = request.readUInt16BE(3);
  const byteCount = request.readUInt8(5);
  const consistent =
    count >= 1 && count <= REGISTERS_PER_WRITE_MAX && byteCount === count * 2 && request.length === 6 + byteCount;
  if (!consistent) return exception(16, ILLEGAL_VALUE);
  const outcome = faults.ignoresWrites ? 'written' : bank.write(request.readUInt16BE(1), request.subarray(6));
  return outcome === 'written' ? Buffer.from(request.subarray(0, 5)) : exception(16, exceptionOf(outcome));
}

function exceptionOf(outcome: Exclude<WriteOutcome, 'written'>): number {
  return outcome === 'illegal-address' ? ILLEGAL_ADDRESS : ILLEGAL_VALUE;
}
