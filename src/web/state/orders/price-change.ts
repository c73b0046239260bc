import type { Checkout } from './checkout.ts'

type Quote = Checkout['quote']

/** One difference between two prices of the same cart. */
export interface PriceDifference {
  readonly what: string
  readonly beforeMinor: number | null
  readonly afterMinor: number | null
}

/** What is different between a price that was shown and the one that counts now, offer by offer. */
export function priceDifferences(before: Checkout, after: Checkout): PriceDifference[] {
  const titleOf = (offer: string) =>
    after.offers[offer]?.title ?? before.offers[offer]?.title ?? offer
  const offers = differences(offRows(before.quote), offRows(after.quote))
  const lines = differences(listRows(before.quote), listRows(after.quote))
  const shipping = differences(shippingRows(before.quote), shippingRows(after.quote))
  return [
    ...lines.map(({ id, ...sums }) => ({ what: `List price of ${id}`, ...sums })),
    ...offers.map(({ id, ...sums }) => ({ what: titleOf(id), ...sums })),
    ...shipping.map(({ id, ...sums }) => ({ what: `Shipping of ${id}`, ...sums })),
  ]
}

type Rows = ReadonlyMap<string, number>

const offRows = ({ applied }: Quote): Rows =>
  new Map(applied.map(({ offer, off }) => [offer, -off]))
const listRows = ({ lines }: Quote): Rows => new Map(lines.map(({ id, list }) => [id, list]))
const shippingRows = ({ orders }: Quote): Rows =>
  new Map(orders.map(({ id, shipping }) => [id, shipping]))

function differences(before: Rows, after: Rows) {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => ({
      id,
      beforeMinor: before.get(id) ?? null,
      afterMinor: after.get(id) ?? null,
    }))
}
