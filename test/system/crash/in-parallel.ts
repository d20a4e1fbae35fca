/**
 * Works through the items, so many at a time; results in their order.
 *
 * @param work is told which worker it is, from 0
 */
export async function inParallel<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item, index: number, worker: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const run = async (_: unknown, worker: number) => {
    for (const [index, item] of queue) results[index] = await work(item, index, worker);
  };
  await Promise.all(Array.from({ length: limit }, run));
  return results;
}
