/** What a Modbus device may answer instead of what was asked: every exception code with its name and what follows from it. */

/** Refused: asking again will not help. Later: the same request may work in a moment. Gateway: nobody behind it answered. */
type Verdict = 'refused' | 'later' | 'gateway';

interface ModbusException {
  readonly name: string;
  readonly verdict: Verdict;
}

const EXCEPTIONS: ReadonlyMap<number, ModbusException> = new Map([
  [1, { name: 'illegal function', verdict: 'refused' }],
  [2, { name: 'illegal data address', verdict: 'refused' }],
  [3, { name: 'illegal data value', verdict: 'refused' }],
  [4, { name: 'device failure', verdict: 'refused' }],
  [5, { name: 'acknowledge, still working on it', verdict: 'later' }],
  [6, { name: 'device busy', verdict: 'later' }],
  [7, { name: 'negative acknowledge', verdict: 'refused' }],
  [8, { name: 'memory parity error', verdict: 'later' }],
  [10, { name: 'gateway path unavailable', verdict: 'gateway' }],
  [11, { name: 'gateway target does not answer', verdict: 'gateway' }],
]);

/** A code that the protocol does not know is a refusal: it must not be asked for ever. */
export function exceptionOf(code: number): ModbusException {
  return EXCEPTIONS.get(code) ?? { name: 'an exception the protocol does not know', verdict: 'refused' };
}

/** The device did not answer, answered nonsense, or there is no way to it. Trying again later may help. */
export class DeviceUnreachable extends Error {
  override readonly name = 'DeviceUnreachable';
}

/** The device answered that it will not do it; asking again will not help. */
export class DeviceRefused extends Error {
  override readonly name = 'DeviceRefused';
  /** Null when the refusal is ours: the device is none that can be driven. */
  readonly exceptionCode: number | null;

  constructor(message: string, { exceptionCode = null, ...options }: ErrorOptions & { exceptionCode?: number | null } = {}) {
    super(message, options);
    this.exceptionCode = exceptionCode;
  }
}
