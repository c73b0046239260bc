import { sql } from 'kysely'
import type { Store } from '../store.ts'
import type { StandingOffer } from './standing-offer.ts'

/** What is left of a limited offer: null where that limit is none. */
export interface Left {
  readonly uses: number | null
  readonly budget: number | null
}

/**
 * How old what is known may be: what is all given out is in no quote a second later, and reading it takes
 * some milliseconds. Younger, and every quote would ask the database.
 */
const FRESH_MS = 800
/**
 * So many are read again in turn, so often: then quotes hardly ever wait for it. More would keep the
 * database busy with offers that nobody looks at.
 */
const SWEEP_ROWS = 500
const SWEEP_MS = 500

type Reader = Pick<Store, 'db' | 'shards'>

/** What is left of the limited offers of a book: what quotes are told, and never what a claim is granted by. */
export class WhatIsLeft {
  readonly #store: Reader
  readonly #offers = new Map<string, StandingOffer>()
  readonly #known = new Map<string, Left & { readonly readMs: number }>()
  /** What is being read, so that requests of one moment ask once. */
  readonly #reading = new Map<string, Promise<void>>()
  #inTurn: readonly StandingOffer[] = []
  #sweptAt = 0

  constructor(store: Reader) {
    this.#store = store
  }

  /** Keeps an eye on the limited ones of some offers. */
  watch(offers: readonly StandingOffer[]): void {
    for (const offer of offers) {
      const { id } = offer.issued
      if (offer.isLimited) this.#offers.set(id, offer)
      else this.forget([id])
    }
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#offers.delete(id)
      this.#known.delete(id)
    }
  }

  /** What is left of an offer; nothing is known of one that is not limited. */
  of(id: string): Left | null {
    return this.#known.get(id) ?? null
  }

  /** What is all given out of an offer: its uses, its money, or nothing. */
  spent(id: string): 'uses' | 'budget' | null {
    const left = this.#known.get(id)
    if (left?.uses === 0) return 'uses'
    return left?.budget === 0 ? 'budget' : null
  }

  /** Reads what is left of those of some offers that are limited, unless it was read just now. */
  async freshen(offers: readonly StandingOffer[]): Promise<void> {
    const since = performance.now() - FRESH_MS
    const stale = offers.filter(({ isLimited, issued: { id } }) => {
      return isLimited && (this.#known.get(id)?.readMs ?? Number.NEGATIVE_INFINITY) < since
    })
    const unread = stale.filter(({ issued }) => !this.#reading.has(issued.id))
    if (unread.length > 0) {
      const reading = this.read(unread).finally(() => {
        for (const { issued } of unread) this.#reading.delete(issued.id)
      })
      for (const { issued } of unread) this.#reading.set(issued.id, reading)
    }
    await Promise.all(new Set(stale.map(({ issued }) => this.#reading.get(issued.id))))
  }

  /** Reads it, however young what is known of it. */
  async read(offers: readonly StandingOffer[]): Promise<void> {
    const limited = offers.filter(({ isLimited }) => isLimited)
    const readMs = performance.now()
    const ids = limited.map(({ issued }) => issued.id)
    const found = await leftOf(this.#store, ids)
    for (const { issued } of limited) {
      const { id, limits } = issued
      // Without a pool nothing is known to be spent.
      const rest = found.get(id)
      const uses = limits?.uses === undefined ? null : (rest?.uses ?? null)
      const budget = limits?.budget === undefined ? null : (rest?.budget ?? null)
      // An answer that was long on its way tells of before: what was read since then stays.
      const isOlder = (this.#known.get(id)?.readMs ?? readMs) > readMs
      if (this.#offers.has(id) && !isOlder) this.#known.set(id, { uses, budget, readMs })
    }
  }

  /** Reads some again, in turn, if it is time to. */
  async sweep(): Promise<void> {
    const now = performance.now()
    if (now - this.#sweptAt < SWEEP_MS) return
    this.#sweptAt = now
    if (this.#inTurn.length === 0) this.#inTurn = [...this.#offers.values()]
    const next = this.#inTurn.slice(0, SWEEP_ROWS)
    this.#inTurn = this.#inTurn.slice(SWEEP_ROWS)
    await this.read(next)
  }
}

/** How much was ever put into a limited offer, and how much of it is left. */
export interface Stock {
  readonly uses: number
  readonly budget: number
  readonly usesTotal: number
  readonly budgetTotal: number
}

const NOTHING: Stock = { uses: 0, budget: 0, usesTotal: 0, budgetTotal: 0 }

/**
 * The rest of limited offers over all the places where it lies: the pool, the slices of the shards, and what
 * is on its way between them. They are read at one glance while claims go on.
 */
export async function leftOf(
  { db, shards }: Reader,
  offers: readonly string[],
): Promise<ReadonlyMap<string, Stock>> {
  const found = new Map<string, Stock>()
  if (offers.length === 0) return found
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const { rows } = await sql<Stock & { readonly offer: string }>`
    select offer_id as offer, uses_left as uses, budget_left as budget,
        uses_total as "usesTotal", budget_total as "budgetTotal"
      from pools where offer_id = any(${offers}::text[])
    union all
    select offer_id, uses, budget, 0, 0 from pool_transfers where offer_id = any(${offers}::text[])
    union all
    select offer_id, uses_left, budget_left, 0, 0 from slices
      where shard = any(${every}::smallint[]) and offer_id = any(${offers}::text[])
    union all
    select offer_id, uses, budget, 0, 0 from slice_returns
      where shard = any(${every}::smallint[]) and offer_id = any(${offers}::text[])`.execute(db)
  for (const { offer, ...row } of rows) {
    const before = found.get(offer) ?? NOTHING
    found.set(offer, {
      uses: before.uses + row.uses,
      budget: before.budget + row.budget,
      usesTotal: before.usesTotal + row.usesTotal,
      budgetTotal: before.budgetTotal + row.budgetTotal,
    })
  }
  return found
}
