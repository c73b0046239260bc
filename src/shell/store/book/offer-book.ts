import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { type Change, changesSince, lastChange } from '../feed.ts'
import type { Store } from '../store.ts'
import { Shelf } from './shelf.ts'
import { type StandingOffer, type StandingRow, standingOffer } from './standing-offer.ts'
import { offersOfCampaigns, PAGE_ROWS, standingByIds, standingPage } from './standing-rows.ts'
import { WhatIsLeft } from './what-is-left.ts'

export interface OfferBookOptions {
  /** How often the feed is asked. A change has to be in every quote within a second (tc.20). */
  readonly pollMs?: number
  /** How long offers that are void are kept: meanwhile, who types their code is told that it expired. */
  readonly keptMs?: number
  /** Told of what went wrong; the book goes on with what it has, and tries again. */
  readonly onFault?: (error: Error) => void
}

/** Changes read at once. */
const CHANGES = 1_000
const PRUNE_MS = 10 * 60_000
/** Longer, and what nobody asks for any more fills the memory. */
const KEPT_MS = 30 * 86_400_000

type BookStore = Pick<Store, 'db' | 'shards'>

/**
 * Every stored offer that is not ended, in memory: loaded once, then kept by following the feed. An ended or
 * exhausted offer is out of every quote within a second (tc.20, fg.reject); the claim stays the authority.
 */
export class OfferBook {
  readonly shelf = new Shelf()
  readonly left: WhatIsLeft
  readonly #store: BookStore
  readonly #options: OfferBookOptions
  readonly #closing = new AbortController()
  readonly #campaigns = new Map<string, { version: number; campaign: object }>()
  #number = 0
  #following: Promise<void> | null = null
  #prunedAt = 0

  constructor(store: BookStore, options: OfferBookOptions = {}) {
    this.#store = store
    this.#options = options
    this.left = new WhatIsLeft(store)
  }

  get #keptMs(): number {
    return this.#options.keptMs ?? KEPT_MS
  }

  /** The number of the last change of the feed that is in the book. */
  get number(): number {
    return this.#number
  }

  /** Loads the offers, and follows from then on. */
  async start(): Promise<void> {
    await this.#load()
    this.#following = this.#follow()
  }

  /** Stops following. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#following
  }

  /** Waits until a change of the feed is in the book. */
  async reached(number: number): Promise<void> {
    while (this.#number < number && !this.#closing.signal.aborted) await pause(5)
  }

  /** An offer that a buyer can hold though it is no longer in the book: ended, or void for long. */
  async offers(ids: readonly string[]): Promise<ReadonlyMap<string, StandingOffer>> {
    const found = new Map<string, StandingOffer>()
    const missing = ids.filter((id) => {
      const offer = this.shelf.get(id)
      if (offer) found.set(id, offer)
      return offer === undefined
    })
    for (const offer of this.#read(await standingByIds(this.#store, missing))) {
      found.set(offer.issued.id, offer)
    }
    return found
  }

  /** The feed is read from before the load: what changes meanwhile is read twice, and not missed. */
  async #load(): Promise<void> {
    const number = await lastChange(this.#store)
    const before = new Set(this.shelf.ids())
    for (let after = ''; ; ) {
      const rows = await standingPage(this.#store, { after, keptMs: this.#keptMs })
      const offers = this.#read(rows)
      await this.#put(offers)
      for (const { issued } of offers) before.delete(issued.id)
      const last = rows.at(-1)?.issued as { readonly id: string } | undefined
      if (last === undefined || rows.length < PAGE_ROWS) break
      after = last.id
      await nextTurn()
    }
    this.#remove([...before])
    this.#number = number
    this.#prunedAt = performance.now()
  }

  async #follow(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      try {
        if (await this.#catchUp()) continue
        await this.left.sweep()
        this.#prune()
      } catch (error) {
        this.#options.onFault?.(error as Error)
      }
      // An aborted pause rejects: that is the end, and nobody's fault.
      await pause(this.#options.pollMs ?? 200, undefined, { signal }).catch(() => {})
    }
  }

  /** Takes in what changed; whether there may be more at once. */
  async #catchUp(): Promise<boolean> {
    const changes = await changesSince(this.#store, this.#number, CHANGES)
    const [first] = changes
    if (first === undefined) return false
    // Numbers have no gaps: one that is missing was deleted long ago, so this server slept too long.
    if (first.number !== this.#number + 1) await this.#load()
    else await this.#take(changes)
    return changes.length === CHANGES
  }

  async #take(changes: readonly Change[]): Promise<void> {
    const ids = new Set(subjectsOf(changes, 'offer'))
    const campaigns = new Set(subjectsOf(changes, 'campaign'))
    for (const id of await offersOfCampaigns(this.#store, [...campaigns])) ids.add(id)
    const all = [...ids]
    for (let from = 0; from < all.length; from += PAGE_ROWS) {
      const page = all.slice(from, from + PAGE_ROWS)
      const offers = this.#read(await standingByIds(this.#store, page))
      const standing = offers.filter(({ ended }) => !ended)
      const kept = new Set(standing.map(({ issued }) => issued.id))
      this.#remove(page.filter((id) => !kept.has(id)))
      await this.#put(standing)
      await nextTurn()
    }
    this.#number = (changes.at(-1) as Change).number
  }

  #read(rows: readonly StandingRow[]): StandingOffer[] {
    return rows.flatMap((row) => {
      const offer = standingOffer({ ...row, campaign: this.#sharedCampaign(row) })
      if (offer !== null) return [offer]
      const { id } = row.issued as { readonly id?: unknown }
      this.#options.onFault?.(
        new Error(`The stored offer ${String(id)} is none that can be quoted.`),
      )
      return []
    })
  }

  /** One document for all offers of a campaign: they are many, and it comes with each. */
  #sharedCampaign({ campaign, campaignVersion }: StandingRow): object {
    const { id } = campaign as { readonly id: string }
    const known = this.#campaigns.get(id)
    if (known?.version === campaignVersion) return known.campaign
    this.#campaigns.set(id, { version: campaignVersion, campaign })
    return campaign
  }

  async #put(offers: readonly StandingOffer[]): Promise<void> {
    this.shelf.put(offers)
    this.left.watch(offers)
    await this.left.read(offers)
  }

  #remove(ids: readonly string[]): void {
    this.shelf.remove(ids)
    this.left.forget(ids)
  }

  /** Forgets what is void for long. */
  #prune(): void {
    const now = performance.now()
    if (now - this.#prunedAt < PRUNE_MS) return
    this.#prunedAt = now
    this.#remove(this.shelf.voidBefore(Date.now() - this.#keptMs))
  }
}

/** What changes of a topic are about: "offer.ended" is about an offer. */
function subjectsOf(changes: readonly Change[], about: 'offer' | 'campaign'): string[] {
  return changes.flatMap(({ topic, subject }) => (topic.startsWith(`${about}.`) ? [subject] : []))
}
