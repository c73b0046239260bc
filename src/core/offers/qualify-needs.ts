import { mulDivFloor } from '../base/exact.ts'
import { parseInstant, utcText } from '../base/instant.ts'
import { decimalText } from '../base/iso4217.ts'
import { withAddition } from '../pricing/addition.ts'
import { type Cart, readCart } from '../pricing/cart.ts'
import { type CartDocument, cartSchema } from '../pricing/input.ts'
import type { OfferDocument } from '../pricing/offer-document.ts'
import type { Reason } from '../pricing/reasons.ts'
import type { Rejection } from '../pricing/till.ts'

/** One thing that a buyer can do, or wait for, so that an offer works. Amounts in minor units. */
export type Need =
  | { readonly need: 'claim'; readonly until: string | null }
  | { readonly need: 'exchange'; readonly coins: number }
  | { readonly need: 'choose' }
  | { readonly need: 'wait'; readonly until: string }
  | { readonly need: 'channel'; readonly channels: readonly string[] }
  | { readonly need: 'coins'; readonly coins: number }
  | { readonly need: 'spend'; readonly amountMinor: number }
  | { readonly need: 'items'; readonly count: number }
  | { readonly need: 'leave-out'; readonly offers: readonly string[] }

/** A need as a sentence for a buyer (fg.reject). */
export function needText(need: Need, currency: string): string {
  switch (need.need) {
    case 'claim':
      return need.until === null
        ? 'Claim it first.'
        : `Claim it first, before ${momentOf(need.until)}.`
    case 'exchange':
      return `Exchange ${need.coins} coins for it first.`
    case 'choose':
      return 'Choose it: it is yours, and not used in this cart.'
    case 'wait':
      return `Wait until ${momentOf(need.until)}.`
    case 'channel':
      return `Order by: ${need.channels.join(' or ')}.`
    case 'coins':
      return `Collect ${need.coins} more ${need.coins === 1 ? 'coin' : 'coins'}.`
    case 'spend':
      return `Spend ${decimalText(need.amountMinor, currency)} ${currency} more on what takes part.`
    case 'items':
      return need.count === 1
        ? 'Add 1 more item that takes part.'
        : `Add ${need.count} more items that take part.`
    case 'leave-out':
      return `Leave out ${need.offers.map((id) => `"${id}"`).join(' and ')}: together they do not work.`
  }
}

/** An instant as a person reads it. */
const momentOf = (until: string): string => utcText(parseInstant(until) as number)

/** What is changed so that an offer works: the cart, or who is left out. */
export interface Lifted {
  readonly needs: readonly Need[]
  readonly document: CartDocument
  readonly leftOut: readonly string[]
  /** What was added of what it is short of; 0 where nothing was. */
  readonly added: number
}

/** The offer that is refused, as it is written, and the cart that refused it. */
export interface RefusedIn {
  readonly offer: OfferDocument
  readonly document: CartDocument
  readonly cart: Cart
  readonly rejection: Rejection
  /** What was added before, when it was short of so much; 0 before the first addition. */
  readonly added: number
}

type Lift = (refused: RefusedIn) => Lifted | null

const instead = ({ document }: RefusedIn, need: Need, change: Partial<CartDocument>): Lifted => ({
  needs: [need],
  document: { ...document, ...change },
  leftOut: [],
  added: 0,
})

/** A cart at a later instant. Nothing is waited for that is past. */
export function waited(document: CartDocument, until: string): CartDocument | null {
  const [now, then] = [parseInstant(document.at), parseInstant(until)] as [number, number]
  return then > now ? { ...document, at: until } : null
}

const wait = (refused: RefusedIn, until: string | null | undefined): Lifted | null => {
  const document = until ? waited(refused.document, until) : null
  return document && instead(refused, { need: 'wait', until: document.at }, document)
}

/** What a buyer can do about each reason; about the others, nothing. */
const LIFTS: Partial<Record<Reason, Lift>> = {
  'not-started': (refused) => wait(refused, refused.offer.from),
  held: (refused) => wait(refused, refused.offer.heldUntil),
  'wrong-channel': (refused) => {
    const channels = refused.offer.channels ?? []
    const [channel] = channels
    if (channel === undefined) return null
    const buyer = { ...refused.document.buyer, channel }
    return instead(refused, { need: 'channel', channels }, { buyer })
  },
  'not-enough-coins': (refused) => {
    const { coinsRequired, coinsMax } = refused.rejection.offer
    const coins = (coinsRequired || coinsMax) - refused.cart.coins
    if (coins <= 0) return null
    const buyer = { ...refused.document.buyer, coins: refused.cart.coins + coins }
    return instead(refused, { need: 'coins', coins }, { buyer })
  },
  'below-minimum': (refused) => {
    const more = additionOf(refused)
    const need: Need =
      refused.rejection.shortOf === 'spend'
        ? { need: 'spend', amountMinor: more }
        : { need: 'items', count: more }
    const lines = withAddition(refused.document.lines, refused, more)
    return { ...instead(refused, need, { lines }), added: more }
  },
  'does-not-stack': (refused) => leaveOut(refused),
  'slot-taken': (refused) => leaveOut(refused),
  'allowance-spent': (refused) => leaveOut(refused),
}

function leaveOut({ document, rejection }: RefusedIn): Lifted | null {
  const offers = rejection.blockers.map((one) => one.offer.id)
  if (offers.length === 0) return null
  return { needs: [{ need: 'leave-out', offers }], document, leftOut: offers, added: 0 }
}

/** What would lift every reason of a refusal together; null where one of them nothing lifts. */
export function liftOf(refused: RefusedIn, reasons: readonly Reason[]): Lifted | null {
  let lifted: Lifted = { needs: [], document: refused.document, leftOut: [], added: 0 }
  for (const reason of reasons) {
    const one = LIFTS[reason]?.({ ...refused, document: lifted.document }) ?? null
    if (one === null) return null
    lifted = {
      needs: [...lifted.needs, ...one.needs],
      document: one.document,
      leftOut: [...lifted.leftOut, ...one.leftOut],
      added: one.added,
    }
  }
  return lifted
}

/**
 * How much to add. A minimum of what is left falls short again where other offers take a part of what was
 * added: then they take the same part of what is added next, and so much more is asked for.
 */
function additionOf({ rejection: { short, shortOf }, added }: RefusedIn): number {
  if (shortOf === 'items' || added <= short) return short
  return mulDivFloor(short, added, added - short) + 1
}

const LINES_MAX = (cartSchema.json.properties as { lines: { maxItems: number } }).lines.maxItems

/**
 * The cart of a document that was changed; null where it passes the limits of an input. What stayed was
 * accepted before: only new lines are looked at.
 */
export function cartOf(
  document: CartDocument,
  before: { readonly document: CartDocument; readonly cart: Cart },
): Cart | null {
  const { lines } = document
  if (lines !== before.document.lines) {
    const fresh = lines.filter((line) => !before.document.lines.includes(line))
    if (lines.length > LINES_MAX || !cartSchema.ok({ ...document, lines: fresh })) return null
  }
  return readCart(document, before.cart.terms)
}
