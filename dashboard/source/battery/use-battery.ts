import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import {
  BatteryDetailDocument,
  type BatteryDetailQuery,
  BatteryOrdersDocument,
  type InstructionDetailFragment,
  LiveInstructionsDocument,
} from '../../generated/operations.ts';
import { sentenceOf } from '../api/failure.ts';
import { type Withheld, withheldIn } from '../api/withheld.ts';

export type BatteryDetail = NonNullable<BatteryDetailQuery['battery']>;

type Loaded =
  | { state: 'loading' }
  | { state: 'failed'; sentence: string }
  | { state: 'missing' }
  | { state: 'loaded'; battery: BatteryDetail; withheld: readonly Withheld[]; askedAtMs: number };

const INSTRUCTION_COUNT_MAX = 20;
/** Overrides, stops, limits and responses come in force and end by the clock, too. */
const ORDERS_INTERVAL_MS = 10_000;
/** One change of them is several of instructions: they are asked for once it has calmed down. */
const ORDERS_DELAY_MS = 500;

/** A battery with its instructions as they change state, and with what its instructions follow. */
export function useBattery(batteryId: string): {
  loaded: Loaded;
  reload: () => void;
  change: (part: Partial<BatteryDetail>) => void;
} {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const edit = useCallback((next: (battery: BatteryDetail) => BatteryDetail): void => {
    setLoaded((before) => (before.state === 'loaded' ? { ...before, battery: next(before.battery) } : before));
  }, []);
  const load = useCallback(async (): Promise<void> => {
    const { data, error, extensions } = await client.query(BatteryDetailDocument, { id: batteryId });
    if (data?.battery) {
      const askedAtMs = Date.parse(data.viewer.askedAt);
      setLoaded({ state: 'loaded', battery: data.battery, withheld: withheldIn(extensions), askedAtMs });
    } else setLoaded(error ? { state: 'failed', sentence: sentenceOf(error) } : { state: 'missing' });
  }, [client, batteryId]);
  useEffect(() => {
    let current = true;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const loadOrders = async (): Promise<void> => {
      const { data } = await client.query(BatteryOrdersDocument, { id: batteryId });
      const orders = data?.battery;
      if (current && orders) edit((battery) => ({ ...battery, ...orders }));
    };
    void load();
    const timer = setInterval(() => void loadOrders(), ORDERS_INTERVAL_MS);
    const stream = client.subscription(LiveInstructionsDocument, { batteryId }).subscribe(({ data }) => {
      if (!data) return;
      edit((battery) => ({ ...battery, instructions: { nodes: withChange(battery.instructions.nodes, data.instructions) } }));
      clearTimeout(waiting);
      waiting = setTimeout(() => void loadOrders(), ORDERS_DELAY_MS);
    });
    return () => {
      current = false;
      clearTimeout(waiting);
      clearInterval(timer);
      stream.unsubscribe();
    };
  }, [client, batteryId, load, edit]);
  return { loaded, reload: () => void load(), change: (part) => edit((battery) => ({ ...battery, ...part })) };
}

function withChange(
  known: readonly InstructionDetailFragment[],
  changed: InstructionDetailFragment,
): InstructionDetailFragment[] {
  return [...known.filter((one) => one.id !== changed.id), changed]
    .toSorted((a, b) => b.instructionSequence - a.instructionSequence)
    .slice(0, INSTRUCTION_COUNT_MAX);
}
