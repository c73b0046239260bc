import script from '../../../samples/orders.json' with { type: 'json' }
import { isRefused } from '../../core/base/faults.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { findAccount } from '../store/access/accounts.ts'
import type { OfferBook } from '../store/book/offer-book.ts'
import type { Claims } from '../store/claims/claims.ts'
import type { TimeSource } from '../store/orders/clock.ts'
import { OrderDesk } from '../store/orders/order-desk.ts'
import type { Report } from '../store/orders/payment-requests.ts'
import type { Store } from '../store/store.ts'
import { SAMPLE_DOMAIN } from './sample-people.ts'
import { type SampleBasket, sampleCart } from './sample-shop.ts'

/** What sample orders are placed with. */
export interface OrderSeeding {
  readonly store: Store
  readonly terms: TermsLibrary
  readonly book: OfferBook
  readonly claims: Claims
  readonly till: SampleTill
}

/** Where sample orders are paid. */
export interface SampleTill {
  readonly provider: string
  /** Has the payment come out so at the provider's, and tells what the provider tells of it; null: nothing yet. */
  readonly pay: (attempt: string, comesOut: string) => Promise<Report | null>
}

/** Something that happened to a sample order, so long after it was placed. */
interface Happening {
  readonly hours: number
  readonly pays?: string
  readonly by?: string
  readonly event?: string
  readonly [content: string]: unknown
}

interface SampleOrder extends SampleBasket {
  readonly is: string
  readonly buyer: string
  readonly daysAgo: number
  /** Which offers it is bought with: none, unless it says so. */
  readonly offers?: readonly string[]
  readonly then: readonly Happening[]
}

const samples = script as readonly SampleOrder[]

const HOUR_MS = 3_600_000

/** A clock that stands where it was put. */
class SetTime implements TimeSource {
  now = 0
  readonly wall = () => this.now
  readonly counted = () => this.now
}

interface Scene {
  readonly at: number
  readonly act: () => Promise<void>
}

/**
 * Gives the sample marketplace orders in every state: they were placed in the last months and lived
 * through, by the same desk that serves everybody, on a clock that ends at the present. Once, where there
 * is no order yet and the people are the sample people.
 */
export async function seedOrders(seeding: OrderSeeding, now: Date): Promise<number> {
  const { store } = seeding
  const [any] = await store.db.selectFrom('orders').select('id').limit(1).execute()
  const ana = await findAccount(store, 'ana')
  if (any || !ana?.email.endsWith(SAMPLE_DOMAIN)) return 0
  const time = new SetTime()
  const desk = new OrderDesk(seeding, { time, trustsClock: true })
  try {
    const scenes = samples.flatMap((sample, place) =>
      scenesOf({ seeding, desk, time }, { sample, place, now: now.getTime() }),
    )
    for (const { at, act } of scenes.toSorted((a, b) => a.at - b.at)) {
      time.now = at
      await act()
    }
    time.now = now.getTime()
    await desk.sweep()
  } finally {
    await desk.close()
  }
  return samples.length
}

interface Stage {
  readonly seeding: OrderSeeding
  readonly desk: OrderDesk
  readonly time: SetTime
}

interface Cast {
  readonly sample: SampleOrder
  readonly place: number
  readonly now: number
}

function scenesOf(stage: Stage, { sample, place, now }: Cast): Scene[] {
  const { buyer, then } = sample
  const checkout = stage.desk.checkoutId({ buyer, key: `sample ${place}` })
  const placedAt = now - sample.daysAgo * 24 * HOUR_MS
  return [
    { at: placedAt, act: () => placeSample(stage, { sample, checkout }) },
    ...then.map((happening) => ({
      at: placedAt + happening.hours * HOUR_MS,
      act: () =>
        happening.pays === undefined
          ? actOn(stage, { buyer, checkout, happening })
          : pay(stage, { buyer, checkout, comesOut: happening.pays }),
    })),
  ]
}

async function placeSample(
  { desk, time }: Stage,
  { sample, checkout }: { readonly sample: SampleOrder; readonly checkout: string },
): Promise<void> {
  const basket = sampleCart(sample)
  if (isRefused(basket)) throw broken(sample.is, basket)
  const cart = { ...basket.cart, choose: sample.offers ?? [] }
  const bought = { ...basket, cart, buyer: sample.buyer, checkout, at: new Date(time.now) }
  const draft = await desk.draft(bought)
  if (isRefused(draft)) throw broken(sample.is, draft)
  const accepted = { hash: draft.hash, totalMinor: draft.totalMinor }
  const answer = await desk.checkout({ ...bought, accepted })
  if (!('checkout' in answer)) throw broken(sample.is, answer)
}

interface Paid {
  readonly buyer: string
  readonly checkout: string
  readonly comesOut: string
}

async function pay({ desk, seeding }: Stage, { buyer, checkout, comesOut }: Paid): Promise<void> {
  const { till } = seeding
  const returnUrl = `http://localhost/checkout/${checkout}`
  const begun = await desk.pay({ checkout, buyer, provider: till.provider, returnUrl })
  if (begun === null || 'refusal' in begun) throw broken(checkout, begun)
  const report = await till.pay(begun.payment.attempt, comesOut)
  if (report) await desk.report(report)
}

interface Acted {
  readonly buyer: string
  readonly checkout: string
  readonly happening: Happening
}

async function actOn({ desk }: Stage, { buyer, checkout, happening }: Acted): Promise<void> {
  const { hours: _, by = '', event = '', ...contents } = happening
  const command = { event, by, ...contents }
  const answer = await desk.act({ buyer, order: `${checkout}-1`, command })
  if (answer === null || 'refusal' in answer) throw broken(`${checkout} ${event}`, answer)
}

/** The samples are ours: what refuses them is a fault of ours. */
const broken = (what: string, answer: unknown): Error =>
  new Error(`Broken invariant: the sample "${what}" is good, but ${JSON.stringify(answer)}`)
