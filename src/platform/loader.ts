import DataLoader from 'dataloader';

/** A batch read, defined once; each request batches and caches with its own instance. */
export interface LoaderDefinition<Context, Key extends string, Value> {
  readonly batch: (ctx: Context, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}

export function defineLoader<Context, Key extends string, Value>(
  batch: (ctx: Context, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>,
): LoaderDefinition<Context, Key, Value> {
  return { batch };
}

/** The loaders of one request: never shared between requests, so one caller's rows never reach another. */
export class RequestLoaders<Context> {
  private readonly context: Context;
  private readonly loaders = new Map<unknown, unknown>();

  constructor(context: Context) {
    this.context = context;
  }

  /** The value behind a key, or null when the batch read did not find it. */
  load<Key extends string, Value>(definition: LoaderDefinition<Context, Key, Value>, key: Key): Promise<Value | null> {
    return this.loaderOf(definition).load(key);
  }

  private loaderOf<Key extends string, Value>(definition: LoaderDefinition<Context, Key, Value>): DataLoader<Key, Value | null> {
    const known = this.loaders.get(definition);
    // The map is keyed by the definition that made the loader, so the types belong together.
    if (known) return known as DataLoader<Key, Value | null>;
    const made = new DataLoader<Key, Value | null>(async (keys) => {
      const found = await definition.batch(this.context, keys);
      return keys.map((key) => found.get(key) ?? null);
    });
    this.loaders.set(definition, made);
    return made;
  }
}
