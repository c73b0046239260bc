/** What happens to orders of a test, in few words, and what stands in the store after it. */
import { expect } from 'vitest'
import type { IssuedOffer, OfferTerms } from '../../../src/core/offers/issued-offer.ts'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import type { Order } from '../../../src/core/orders/order.ts'
import type { OrderCommand } from '../../../src/core/orders/order-command.ts'
import type { PaymentCause } from '../../../src/core/orders/payment-causes.ts'
import type { NewPayment } from '../../../src/shell/store/orders/decision.ts'
import type { Begun } from '../../../src/shell/store/orders/payment-requests.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { offer, storeCoupon } from '../offers/marketplace.ts'
import { deliver, type Shop, trials } from './shop.ts'

type More = Partial<Omit<IssuedOffer, 'offer'>> & { readonly offer?: Partial<OfferTerms> }

/** A coupon of the seller of lamps: claimed from its panel, 5 off 25, all year. */
export function lampCoupon(id: string, more: More = {}): IssuedOffer {
  const terms = { benefit: { off: 500 }, minimum: { spend: 2500 } } as const
  return storeCoupon('lumen', {
    ...{ id, campaign: 'year', validDays: 62, ...more },
    offer: {
      kind: 'store-coupon',
      funder: 'seller:lumen',
      currency: 'USD',
      ...terms,
      ...more.offer,
    },
  })
}

/** An offer of the platform that applies by itself to whatever is bought: 3 off 40, all year. */
export function forAll(id: string, more: Partial<IssuedOffer> = {}): IssuedOffer {
  const terms = { kind: 'platform-instant-off', benefit: { off: 300 }, minimum: { spend: 4000 } }
  return offer({ id, campaign: 'year', obtain: 'automatic', ...more }, terms)
}

/** Claims an offer for a buyer. */
export async function claim({ claims, time }: Shop, buyer: string, id: string): Promise<void> {
  const answer = await claims.claim({ buyer, offer: id, key: `claims ${id}`, at: time.now })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
}

interface OfCheckout {
  readonly buyer: string
  readonly checkout: string
}

/** Begins a payment, which must be possible. */
export async function begin(shop: Shop, of: OfCheckout): Promise<Begun> {
  const begun = await beginning(shop, of)
  if (begun === null || 'refusal' in begun) throw new Error(JSON.stringify(begun))
  return begun
}

/** Begins a payment, if that is possible. */
export function beginning({ orders }: Shop, { buyer, checkout }: OfCheckout) {
  return orders.pay({ buyer, checkout, provider: 'test', returnUrl: 'http://localhost/' })
}

/** The provider tells of a payment, by an event of this name. */
export async function told(
  { orders }: Shop,
  { attempt, amountMinor, currency }: NewPayment,
  what: Told = {},
) {
  const { id = `told of ${attempt}`, cause } = what
  const event = { provider: 'test', id, attempt }
  const answer = await orders.report(
    cause === undefined
      ? { ...event, kind: 'verified', amountMinor: what.amountMinor ?? amountMinor, currency }
      : { ...event, kind: 'failed', cause },
  )
  return answer?.outcome ?? null
}

interface Told {
  readonly id?: string
  readonly cause?: PaymentCause
  readonly amountMinor?: number
}

/** Sends a command, which must be accepted; the order as it is then. */
export async function did(
  { orders }: Shop,
  { buyer, order }: { readonly buyer: string; readonly order: string },
  command: OrderCommand,
): Promise<Order> {
  const answer = await orders.act({ buyer, order, command })
  if (answer === null || !('replayed' in answer)) throw new Error(JSON.stringify(answer))
  return answer.order
}

/** The states of a checkout's orders now. */
export async function statesOf({ orders }: Shop, of: OfCheckout): Promise<string[]> {
  return (await orders.ordersOf(of)).map(({ state }) => state)
}

/** The claims of a buyer by their offers: the state of each, and what blocks it. */
export async function claimsOf({ store }: Shop, buyer: string): Promise<Record<string, string>> {
  const rows = await store.db
    .selectFrom('claims')
    .select(['offer_id', 'state'])
    .where('shard', '=', shardOf(buyer, store.shards))
    .where('buyer_id', '=', buyer)
    .orderBy('offer_id')
    .orderBy('ordinal')
    .execute()
  return Object.fromEntries(rows.map(({ offer_id, state }) => [offer_id, state]))
}

/** What sellers and buyers are marked with. */
export async function marksOf({ store }: Shop, checkout: string): Promise<string[][]> {
  const rows = await store.db
    .selectFrom('order_marks')
    .selectAll()
    .where('order_id', 'like', `${checkout}-%`)
    .orderBy('order_id')
    .execute()
  return rows.map(({ order_id, mark, member_id }) => [order_id, mark, member_id])
}

/** Both books are whole once all that was told has arrived, and together come to nothing. */
export async function expectWhole(shop: Shop): Promise<void> {
  await deliver(shop)
  const sums = new Map<string, number>()
  for (const { faults, rows } of await trials(shop)) {
    expect(faults).toEqual([])
    for (const row of rows) {
      for (const [account, amount] of Object.entries(row.balances)) {
        if (account === 'released') sums.set(row.unit, (sums.get(row.unit) ?? 0) + Number(amount))
      }
    }
  }
  expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([])
}
