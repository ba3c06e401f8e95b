import type { TenantId } from '../../src/kernel/ids.ts';
import type { TenantFile } from '../../src/modules/tenancy/index.ts';

export type Slug = 'alder' | 'birch';

const SINCE = '2023-01-01T00:00:00Z';
/** The agreement of the party `former` ends and that of `coming` begins at this instant. */
export const HANDOVER_AT = new Date('2026-06-01T00:00:00Z');
const HANDOVER = '2026-06-01T00:00:00Z';

type Agreement = TenantFile['sites'][number]['batteries'][number]['agreements'][number];

/** Two tenants of the same shape: whatever one of them can ask for exists at the other under another id. */
export const TWO_TENANTS: readonly TenantFile[] = [
  tenant({ slug: 'alder', name: 'Alder Power', id: '0a1de700-0000-4000-8000-00000000000a' }),
  tenant({ slug: 'birch', name: 'Birch Energy', id: '0b17c400-0000-4000-8000-00000000000b' }),
];

function tenant({ slug, name, id }: { slug: Slug; name: string; id: string }): TenantFile {
  return {
    id,
    // The literals above are UUIDs.
    tenantId: id as TenantId,
    slug,
    name,
    telemetry: { customMetrics: [{ name: 'cellVoltageVoltsMin', unit: 'V' }] },
    parties: ['supplier', 'owner', 'lessor', 'lessee', 'optimiser', 'former', 'coming', 'stranger'].map((key) => ({
      key,
      name: `The ${key} of ${name}`,
    })),
    sites: [
      {
        key: 'north',
        name: `${name} north`,
        timeZone: 'Europe/London',
        market: 'GB',
        importLimitKw: 150,
        exportLimitKw: 120,
        batteries: [
          battery('one', [
            { party: 'owner', role: 'OWNER', validFrom: SINCE },
            { party: 'optimiser', role: 'OPTIMISER', validFrom: SINCE },
            { party: 'supplier', role: 'OFFTAKER', validFrom: SINCE },
          ]),
          battery('two', [
            { party: 'lessor', role: 'LESSOR', validFrom: SINCE },
            { party: 'lessee', role: 'LESSEE', validFrom: SINCE },
            { party: 'supplier', role: 'OPERATOR', validFrom: SINCE },
          ]),
        ],
      },
      {
        key: 'south',
        name: `${name} south`,
        timeZone: 'Europe/London',
        market: 'GB',
        importLimitKw: 500,
        exportLimitKw: 500,
        batteries: [
          battery('three', [
            { party: 'former', role: 'OWNER', validFrom: SINCE, validUntil: HANDOVER },
            { party: 'coming', role: 'OWNER', validFrom: HANDOVER },
          ]),
        ],
      },
    ],
  };
}

function battery(key: string, agreements: Agreement[]): TenantFile['sites'][number]['batteries'][number] {
  return {
    key,
    name: `Battery ${key}`,
    chargePowerKwMax: 100,
    dischargePowerKwMax: 100,
    energyCapacityKwh: 200,
    chargeEfficiencyPercent: 95,
    dischargeEfficiencyPercent: 95,
    intent: { socPercentMin: 10, socPercentMax: 90, reservePercent: 5, wearCostPerMwh: '4' },
    agreements,
  };
}
