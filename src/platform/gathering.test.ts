import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { quietLog } from '../../test/harness/quiet-log.ts';
import type { TenantId } from '../kernel/ids.ts';
import { gathering } from './gathering.ts';
import type { Platform } from './platform.ts';

// Gathering needs no more of a platform than its log.
const platform = { log: quietLog } as Platform;
const tenantId = randomUUID() as string as TenantId;
const otherTenantId = randomUUID() as string as TenantId;

interface Item {
  readonly name: string;
  readonly number: number;
}

/** Work that ends when it is told to, and what it was given. */
function heldWork(): {
  readonly taken: string[];
  readonly workOff: (items: readonly Item[]) => Promise<void>;
  end: () => Promise<void>;
} {
  const taken: string[] = [];
  let ending: (() => void)[] = [];
  return {
    taken,
    workOff: (items) => {
      taken.push(items.map(({ name, number }) => `${name}${number}`).join(' '));
      return new Promise((resolve) => ending.push(resolve));
    },
    async end() {
      const all = ending;
      ending = [];
      for (const one of all) one();
      await new Promise(setImmediate);
    },
  };
}

test('what comes alone is worked on at once; what comes meanwhile is worked on together, as much as is allowed at a time', async () => {
  const { taken, workOff, end } = heldWork();
  const join = gathering<Item>({ countMax: 2, workOff });
  for (const number of [1, 2, 3, 4]) join(platform, tenantId, { name: 'a', number });
  expect(taken).toEqual(['a1']);
  await end();
  expect(taken).toEqual(['a1', 'a2 a3']);
  await end();
  await end();
  join(platform, tenantId, { name: 'b', number: 5 });
  expect(taken).toEqual(['a1', 'a2 a3', 'a4', 'b5']);
});

test('two of one name are never worked on together, and keep their order', async () => {
  const { taken, workOff, end } = heldWork();
  const join = gathering<Item>({ countMax: 10, nameOf: ({ name }) => name, workOff });
  join(platform, tenantId, { name: 'a', number: 1 });
  for (const [name, number] of [
    ['b', 2],
    ['b', 3],
    ['c', 4],
    ['b', 5],
  ] as const)
    join(platform, tenantId, { name, number });
  for (let round = 0; round < 4; round += 1) await end();
  expect(taken).toEqual(['a1', 'b2 c4', 'b3', 'b5']);
});

test('one tenant’s work does not wait for another’s', () => {
  const { taken, workOff } = heldWork();
  const join = gathering<Item>({ countMax: 10, workOff });
  join(platform, tenantId, { name: 'a', number: 1 });
  join(platform, otherTenantId, { name: 'b', number: 2 });
  expect(taken).toEqual(['a1', 'b2']);
});
