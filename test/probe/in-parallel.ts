/** Works off a list with so many at once; the first failure ends it. */
export async function inParallel<Item>(
  items: readonly Item[],
  countMax: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: countMax }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
