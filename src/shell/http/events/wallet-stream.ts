import { shardOf } from '../../store/shards.ts'
import type { Store } from '../../store/store.ts'
import type { Listener } from './listener.ts'
import {
  type WalletChange,
  type WalletPlace,
  walletChanges,
  walletPlace,
} from './wallet-changes.ts'

/** A stream is taken up after so long; whoever was away for longer reads the wallet anew. */
const RESUMED_MS = 7 * 86_400_000

/** A listener to the wallet of one buyer. */
interface Follower {
  readonly listener: Listener
  readonly buyer: string
  place: WalletPlace
  /** States of claims that were told, with their instants: they are met again for a few seconds. */
  readonly told: Map<string, number>
}

/** How long a state that was told is kept: longer than it can be met again. */
const TOLD_MS = 60_000

/** Tells listeners of their wallets: one question to each shard for all of them. */
export class WalletStream {
  readonly #store: Store
  readonly #followers = new Set<Follower>()
  /** Until when the changes of each shard were read. */
  readonly #readUntil = new Map<number, Date>()

  constructor(store: Store) {
    this.#store = store
  }

  /** Adds a listener; with the id of the last event that it got, it is told what changed since. */
  async add(listener: Listener, buyer: string, lastEventId: string | null): Promise<void> {
    const now = await walletPlace(this.#store, buyer)
    const since = placeOf(lastEventId, now)
    listener.standsAt(idOf(since ?? now))
    listener.begin()
    if (since === null && lastEventId !== null) {
      listener.send({ id: idOf(now), topic: 'missed', data: {} })
    }
    const shard = shardOf(buyer, this.#store.shards)
    const follower: Follower = { listener, buyer, place: since ?? now, told: new Map() }
    const asked = { buyers: [buyer], since: follower.place.at }
    const { changes } = await walletChanges(this.#store, shard, asked)
    // What changed just before a new stream began is met once more, and is no news.
    for (const change of changes) take(follower, change, since !== null || change.at > now.at)
    if (!listener.isOpen) return
    this.#followers.add(follower)
    if (!this.#readUntil.has(shard)) this.#readUntil.set(shard, now.at)
  }

  /** Tells what changed since the last time. */
  async poll(): Promise<void> {
    for (const one of this.#followers) if (!one.listener.isOpen) this.#followers.delete(one)
    const byShard = Map.groupBy(this.#followers, ({ buyer }) => shardOf(buyer, this.#store.shards))
    for (const shard of this.#readUntil.keys()) {
      if (!byShard.has(shard)) this.#readUntil.delete(shard)
    }
    await Promise.all([...byShard].map(([shard, followers]) => this.#tell(shard, followers)))
  }

  async #tell(shard: number, followers: readonly Follower[]): Promise<void> {
    const byBuyer = Map.groupBy(followers, ({ buyer }) => buyer)
    const asked = { buyers: [...byBuyer.keys()], since: this.#readUntil.get(shard) as Date }
    const { at, changes } = await walletChanges(this.#store, shard, asked)
    for (const change of changes) {
      for (const follower of byBuyer.get(change.buyer) ?? []) take(follower, change, true)
    }
    this.#readUntil.set(shard, at)
  }
}

/** Notes a change, and tells of it where it is news. */
function take(follower: Follower, change: WalletChange, isNews: boolean): void {
  const isNew =
    change.topic === 'coins.changed' ? takeCoins(follower, change) : takeClaim(follower, change)
  if (!isNew || !isNews) return
  const { topic, data } = change
  follower.listener.send({ id: idOf(follower.place), topic, data })
}

function takeCoins(follower: Follower, { state }: WalletChange): boolean {
  const coins = Number(state)
  if (coins <= follower.place.coins) return false
  follower.place = { ...follower.place, coins }
  return true
}

function takeClaim(follower: Follower, { state, at }: WalletChange): boolean {
  const { told } = follower
  if (told.has(state)) return false
  told.set(state, at.getTime())
  if (at > follower.place.at) follower.place = { ...follower.place, at }
  const forgotten = follower.place.at.getTime() - TOLD_MS
  for (const [known, atMs] of told) if (atMs < forgotten) told.delete(known)
  return true
}

const idOf = ({ at, coins }: WalletPlace) => `w${at.getTime()}.${coins}`

/** The place that an id names, or null where there is none, or it is of another time. */
function placeOf(lastEventId: string | null, now: WalletPlace): WalletPlace | null {
  const found = /^w(\d{1,15})\.(\d{1,15})$/.exec(lastEventId ?? '')
  if (!found) return null
  const [at, coins] = [Number(found[1]), Number(found[2])]
  const isOfOurTime = at <= now.at.getTime() && at >= now.at.getTime() - RESUMED_MS
  return isOfOurTime ? { at: new Date(at), coins: Math.min(coins, now.coins) } : null
}
