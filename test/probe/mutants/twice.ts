import { nameOf, type Site } from './instrument.ts';

/** A lock that stands twice: each of the two is redundant by itself, so that they are dropped together. */
interface Twice {
  readonly what: RegExp;
  readonly together: RegExp;
  readonly because: string;
}

const TWICE: readonly Twice[] = [
  {
    what: /assets\/reads\.ts:\d+ listed\.tenant_id = /,
    together: /assets\/reads\.ts:\d+ battery\.tenant_id = tenantId/,
    because: 'the list of a party is joined to batteries by their tenant, which is named as well',
  },
  {
    what: /ownership\/granted\.ts:\d+ granted\.valid_until > |begin-readings\.ts:\d+ .*covers\('live:read', now\)/,
    together:
      /granted\.ts:\d+ granted\.valid_until > |(?:begin|follow)-readings\.ts:\d+ .*covers\('live:read', (?:now|this\.#platform\.clock\.now\(\))\)/,
    because: 'the end of an agreement is asked for in SQL by streams of readings alone, which hold it against the clock as well',
  },
  {
    what: /watch-connectivity\.ts:\d+ battery\.tenant_id = /,
    together: /telemetry\/battery-memory\.ts:\d+ battery\.tenant_id = /,
    because: 'whoever is looked at is looked up again by its tenant before it is called silent',
  },
  {
    what: /identities\.ts:\d+ db\.read\(person\.tenantId, …\) opens another tenant/,
    together: /identities\.ts:\d+ db\.write\(person\.tenantId, …\) opens another tenant/,
    because: 'whoever is not found is looked for once more by the transaction that would write them down',
  },
  {
    what: /site-rights\.ts:\d+ rights\.has\(right\) is not asked/,
    together: /site-rights\.ts:\d+ rights\.has\(right\) is not asked/,
    because: 'the first of the two only chooses the battery that a refusal tells of',
  },
  {
    what: /trail\/resolvers\.ts:\d+ rights\.has\(right\) is not asked/,
    together: /trail\/resolvers\.ts:\d+ rights\.covers\(right, happenedAt\) is not asked/,
    because: 'the second of the two only chooses the reason that is told',
  },
  {
    what: /archived-days\.ts:\d+ (?:noted|taken)\.tenant_id = /,
    together: /archived-days\.ts:\d+ (?:noted|taken)\.tenant_id = /,
    because: 'marks that were read are taken away by their tenant',
  },
  {
    what: /score-market\.ts:\d+ (?:news|told)\.tenant_id = /,
    together: /score-market\.ts:\d+ (?:news|told)\.tenant_id = /,
    because: 'a day of which others alone have prices is looked at once more by its tenant, and has none',
  },
  {
    what: /webhooks\/claim\.ts:\d+ endpoint\.tenant_id = /,
    together: /webhooks\/claim\.ts:\d+ (?:endpoint|known)\.tenant_id = /,
    because: 'an endpoint that something is due to is looked up again by its tenant before anything is taken for it',
  },
  {
    what: /verify-chain\.ts:\d+ tenant_id = tenantId is dropped/,
    together: /verify-chain\.ts:\d+ (?:head\.)?tenant_id = tenantId is dropped/,
    because: 'a newer entry than the head is read again, and only entries of the tenant are read',
  },
];

/** The places that are dropped with one. */
export function partnersOf(site: Site, sites: readonly Site[]): readonly Site[] {
  const twice = TWICE.filter(({ what }) => what.test(nameOf(site)));
  return sites.filter((one) => twice.some(({ together }) => together.test(nameOf(one))));
}
