import { present } from '../../kernel/assert.ts';
import type { CivilDate } from '../../kernel/periods.ts';
import type { TenantFile } from '../../modules/tenancy/index.ts';

/** The lease that passes from its lessee to another party on the demo's first day, so that rights are seen to follow time. */
const HAND_OVER = { tenant: 'northwind', site: 'kilmarnock', battery: 'main', to: 'beauly-farms' } as const;

const HALF_HOUR_MS = 30 * 60_000;
/** The lessee who leaves has measured at least this much. */
const NOTICE_MS = 10 * 60_000;

/** When the lease passes: in the middle of a day that is simulated from its start, at the next half-hour of one that is not. */
export function handOverAt({ fromAt, fromDate }: { fromAt: Date; fromDate: CivilDate | null }): Date {
  const startMs = fromAt.getTime();
  if (fromDate !== null) return new Date(startMs + 24 * HALF_HOUR_MS);
  return new Date(Math.ceil((startMs + NOTICE_MS) / HALF_HOUR_MS) * HALF_HOUR_MS);
}

/** The tenants' files with the lease handed over at an instant. */
export function withHandOver(files: readonly TenantFile[], at: Date): TenantFile[] {
  const handOver = `${at.toISOString().slice(0, 19)}Z`;
  return files.map((file) => (file.slug === HAND_OVER.tenant ? handedOver(file, handOver) : file));
}

function handedOver(file: TenantFile, at: string): TenantFile {
  const sites = file.sites.map((site) => {
    if (site.key !== HAND_OVER.site) return site;
    return {
      ...site,
      batteries: site.batteries.map((battery) =>
        battery.key === HAND_OVER.battery ? { ...battery, agreements: passedOn(battery.agreements, at) } : battery,
      ),
    };
  });
  return { ...file, sites };
}

type Agreements = TenantFile['sites'][number]['batteries'][number]['agreements'];

function passedOn(agreements: Agreements, at: string): Agreements {
  const lease = present(
    agreements.find(({ role }) => role === 'LESSEE'),
    'a lease to pass on',
  );
  return agreements.flatMap((agreement) =>
    agreement === lease
      ? [
          { ...lease, validUntil: at },
          { ...lease, party: HAND_OVER.to, validFrom: at },
        ]
      : [agreement],
  );
}
