import { type Fault, isRefused, pointer, type Refused } from '../base/faults.ts'
import { amount, id, quantity, SUM_MAX } from '../base/fields.ts'
import {
  described,
  dictionary,
  integer,
  isRecord,
  leaf,
  list,
  object,
  oneOf,
  open,
  orNull,
  type Schema,
  type TypeOf,
} from '../base/schema.ts'
import { type Accepted, accept, type StandingOffers } from './accept.ts'
import type { CartLine } from './cart.ts'
import type { TermsLibrary } from './library.ts'

const returned = object({ line: id, quantity }, {})
const sum = integer(0, SUM_MAX, 'Must be a whole number of minor units.')
const lineShares = dictionary(id, amount)
/** `seller/method`: longer than an id may be. */
const orderId: Schema<string> = leaf(
  { type: 'string' },
  (value) => typeof value === 'string',
  'Must be a text.',
)
const orderShares = dictionary(orderId, amount)

/** What a refund reads of an accepted quote (pricing §6); the rest of it may be anything. */
const acceptedQuote = open(
  {
    lines: list(open({ id, net: sum, tax: sum }, {})),
    orders: list(open({ id: orderId, shipping: sum, shippingOff: sum }, {})),
    applied: list(
      open(
        { offer: id, lines: lineShares, shipping: orderShares },
        { narrowed: orNull(open({ lines: list(id) }, {})) },
      ),
    ),
    totals: open({ coins: sum }, {}),
  },
  {},
)

const reasons = ['return', 'cancellation', 'missed-ship-by', 'not-received'] as const
export type RefundReason = (typeof reasons)[number]

const anything: Schema<unknown> = { json: {}, ok: () => true, find: () => {} }

/** A request for a refund: what was accepted, what came back before and comes back now (§8). */
export const refundSchema = described(
  object(
    {
      input: anything,
      quote: acceptedQuote,
      before: list(returned),
      now: list(returned),
      reason: oneOf(reasons),
    },
    {},
  ),
  { title: 'RefundInput' },
)

export type RefundInput = TypeOf<typeof refundSchema>
export type QuoteToRefund = RefundInput['quote']
export type Returned = TypeOf<typeof returned>

/** What was bought: the input, and the quote that the buyer accepted. */
export type AcceptedPurchase = Pick<RefundInput, 'input' | 'quote'>
/** What was refunded before, what goes back now, and why. */
export type Returns = Pick<RefundInput, 'before' | 'now' | 'reason'>

/** A purchase with the pieces of each line that were refunded before, and after this refund. */
export interface Purchase {
  readonly accepted: Accepted
  readonly quote: QuoteToRefund
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** Reads a request, or refuses it whole: its shape, the input in it, and the pieces that it counts. */
export function readReturns(
  request: unknown,
  library: TermsLibrary,
  standing?: StandingOffers,
): Purchase | Refused {
  const faults: Fault[] = []
  refundSchema.find(request, '', faults)
  const input = isRecord(request) ? request.input : undefined
  const accepted = accept(input, library, standing)
  if (isRefused(accepted) && input !== undefined) {
    for (const { path, fault } of accepted.refused) faults.push({ path: `/input${path}`, fault })
  }
  if (isRefused(accepted) || faults.length > 0) return { refused: faults }
  const { quote, before, now } = request as RefundInput
  checkQuote(accepted, quote, faults)
  const pieces = countPieces(accepted, { before, now }, faults)
  return faults.length > 0 ? { refused: faults } : { accepted, quote, ...pieces }
}

function checkQuote({ cart }: Accepted, quote: QuoteToRefund, faults: Fault[]): void {
  let paid = 0
  for (const { net, tax } of quote.lines) paid += net + tax
  for (const { shipping } of quote.orders) paid += shipping
  if (paid > SUM_MAX) {
    faults.push({ path: '/quote', fault: 'The sum of net, tax and shipping is above 10^15.' })
  }
  const lines = quote.lines.map((line) => line.id)
  if (lines.length !== cart.lines.length || cart.lines.some((line, at) => line.id !== lines[at])) {
    faults.push({ path: '/quote/lines', fault: 'Are not the lines of the input.' })
  }
  const orders = quote.orders.map((order) => order.id)
  if (
    orders.length !== cart.orders.length ||
    cart.orders.some((order, at) => order.id !== orders[at])
  ) {
    faults.push({ path: '/quote/orders', fault: 'Are not the orders of the input.' })
  }
}

function countPieces(
  { cart }: Accepted,
  returns: Pick<Returns, 'before' | 'now'>,
  faults: Fault[],
): Pick<Purchase, 'before' | 'after'> {
  const places = new Map(cart.lines.map((line, at) => [line.id, at]))
  const pieces = new Array<number>(cart.lines.length).fill(0)
  const add = (rows: readonly Returned[], path: string): void => {
    for (const [k, row] of rows.entries()) {
      const at = places.get(row.line)
      if (at === undefined) {
        faults.push({ path: `${path}/${k}/line`, fault: `No line is called "${row.line}".` })
        continue
      }
      pieces[at] = (pieces[at] as number) + row.quantity
      const bought = (cart.lines[at] as CartLine).quantity
      if ((pieces[at] as number) > bought) {
        faults.push({
          path: `${path}/${k}/quantity`,
          fault: `Is more than was bought (${bought} in all).`,
        })
      }
    }
  }
  add(returns.before, '/before')
  const before = [...pieces]
  const seen = new Set<string>()
  for (const [k, { line }] of returns.now.entries()) {
    if (seen.has(line))
      faults.push({ path: pointer(pointer('/now', k), 'line'), fault: `"${line}" stands twice.` })
    seen.add(line)
  }
  add(returns.now, '/now')
  return { before, after: pieces }
}
