import { ledgerEndpoints as endpoints } from '../../../contract/market/ledger-endpoints.ts'
import { PAGE } from '../../../contract/market/parameters.ts'
import { currency } from '../../../core/base/fields.ts'
import { SELLER_POSTINGS } from '../../../core/orders/money/accounts.ts'
import { rederive } from '../../../core/orders/rederive.ts'
import type { Actor } from '../../store/access/actor.ts'
import { sellerBalances, sellerStatement } from '../../store/money/reading.ts'
import type { SellerEntry } from '../../store/money/seller-book.ts'
import { readRecord } from '../../store/orders/order-record.ts'
import { ledgerView } from '../orders/ledger-view.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { NO_ORDER } from './order-routes.ts'
import { done, missing, type Outcome } from './outcome.ts'

/** The books behind orders: for whoever has to explain them, and for sellers. */
export function ledgerRoutes(mount: Mount, market: Market): void {
  const { store, terms } = market
  mount.on(endpoints.getOrderLedger, async ({ params }) => {
    const record = await readRecord(store, params.order as string)
    if (!record) return NO_ORDER
    return done(await ledgerView(market, record)) as unknown as Outcome<never>
  })
  mount.on(endpoints.replayOrder, async ({ params }) => {
    const record = await readRecord(store, params.order as string)
    if (!record) return NO_ORDER
    const derived = rederive(record, { terms })
    const { accepted, order, steps } = record
    const isOrder = Boolean(derived?.order && derived.steps)
    return done({
      same: isOrder && Boolean(derived?.quote),
      quote: {
        same: derived?.quote ?? false,
        hash: accepted.hash,
        says: derived ? said(derived.quote) : NOT_AT_HAND,
      },
      order: {
        same: isOrder,
        version: order.version,
        steps: steps.length,
        says: derived ? said(isOrder) : NOT_AT_HAND,
      },
    })
  })
  sellers(mount, market)
}

const said = (same: boolean) =>
  same
    ? 'It comes to the same, to the byte.'
    : 'It does not come to the same: report this to whoever runs the server.'

const NOT_AT_HAND = 'Its terms or its process are not at hand any more.'

function sellers(mount: Mount, { store }: Market): void {
  mount.on(endpoints.getSellerBalance, async ({ actor, params }) => {
    const seller = sellerNamed(actor, params.seller as string)
    if (seller === null) return NO_SELLER
    const balances = await sellerBalances(store, seller)
    return done({
      seller,
      balances: balances.map((one) => ({
        currency: one.currency,
        escrowMinor: Number(one.escrow),
        pendingMinor: Number(one.pending),
        availableMinor: Number(one.available),
        owedMinor: Number(one.owed),
        withdrawnMinor: Number(one.withdrawn),
      })),
    })
  })
  mount.on(endpoints.getSellerStatement, async ({ actor, params, query }) => {
    const seller = sellerNamed(actor, params.seller as string)
    if (seller === null) return NO_SELLER
    if (!currency.ok(query.currency)) {
      return { refused: [{ path: '/currency', fault: 'Name a currency, for example USD.' }] }
    }
    const asked = { seller, currency: query.currency as string }
    const page = await sellerStatement(store, {
      ...asked,
      before: query.before,
      limit: query.limit ?? PAGE,
    })
    return done({ ...asked, entries: page.entries.map(entryView), next: page.next })
  })
}

const NO_SELLER = missing('There is no such seller for you.')

/** Whose books an actor reads: a seller its own; staff and keys of the platform those that they name. */
function sellerNamed(actor: Actor, named: string): string | null {
  if (actor.kind === 'visitor') return null
  if (actor.seller !== null) return named === 'me' || named === actor.seller ? actor.seller : null
  return named === 'me' ? null : named
}

function entryView({ number, posting, debit, credit, amount, order, ...entry }: SellerEntry) {
  return {
    number,
    posting,
    clause: SELLER_POSTINGS[posting].clause,
    debit,
    credit,
    amountMinor: amount,
    availableAfterMinor: entry.availableAfter,
    order,
    at: entry.at.toISOString(),
  }
}
