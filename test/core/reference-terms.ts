/**
 * The four rule-sets of the specification (pricing §4) typed in a second time, by hand and from its
 * tables: the reference must not learn its rules from the data that it is there to check.
 */
export interface KindRule {
  readonly kind: string
  readonly step: string
  /** Name of the slot, and the unit that has one. */
  readonly slot?: readonly [name: string, per: Unit]
  readonly exceeds?: true
  readonly running?: true
  readonly pool?: true
  /** Kinds that it stacks with; absent: all. */
  readonly stacksWith?: readonly string[]
  readonly claimed?: true
  /** Traits that it excludes beside those of the rule-set. */
  readonly excludes?: readonly string[]
}

export type Unit = 'line' | 'product' | 'order' | 'store' | 'seller' | 'checkout'

export interface BookOfRules {
  readonly excludes: readonly string[]
  /** In order of attempt. */
  readonly kinds: readonly KindRule[]
}

const NOT_REGULAR = ['special-promotion', 'cashback', 'value-added-service']
const ORDER_COUPON = ['order-coupon', 'order'] as const
const PLATFORM = ['platform', 'checkout'] as const

export const RULES: Readonly<Record<string, BookOfRules>> = {
  'aliexpress-2020-03': {
    excludes: NOT_REGULAR,
    kinds: [
      { step: 'a', kind: 'instant-discount', slot: ['instant-discount', 'line'] },
      { step: 'b', kind: 'seller-instant-off' },
      { step: 'c', kind: 'store-coupon', slot: ORDER_COUPON, claimed: true },
      { step: 'd', kind: 'coins', slot: ['coins', 'product'] },
      { step: 'e', kind: 'select-coupon', pool: true, claimed: true },
      {
        step: 'f',
        kind: 'platform-coupon',
        slot: ORDER_COUPON,
        exceeds: true,
        stacksWith: ['coins'],
        claimed: true,
        excludes: ['virtual'],
      },
      { step: 'f', kind: 'store-code', slot: ORDER_COUPON },
      {
        step: 'f',
        kind: 'promo-code',
        slot: ['promo-code', 'order'],
        exceeds: true,
        running: true,
        stacksWith: ['coins'],
      },
      { step: 'g', kind: 'platform-instant-off' },
    ],
  },
  'aliexpress-2026': {
    excludes: NOT_REGULAR,
    kinds: [
      { step: '1', kind: 'platform-select', slot: PLATFORM, claimed: true },
      { step: '1', kind: 'category-coupon', slot: PLATFORM, claimed: true },
      { step: '1', kind: 'welcome-coupon', slot: PLATFORM, claimed: true },
      { step: '2', kind: 'store-coupon', slot: ['store-coupon', 'store'], claimed: true },
      { step: '3', kind: 'seller-coupon', slot: ['seller-coupon', 'seller'], claimed: true },
      { step: '4', kind: 'code', slot: ['code', 'checkout'], running: true },
      { step: '5', kind: 'free-shipping', slot: ['free-shipping', 'order'], running: true },
    ],
  },
  'aliexpress-general': {
    excludes: ['special-promotion'],
    kinds: [{ step: '1', kind: 'coupon', exceeds: true, stacksWith: [], claimed: true }],
  },
  'aliexpress-2018-10': {
    excludes: NOT_REGULAR,
    kinds: [
      { step: '1', kind: 'store-discount', slot: ['store-discount', 'line'] },
      { step: '2', kind: 'store-coupon', slot: ['store-coupon', 'order'], claimed: true },
      { step: '3', kind: 'select-coupon', pool: true, claimed: true },
      {
        step: '4',
        kind: 'platform-coupon',
        slot: ['platform-coupon', 'order'],
        exceeds: true,
        claimed: true,
      },
      { step: '5', kind: 'platform-discount' },
    ],
  },
}
