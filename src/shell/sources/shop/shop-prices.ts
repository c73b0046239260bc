/** A product of the sample shop. Amounts are US cents. */
export interface ShopProduct {
  readonly id: string
  readonly title: string
  readonly listMinor: number
  readonly lowMinor: number
  readonly shippingMinor: number
  readonly variants: readonly {
    readonly sku: string
    readonly name: string
    readonly extraMinor: number
  }[]
  /** A coupon of the store that is given out anew each hour. */
  readonly coupon: { readonly offMinor: number; readonly minimumMinor: number } | null
}

export const SHOP_PRODUCTS: readonly ShopProduct[] = [
  {
    id: 'sample-kettle',
    title: 'Sample: travel kettle, 0.6 litres',
    listMinor: 34_99,
    lowMinor: 25_99,
    shippingMinor: 0,
    variants: [
      { sku: '12000099000000011', name: 'White', extraMinor: 0 },
      { sku: '12000099000000012', name: 'Steel', extraMinor: 4_00 },
    ],
    coupon: null,
  },
  {
    id: 'sample-headphones',
    title: 'Sample: headphones that fold',
    listMinor: 59_99,
    lowMinor: 38_99,
    shippingMinor: 2_99,
    variants: [{ sku: '12000099000000021', name: 'Black', extraMinor: 0 }],
    coupon: { offMinor: 3_00, minimumMinor: 30_00 },
  },
  {
    id: 'sample-lamp',
    title: 'Sample: reading lamp with a clip',
    listMinor: 18_99,
    lowMinor: 13_49,
    shippingMinor: 1_49,
    variants: [{ sku: '12000099000000031', name: 'Warm light', extraMinor: 0 }],
    coupon: { offMinor: 2_00, minimumMinor: 20_00 },
  },
]

/**
 * How long a price of the sample shop holds: the second reading of an alert comes within it, and five of
 * them pass within two minutes.
 */
export const SHOP_STEP_MS = 20_000
/** How often its pages are to be read, so that a low of two steps is read twice. */
export const SHOP_EVERY_MS = 10_000

const STEPS = 5

/**
 * What a product costs at an instant (epoch milliseconds), the same for everybody who asks with the same
 * seed. Of each five steps three stand somewhere between low and list, and then two at the low: so whoever
 * sets a target at or above the low sees it reached within two minutes (fg.t.alert).
 */
export function shopPriceMinor(product: ShopProduct, at: number, seed: number): number {
  const step = stepOf(product, at)
  const { listMinor, lowMinor } = product
  if (step % STEPS >= 3) return lowMinor
  // Never nearer to the low than a third of the way: there the target must not be reached by chance.
  const share = 333 + (mixed(`${seed} ${product.id} ${step}`) % 667)
  return lowMinor + Math.floor(((listMinor - lowMinor) * share) / 1_000)
}

/** Which of its steps a product is in; each begins at another time, so that not all fall at once. */
export function stepOf(product: ShopProduct, at: number): number {
  return Math.floor((at + (mixed(product.id) % SHOP_STEP_MS)) / SHOP_STEP_MS)
}

/** FNV-1a: it spreads, and needs no more. */
function mixed(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  }
  return (hash ^ (hash >>> 15)) >>> 0
}
