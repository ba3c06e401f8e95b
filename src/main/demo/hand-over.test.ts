import path from 'node:path';
import { expect, test } from 'vitest';
import { readTenantFiles } from '../../modules/tenancy/index.ts';
import { ROOT } from '../wiring.ts';
import { handOverAt, withHandOver } from './hand-over.ts';

test.each([
  ['a world that follows the wall clock: the next half-hour', '2026-03-01T09:02:00Z', null, '2026-03-01T09:30:00Z'],
  ['with ten minutes of the lessee who leaves, at the least', '2026-03-01T09:21:00Z', null, '2026-03-01T10:00:00Z'],
  ['a simulated day: its noon', '2024-11-04T00:00:00Z', '2024-11-04', '2024-11-04T12:00:00Z'],
  ['in summer too', '2023-07-16T23:00:00Z', '2023-07-17', '2023-07-17T11:00:00Z'],
])('%s', (_guarantee, from, fromDate, expected) => {
  expect(handOverAt({ fromAt: new Date(from), fromDate })).toEqual(new Date(expected));
});

test('one lease ends at the instant at which the next one begins, and nothing else changes', async () => {
  const files = await readTenantFiles(path.join(ROOT, 'tenants'));
  const changed = withHandOver(files, new Date('2024-11-04T12:00:00Z'));
  const leases = changed.flatMap(leasesOf);
  expect(leases).toEqual([
    { party: 'highland-storage', role: 'LESSEE', validFrom: '2023-04-01T00:00:00Z', validUntil: '2024-11-04T12:00:00Z' },
    { party: 'beauly-farms', role: 'LESSEE', validFrom: '2024-11-04T12:00:00Z', validUntil: '2033-04-01T00:00:00Z' },
  ]);
  expect(changed.map(withoutLeases)).toEqual(files.map(withoutLeases));
});

type File = Awaited<ReturnType<typeof readTenantFiles>>[number];

function leasesOf({ sites }: File): File['sites'][number]['batteries'][number]['agreements'] {
  return sites.flatMap(({ batteries }) =>
    batteries.flatMap(({ agreements }) => agreements.filter(({ role }) => role === 'LESSEE')),
  );
}

function withoutLeases(file: File): File {
  const sites = file.sites.map((site) => ({
    ...site,
    batteries: site.batteries.map((battery) => ({
      ...battery,
      agreements: battery.agreements.filter(({ role }) => role !== 'LESSEE'),
    })),
  }));
  return { ...file, sites };
}
