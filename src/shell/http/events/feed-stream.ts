import { changeEvent, type OwnedEvent, withOwners } from '../../jobs/hook-events.ts'
import { type Change, changesSince, FEED_KEPT, lastChange } from '../../store/feed.ts'
import type { Store } from '../../store/store.ts'
import type { Listener } from './listener.ts'

/** A listener to changes of offers and campaigns: all, or those of one seller. */
interface Follower {
  readonly listener: Listener
  readonly seller: string | 'all'
  number: number
}

/** Tells listeners of the feed: one question to the database for all of them. */
export class FeedStream {
  readonly #store: Store
  readonly #followers = new Set<Follower>()
  #number = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** Adds a listener, after it was told what it missed since the event of this id. */
  async add(listener: Listener, seller: string | 'all', lastEventId: string | null): Promise<void> {
    const newest = await lastChange(this.#store)
    // Nobody is told of anything yet, so there is nothing to go through.
    if (this.#followers.size === 0) this.#number = Math.max(this.#number, newest)
    const since = numberOf(lastEventId)
    const isKnown = since !== null && since <= newest && newest - since <= FEED_KEPT
    const follower = { listener, seller, number: isKnown ? since : this.#number }
    listener.standsAt(`f${follower.number}`)
    listener.begin()
    if (since !== null && !isKnown) listener.send(missed(follower.number))
    // Others may be told meanwhile: it joins them when it has come as far as they have.
    while (listener.isOpen && follower.number < this.#number) {
      const changes = await changesSince(this.#store, follower.number)
      if (changes.length === 0) break
      await tell([follower], changes, this.#store)
      await listener.drained()
    }
    if (listener.isOpen) this.#followers.add(follower)
  }

  /** Tells what changed since the last time. */
  async poll(): Promise<void> {
    for (const one of this.#followers) if (!one.listener.isOpen) this.#followers.delete(one)
    if (this.#followers.size === 0) return
    const changes = await changesSince(this.#store, this.#number)
    const last = changes.at(-1)
    if (!last) return
    await tell([...this.#followers], changes, this.#store)
    this.#number = last.number
  }
}

async function tell(
  followers: readonly Follower[],
  changes: readonly Change[],
  store: Store,
): Promise<void> {
  const events = await withOwners(store.db, changes.map(changeEvent))
  for (const [at, { number }] of changes.entries()) {
    const event = events[at] as OwnedEvent
    for (const follower of followers) {
      if (number <= follower.number) continue
      // Numbers have no gaps: what is not there was thrown away before this listener was told of it.
      if (number > follower.number + 1) follower.listener.send(missed(number - 1))
      follower.number = number
      const isTold = follower.seller === 'all' || follower.seller === event.seller
      if (isTold) follower.listener.send({ id: `f${number}`, topic: event.topic, data: event.data })
    }
  }
}

/** What is said where the events in between are not told any more. */
const missed = (number: number) => ({ id: `f${number}`, topic: 'missed', data: {} })

function numberOf(lastEventId: string | null): number | null {
  const found = /^f(\d{1,15})$/.exec(lastEventId ?? '')
  return found ? Number(found[1]) : null
}
