import { sql } from 'kysely'
import {
  CHANGES_KEPT_DAYS,
  type OrderChange,
  orderChanges,
} from '../../store/orders/order-changes.ts'
import { shardOf } from '../../store/shards.ts'
import type { Store } from '../../store/store.ts'
import type { Listener } from './listener.ts'

/** Whose orders somebody listens to. */
export type OrdersHeard = { readonly buyer: string } | { readonly seller: string } | 'all'

interface Follower {
  readonly listener: Listener
  readonly of: OrdersHeard
  at: Date
  /** Versions that were told, with when: they are met again for a while. */
  readonly told: Map<string, number>
}

/**
 * A change is committed later than the instant that it bears, with whatever its message was acted on
 * together with: it is looked for again for so long.
 */
const LATE_MS = 30_000

/** Tells listeners of their orders: one question to each shard for all of them. */
export class OrderStream {
  readonly #store: Store
  readonly #followers = new Set<Follower>()
  #readUntil: Date | null = null

  constructor(store: Store) {
    this.#store = store
  }

  /** Adds a listener, whose stream has begun; with the id of its last event, it is told what changed since. */
  async add(listener: Listener, of: OrdersHeard, lastEventId: string | null): Promise<void> {
    const now = await this.#now()
    const since = lastEventId === null ? null : await this.#placeOf(lastEventId, now)
    if (lastEventId !== null && since === null && lastEventId.includes(MARK)) {
      listener.sendBeside({ id: idOf(now), topic: 'missed', data: {} })
    }
    const follower: Follower = { listener, of, at: since ?? now, told: new Map() }
    for (const shard of this.#shardsOf([follower])) {
      const from = new Date(follower.at.getTime() - LATE_MS)
      const changes = await orderChanges(this.#store, shard, { ...asked([follower]), since: from })
      // What changed just before a new stream began is met once more, and is no news.
      for (const change of changes) take(follower, change, since !== null || change.at > now)
    }
    if (!listener.isOpen) return
    this.#followers.add(follower)
    this.#readUntil ??= now
  }

  /** Tells what changed since the last time. */
  async poll(): Promise<void> {
    for (const one of this.#followers) if (!one.listener.isOpen) this.#followers.delete(one)
    if (this.#followers.size === 0) {
      this.#readUntil = null
      return
    }
    const now = await this.#now()
    const since = new Date((this.#readUntil ?? now).getTime() - LATE_MS)
    const followers = [...this.#followers]
    const found = await Promise.all(
      this.#shardsOf(followers).map((shard) =>
        orderChanges(this.#store, shard, { ...asked(followers), since }),
      ),
    )
    for (const change of found.flat()) {
      for (const follower of followers) if (hears(follower.of, change)) take(follower, change, true)
    }
    this.#readUntil = now
  }

  /** A buyer's orders stand in the buyer's shard, all others anywhere. */
  #shardsOf(followers: readonly Follower[]): number[] {
    const { shards } = this.#store
    const found = new Set<number>()
    for (const { of } of followers) {
      if (typeof of === 'object' && 'buyer' in of) found.add(shardOf(of.buyer, shards))
      else for (let shard = 0; shard < shards; shard++) found.add(shard)
    }
    return [...found]
  }

  async #now(): Promise<Date> {
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(this.#store.db)
    return (rows[0] as { at: Date }).at
  }

  /**
   * The instant that an id names: its own, or that of the change of a wallet or an offer which was told
   * last. Null where there is none, or it is of another time.
   */
  async #placeOf(lastEventId: string, now: Date): Promise<Date | null> {
    const [, own] = /~o(\d{1,15})$/.exec(lastEventId) ?? []
    const [, wallet] = /^w(\d{1,15})\./.exec(lastEventId) ?? []
    const [, number] = /^f(\d{1,15})/.exec(lastEventId) ?? []
    const at = own ?? wallet ?? (number === undefined ? null : await this.#feedAt(Number(number)))
    if (at === null) return null
    const kept = now.getTime() - CHANGES_KEPT_DAYS * 86_400_000
    return Number(at) <= now.getTime() && Number(at) >= kept ? new Date(Number(at)) : null
  }

  async #feedAt(number: number): Promise<number | null> {
    const row = await this.#store.db
      .selectFrom('feed')
      .select('at')
      .where('number', '=', number)
      .executeTakeFirst()
    return row?.at.getTime() ?? null
  }
}

function asked(followers: readonly Follower[]) {
  const buyers: string[] = []
  const sellers: string[] = []
  for (const { of } of followers) {
    if (of === 'all') continue
    if ('buyer' in of) buyers.push(of.buyer)
    else sellers.push(of.seller)
  }
  return { buyers, sellers, all: followers.some(({ of }) => of === 'all') }
}

function hears(of: OrdersHeard, { buyer, seller }: OrderChange): boolean {
  if (of === 'all') return true
  return 'buyer' in of ? of.buyer === buyer : of.seller === seller
}

/** Notes a change, and tells of it where it is news. */
function take(follower: Follower, change: OrderChange, isNews: boolean): void {
  const { told, listener } = follower
  const { at, ...data } = change
  const state = `${data.order} ${data.version}`
  if (told.has(state)) return
  told.set(state, at.getTime())
  if (at > follower.at) follower.at = at
  const forgotten = follower.at.getTime() - 2 * LATE_MS
  for (const [known, atMs] of told) if (atMs < forgotten) told.delete(known)
  if (isNews) listener.sendBeside({ id: idOf(follower.at), topic: 'order.changed', data })
}

const MARK = '~o'

const idOf = (at: Date): string => `${MARK}${at.getTime()}`
