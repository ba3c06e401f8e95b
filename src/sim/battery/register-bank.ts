/** What a simulated battery shows of itself: registers to be read and written. */

/** What a write comes to, as Modbus exceptions count: 2 is an illegal address, 3 an illegal value. */
export type WriteOutcome = 'written' | 'illegal-address' | 'illegal-value';

export interface RegisterBank {
  /** Holding registers as they are now, big-endian; null when the range reaches beyond the map. */
  read(address: number, count: number): Buffer | null;
  /** Input registers; left out by a device that has none. */
  readInput?(address: number, count: number): Buffer | null;
  /** All words or none. */
  write(address: number, values: Buffer): WriteOutcome;
}
