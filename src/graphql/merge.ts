/** Resolvers by type and field. */
export type ResolverMap = Readonly<Record<string, object | undefined>>;

type Intersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void ? I : never;

/** Joins resolver maps. Two of them resolving one field is a mistake, so it stops the boot. */
export function mergeResolvers<const Maps extends readonly ResolverMap[]>(maps: Maps): Intersection<Maps[number]> {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const [type, fields] of maps.flatMap((map) => Object.entries(map))) {
    const target = (merged[type] ??= {});
    for (const [field, resolver] of Object.entries(fields ?? {})) {
      if (field in target) throw new Error(`${type}.${field} is resolved by two modules`);
      target[field] = resolver;
    }
  }
  // Every field of every map is in it, so it has the type of all of them.
  return merged as Intersection<Maps[number]>;
}
