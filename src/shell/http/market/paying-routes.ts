import type { FastifyRequest } from 'fastify'
import { checkoutEndpoints as endpoints } from '../../../contract/market/checkout-endpoints.ts'
import { readPayment, type StoredPayment } from '../../store/orders/reading.ts'
import { beginPayment } from '../orders/paying.ts'
import { returnUrlOf } from '../orders/return-urls.ts'
import { lookAt, NO_CHECKOUT } from './checkout-access.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done } from './outcome.ts'

/** Paying for the orders of a checkout (faq.pay). */
export function payCheckout(mount: Mount, market: Market): void {
  const { payments, defaultProvider, returnOrigins } = market
  mount.on(endpoints.payCheckout, async ({ actor, params, body, request }) => {
    const look = await lookAt(market, actor, params.checkout as string)
    if (look === null) return NO_CHECKOUT
    const { checkout, buyer } = look
    const provider = body.provider ?? defaultProvider
    if (provider === null) return { providerRefused: NO_PROVIDER }
    if (!payments.has(provider)) return unknownProvider([...payments.keys()])
    const back = body.returnUrl ?? `/checkout/${encodeURIComponent(checkout)}`
    const own = market.ownUrl ?? addressOf(request, market.isSecure)
    const returnUrl = returnUrlOf(back, { own, origins: returnOrigins })
    if (returnUrl === null) return FOREIGN
    const begun = await market.orders.pay({ checkout, buyer, provider, returnUrl })
    if (begun === null) return NO_CHECKOUT
    if ('refusal' in begun) return begun.refusal
    const { attempt, amountMinor, currency } = begun.payment
    const said = { attempt, provider, amountMinor, currency }
    if (begun.isPaid) return done({ ...said, payAt: null, paid: true })
    const payment = await readPayment(market.store, attempt)
    const at = await beginPayment(market, payment as StoredPayment)
    if ('refused' in at) return { providerRefused: at.refused }
    if ('away' in at) return { providerAway: AWAY }
    return done({ ...said, payAt: at.payAt, paid: false })
  })
}

const NO_PROVIDER = 'No payment provider is set up here: whoever runs the server sets STRIPE_KEY.'

const AWAY =
  'The payment provider cannot be reached just now. Nothing was paid yet: it is asked again by itself, and the checkout says where to pay as soon as it answers.'

const FOREIGN = {
  refused: [
    {
      path: '/returnUrl',
      fault:
        'Must be a path of this server, for example /orders, or an address of an origin that it was told of (TESSERA_RETURN_ORIGINS).',
    },
  ],
} as const

const unknownProvider = (known: readonly string[]) => ({
  refused: [{ path: '/provider', fault: `Takes no payments here. Known: ${known.join(', ')}.` }],
})

/** Where the one who asks reaches this server: it is sent back to where it came from. */
function addressOf({ headers }: FastifyRequest, isSecure: boolean): string {
  return `${isSecure ? 'https' : 'http'}://${headers.host ?? 'localhost'}`
}
