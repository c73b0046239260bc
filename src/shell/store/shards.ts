import { createHash } from 'node:crypto'

/**
 * The shard of a key: buyers, devices, codes and addresses are spread over the shards of an installation
 * by a hash of their id. Every hot table has the shard first in its primary key.
 */
export function shardOf(key: string, shards: number): number {
  // FNV-1a over UTF-16 units, mixed at the end: a cryptographic hash costs a microsecond more.
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % shards
}

/**
 * Every shard, beginning anywhere. What is due is asked of one after the other, until there is enough: the
 * index of a shard is in order, and a sort of all that is due in all of them takes seconds for a million.
 */
export function shardsInTurn(shards: number, chance = Math.random()): number[] {
  const first = Math.floor(chance * shards)
  return Array.from({ length: shards }, (_, at) => (first + at) % shards)
}

/** SHA-256 of a text: how secrets (tokens, keys, codes) are kept. */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
