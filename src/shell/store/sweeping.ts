import type { Store } from './store.ts'

/**
 * Sweeps every shard, a piece at a time, until a piece is not full. `step` does one piece, in one
 * transaction, and says of how many rows it was. Any number of sweeps may run beside each other.
 */
export async function sweepShards(
  { shards }: Pick<Store, 'shards'>,
  piece: number,
  step: (shard: number) => Promise<number>,
): Promise<number> {
  let swept = 0
  for (let shard = 0; shard < shards; shard++) {
    let found: number
    do {
      found = await step(shard)
      swept += found
    } while (found >= piece)
  }
  return swept
}

/** Deals with each row of a piece; one that fails keeps no other waiting, and is told at the end. */
export async function forEachRow<R>(
  rows: readonly R[],
  act: (row: R) => Promise<unknown>,
): Promise<void> {
  const failed: unknown[] = []
  for (const row of rows) await act(row).catch((error: unknown) => failed.push(error))
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${rows.length} failed`)
}
