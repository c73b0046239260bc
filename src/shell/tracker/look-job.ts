import { setTimeout as wait } from 'node:timers/promises'
import { batches } from '../../core/tracker/schedule/due.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Origin } from '../sources/source.ts'
import { type DueLook, LOOK_LEASE_MS, leaseLooks } from '../store/tracker/looks.ts'
import { type Look, type LookingParts, look } from './looking.ts'

/**
 * Looks under way at a time. A page is read within some seconds, so each is over long before its lease is;
 * more of them would hold more memory, fewer would let slow shops keep others waiting.
 */
const AT_ONCE = 200
const EVERY_MS = 1_000

/** Whose listings wait for each other: an interface that is slow keeps no shop waiting, and no shop it. */
const LANES = {
  'looks at the marketplace': ['marketplace'],
  'looks at shops': ['shop'],
  'looks at own listings and feeds': ['own', 'feed'],
} as const satisfies Readonly<Record<string, readonly Origin[]>>

export interface LookOptions {
  readonly onFault: (error: unknown) => void
  /** Whose listings; everybody's where it is left out. */
  readonly origins?: readonly Origin[]
  /** Milliseconds that pass, whatever is done to the clock on the wall. */
  readonly elapsed?: () => number
}

/** Looks at what is due; any number of workers may (fg.t.schedule). */
export function lookJobs(parts: LookingParts, onFault: (error: unknown) => void): Job[] {
  return Object.entries(LANES).map(([name, origins]) =>
    new Looker(parts, { onFault, origins }).job(name),
  )
}

/**
 * Takes looks that are due and begins each at once: what is taken never waits in here while its lease runs
 * out, and a shop that does not answer keeps one place and not the others.
 */
export class Looker {
  readonly #parts: LookingParts
  readonly #options: LookOptions
  readonly #elapsed: () => number
  readonly #underWay = new Set<Promise<void>>()

  constructor(parts: LookingParts, options: LookOptions) {
    this.#parts = parts
    this.#options = options
    this.#elapsed = options.elapsed ?? (() => performance.now())
  }

  job(name: string): Job {
    return {
      name,
      everyMs: EVERY_MS,
      run: async () => {
        if (this.#underWay.size >= AT_ONCE) {
          await Promise.race([...this.#underWay, wait(EVERY_MS, null, { ref: false })])
        }
        return (await this.begin()) >= AT_ONCE
      },
      end: () => this.settled(),
    }
  }

  /** Takes up what is due, without waiting for what comes of it; how many histories asked for it. */
  async begin(): Promise<number> {
    const most = AT_ONCE - this.#underWay.size
    if (most <= 0) return 0
    const { store, desk } = this.#parts
    const { origins } = this.#options
    const now = desk.now
    const begun = this.#elapsed()
    const due = await leaseLooks(store, { now: new Date(now), most, ...(origins && { origins }) })
    const asked = due.map((one) => ({ ...one.of, source: one.origin, look: one }))
    // What one call can ask for is asked for together.
    for (const batch of batches(asked)) {
      for (const one of looksOf(batch.due.map((due) => due.look))) {
        this.#start(one, begun + LOOK_LEASE_MS)
      }
    }
    return due.length
  }

  /** Waits for the looks that are under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  #start(one: Look, leasedUntil: number): void {
    // What could not be stored is looked at again when the lease is over.
    const looking = this.#look(one, leasedUntil)
      .catch(this.#options.onFault)
      .finally(() => this.#underWay.delete(looking))
    this.#underWay.add(looking)
  }

  async #look(one: Look, leasedUntil: number): Promise<void> {
    await look(this.#parts, one)
    const lateMs = this.#elapsed() - leasedUntil
    if (lateMs > 0) throw new Error(outlived(one.item.listing, lateMs))
  }
}

const outlived = (listing: string, lateMs: number): string =>
  `The look at ${listing} ended ${Math.ceil(lateMs / 1_000)} s after its lease: another worker may have repeated it. Is the database slow?`

/** Takes looks that are due and carries them out; how many histories asked for one. */
export async function lookAtDue(parts: LookingParts, options: LookOptions): Promise<number> {
  const looker = new Looker(parts, options)
  const begun = await looker.begin()
  await looker.settled()
  return begun
}

/** Histories of one listing, country and currency share a look. */
function looksOf(due: readonly DueLook[]): Look[] {
  const byLook = Map.groupBy(due, ({ of: { listing, shipTo, currency } }) =>
    [listing, shipTo ?? '', currency].join('\u001f'),
  )
  return [...byLook.values()].map((some) => {
    const [{ of, origin, address }] = some as [DueLook]
    return {
      item: {
        origin: origin as Origin,
        listing: of.listing,
        ...(address !== null && { url: address }),
      },
      asked: {
        shipTo: of.shipTo,
        currency: of.currency,
        isUrgent: some.some(({ isAwaited }) => isAwaited),
      },
      askedBy: some.map(({ of: key, failures }) => ({ key, failures })),
    }
  })
}
