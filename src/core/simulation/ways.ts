import { assert } from '../base/faults.ts'
import { type LogisticsStatus, shippingMethod } from '../orders/logistics.ts'
import type { Range } from './random.ts'

/** A shipping method of the simulation, and how its parcels fare. */
export interface Way {
  readonly method: string
  readonly weight: number
  /** What it costs, in hundredths. */
  readonly fee: Range
  /** Days on the way, and the days that sellers promise. */
  readonly days: Range
  readonly promisedDays: Range
  /** So many of a hundred parcels never come. */
  readonly lostPercent: number
}

/** Methods that the published texts name (bp.logistics): an economy one, whose updates may stop, too. */
export const WAYS = [
  {
    method: 'AliExpress Standard Shipping',
    weight: 60,
    fee: [0, 399],
    days: [7, 28],
    promisedDays: [25, 40],
    lostPercent: 2,
  },
  {
    method: 'Cainiao Super Economy',
    weight: 28,
    fee: [0, 199],
    days: [12, 55],
    promisedDays: [40, 60],
    lostPercent: 6,
  },
  {
    method: 'AliExpress Premium Shipping',
    weight: 12,
    fee: [299, 999],
    days: [5, 16],
    promisedDays: [15, 25],
    lostPercent: 1,
  },
] as const satisfies readonly Way[]

for (const { method } of WAYS) {
  assert(shippingMethod(method) !== undefined, `${method} is a known method`)
}

/** What a carrier reports of a parcel that comes, and after how many percent of its way. */
export const REPORTS: readonly { readonly status: LogisticsStatus; readonly percent: number }[] = [
  { status: 'accepted', percent: 5 },
  { status: 'handed-to-airline', percent: 25 },
  { status: 'departed', percent: 40 },
  { status: 'arrived-in-country', percent: 70 },
  { status: 'out-for-delivery', percent: 97 },
  { status: 'delivered', percent: 100 },
]

/** How ways end wrongly. */
export const WRONG_ENDS: readonly LogisticsStatus[] = [
  'returned-to-seller',
  'wrong-address',
  'in-customs',
  'no-tracking',
]
