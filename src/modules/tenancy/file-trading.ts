import type { FileProblem } from './file-problem.ts';
import type { TenantFile } from './tenant-file.ts';

type Unit = NonNullable<NonNullable<TenantFile['trading']>['balancing']>[number];

/** Units that are no battery of the tenant's, and names or batteries that are used twice. */
export function problemOfUnits({ trading, sites }: Pick<TenantFile, 'trading' | 'sites'>): FileProblem | null {
  const units = trading?.balancing ?? [];
  for (const [index, one] of units.entries()) {
    const { unit, battery } = one;
    const refuse = (key: keyof Unit, text: string): FileProblem => ({
      path: ['trading', 'balancing', index, key],
      text: `the unit ${unit}: ${text}`,
    });
    const earlier = units.slice(0, index);
    const site = sites.find(({ key }) => key === one.site);
    if (!site) return refuse('site', `there is no site ${one.site}`);
    if (!site.batteries.some(({ key }) => key === battery))
      return refuse('battery', `the site ${site.key} has no battery ${battery}`);
    if (earlier.some((other) => other.unit === unit)) return refuse('unit', 'is listed twice');
    if (earlier.some((other) => other.site === one.site && other.battery === battery))
      return refuse('battery', `the battery ${battery} is a unit of another name already`);
  }
  return null;
}

/** A unit is declared by one tenant: two would take its declarations back from each other. */
export function problemOfSharedUnits(
  { trading }: Pick<TenantFile, 'trading'>,
  others: readonly Pick<TenantFile, 'trading' | 'slug'>[],
): FileProblem | null {
  for (const [index, { unit }] of (trading?.balancing ?? []).entries()) {
    const other = others.find((file) => file.trading?.balancing?.some((theirs) => theirs.unit === unit));
    if (other)
      return { path: ['trading', 'balancing', index, 'unit'], text: `the unit ${unit}: the tenant ${other.slug} has it too` };
  }
  return null;
}
