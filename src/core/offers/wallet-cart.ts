import type { Fault } from '../base/faults.ts'
import { isRecord, type JsonSchema, leaf, list, oneOf, type Schema } from '../base/schema.ts'
import { type CartDocument, cartSchema } from '../pricing/input.ts'
import { channels } from '../pricing/offer-document.ts'
import type { ShopperFacts } from './wallet-claim.ts'

/**
 * A cart to be priced with stored offers: what a client knows. The instant and the buyer are the server's
 * to say, so that nobody is new, rich in coins or abroad by saying so.
 */
export type StoredCart = Omit<CartDocument, 'at' | 'buyer'> & {
  readonly channel?: (typeof channels)[number] | undefined
  readonly codes?: readonly string[] | undefined
}

const CODES_MAX = 30
const CODE_MAX = 200

const OWN = {
  channel: oneOf(channels),
  codes: list(
    leaf<string>(
      { type: 'string', maxLength: CODE_MAX },
      (value) => typeof value === 'string' && value.length <= CODE_MAX,
      `Must be a text of at most ${CODE_MAX} characters.`,
    ),
    0,
    CODES_MAX,
  ),
} as const

const SERVERS_TO_SAY = ['at', 'buyer'] as const

/** The schema of a cart for stored offers: that of a cart, with what the server knows left out. */
export const storedCart: Schema<StoredCart> = {
  json: storedCartJson(),
  ok: isStoredCart,
  find: (value, path, faults) => {
    if (!isRecord(value)) return void faults.push({ path, fault: 'Must be an object.' })
    faults.push(...faultsIn(value, path))
  },
}

function isStoredCart(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { at, buyer, channel, codes, ...rest } = value
  return (
    at === undefined &&
    buyer === undefined &&
    (channel === undefined || OWN.channel.ok(channel)) &&
    (codes === undefined || OWN.codes.ok(codes)) &&
    cartSchema.ok({ ...rest, ...ANYBODY })
  )
}

function storedCartJson(): JsonSchema {
  const { properties, required, ...rest } = cartSchema.json
  const isTheirs = (name: string) => !SERVERS_TO_SAY.includes(name as 'at')
  const own = Object.entries(OWN).map(([name, { json }]) => [name, json] as const)
  const fields = Object.entries(properties as object).filter(([name]) => isTheirs(name))
  return {
    ...rest,
    title: 'StoredCart',
    properties: Object.fromEntries([...fields, ...own]),
    required: (required as readonly string[]).filter(isTheirs),
  }
}

function faultsIn(value: Readonly<Record<string, unknown>>, path: string): Fault[] {
  const { at, buyer, channel, codes, ...rest } = value
  const faults: Fault[] = []
  for (const [name, given] of Object.entries({ at, buyer })) {
    if (given === undefined) continue
    faults.push({ path: `${path}/${name}`, fault: 'Leave it out: the server knows it.' })
  }
  if (channel !== undefined) OWN.channel.find(channel, `${path}/channel`, faults)
  if (codes !== undefined) OWN.codes.find(codes, `${path}/codes`, faults)
  cartSchema.find({ ...rest, ...ANYBODY }, path, faults)
  return faults
}

/** Stands for what the server says, where only the rest is looked at. */
const ANYBODY = { at: '2026-01-01T00:00:00Z', buyer: { id: 'buyer' } } as const

/** Somebody who is not signed in: holds nothing, and is not known to be new. */
export const VISITOR: ShopperFacts = {
  id: 'visitor',
  country: null,
  ordersPlaced: 1,
  coins: 0,
  disqualified: false,
}

/** The cart as it is priced: with the instant and the buyer as the server knows them. */
export function pricedCart(cart: StoredCart, at: string, buyer: ShopperFacts): CartDocument {
  const { channel, codes: _, ...rest } = cart
  return { ...rest, at, buyer: { ...buyer, ...(channel === undefined ? {} : { channel }) } }
}
