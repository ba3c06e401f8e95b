import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyAssets } from '../../src/modules/assets/index.ts';
import { applyAgreements } from '../../src/modules/ownership/index.ts';
import type { TenantFile } from '../../src/modules/tenancy/index.ts';
import { batteryIdOf, fileOf, openWorld, type World } from '../harness/world.ts';

type FileBattery = TenantFile['sites'][number]['batteries'][number];

const ONE = { tenant: 'alder', site: 'north', battery: 'one' } as const;
const file = fileOf('alder');
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** The tenant's file with its battery `one` otherwise. */
function withBattery(change: (battery: FileBattery) => FileBattery): TenantFile {
  const sites = file.sites.map((site) => ({
    ...site,
    batteries: site.batteries.map((battery) =>
      site.key === ONE.site && battery.key === ONE.battery ? change(battery) : battery,
    ),
  }));
  return { ...file, sites };
}

async function apply(changed: TenantFile): Promise<void> {
  await applyAssets(world.services, changed);
  await applyAgreements(world.services, changed);
}

interface Entry {
  readonly operation: string;
  readonly actorKind: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the trail says of files since an entry, of one subject where it is given. */
async function trail(subjectId: string | null = null): Promise<readonly Entry[]> {
  const { data } = await world.ask(
    await world.key('alder', 'ADMIN'),
    '{ auditEntries(first: 100) { nodes { operation actorKind subjectId before after } } }',
    {},
  );
  const entries: readonly (Entry & { readonly subjectId: string | null })[] = data.auditEntries.nodes;
  return entries.filter((entry) => entry.actorKind === 'file' && (subjectId === null || entry.subjectId?.includes(subjectId)));
}

const modelOf = async (): Promise<string | undefined> =>
  (
    await world.owner<{ model: string }[]>`
      select ownership_model as model from battery where tenant_id = ${file.tenantId} and battery_id = ${batteryIdOf(ONE)}`
  )[0]?.model;

test('what a changed file changes is in the trail with before and after, and the same file again adds nothing', async () => {
  const began = (await trail()).length;
  await apply(file);
  expect(await trail()).toHaveLength(began);
  const changed = withBattery((battery) => ({ ...battery, energyCapacityKwh: battery.energyCapacityKwh + 1 }));
  await apply(changed);
  await apply(changed);
  const added = (await trail()).slice(0, -began);
  expect(added).toEqual([expect.objectContaining({ operation: 'applyBattery', actorKind: 'file' })]);
  const [entry] = added;
  const { energyCapacityKwh } = JSON.parse(entry?.after ?? '{}');
  expect(JSON.parse(entry?.before ?? '{}')).toEqual({ energyCapacityKwh: energyCapacityKwh - 1 });
});

test('agreements that come with a file are in the trail, each by itself', async () => {
  const began = (await trail()).length;
  await apply(
    withBattery((battery) => ({
      ...battery,
      agreements: [
        ...battery.agreements,
        { party: 'stranger', role: 'AUDITOR', validFrom: '2029-01-01T00:00:00Z', validUntil: '2029-02-01T00:00:00Z' },
      ],
    })),
  );
  const added = (await trail()).slice(0, -began);
  expect(added.map(({ operation }) => operation)).toContain('applyAgreement');
  const made = added.find(({ operation }) => operation === 'applyAgreement');
  expect(JSON.parse(made?.after ?? '{}')).toMatchObject({ role: 'AUDITOR', versionSequence: 1 });
});

test('a battery with agreements keeps its ownership model, and the refusal says which', async () => {
  const before = await modelOf();
  const other = before === 'merchant' ? 'lease' : 'merchant';
  await expect(apply(withBattery((battery) => ({ ...battery, ownershipModel: other })))).rejects.toThrow(
    `is under the ownership model ${before} and has agreements`,
  );
  expect(await modelOf()).toBe(before);
});

test('a battery that nobody has agreed on comes under another model', async () => {
  await world.owner`delete from agreement_version where tenant_id = ${file.tenantId}`;
  await world.owner`delete from agreement where tenant_id = ${file.tenantId}`;
  const other = (await modelOf()) === 'merchant' ? 'lease' : 'merchant';
  await applyAssets(
    world.services,
    withBattery((battery) => ({ ...battery, ownershipModel: other })),
  );
  expect(await modelOf()).toBe(other);
});
