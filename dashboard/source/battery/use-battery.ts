import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import {
  BatteryDetailDocument,
  type BatteryDetailQuery,
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

/** A battery with its instructions as they change state. */
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
    void load();
    const stream = client.subscription(LiveInstructionsDocument, { batteryId }).subscribe(({ data }) => {
      if (data)
        edit((battery) => ({ ...battery, instructions: { nodes: withChange(battery.instructions.nodes, data.instructions) } }));
    });
    return () => stream.unsubscribe();
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
