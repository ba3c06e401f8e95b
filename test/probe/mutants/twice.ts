import type { Site } from './instrument.ts';

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
    what: /assets\/reads\.ts:\d+ ability\.readable\(sql, 'Battery', right\)/,
    together: /visible-batteries\.ts:\d+ rights\.covers\(right, platform\.clock\.now\(\)\)/,
    because: 'what a stream may show is read by the rules and held against the clock at each event',
  },
  {
    what: /ownership\/granted\.ts:\d+ granted\.valid_until > /,
    together: /visible-batteries\.ts:\d+ rights\.covers\(right, platform\.clock\.now\(\)\)/,
    because: 'the same: the end of an agreement is asked for in SQL by streams alone',
  },
  {
    what: /visible-batteries\.ts:34 isNow\(rights\)/,
    together: /visible-batteries\.ts:38 isNow\(rights\)/,
    because: 'what is there when a stream opens is asked about once more before it is told',
  },
];

/** The places that are dropped with one. */
export function partnersOf(site: Site, sites: readonly Site[]): number[] {
  const textOf = ({ file, line, what }: Site): string => `${file}:${line} ${what}`;
  const twice = TWICE.filter(({ what }) => what.test(textOf(site)));
  return sites.filter((one) => twice.some(({ together }) => together.test(textOf(one)))).map(({ id }) => id);
}
