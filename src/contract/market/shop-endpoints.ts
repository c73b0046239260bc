import { id } from '../../core/base/fields.ts'
import { described, integer, list, object, orNull } from '../../core/base/schema.ts'
import { storedCart } from '../../core/offers/wallet-cart.ts'
import { endpoint } from './endpoint.ts'
import { exampleCart } from './examples.ts'
import { categoryParameter, idParameter, pageParameters } from './parameters.ts'
import {
  agentAnswer,
  couponsAnswer,
  drawerAnswer,
  qualificationAnswer,
  storedBestAnswer,
  storedQuoteAnswer,
} from './shop-answers.ts'
import { freeText } from './texts.ts'

const SHOP = {
  scope: 'quotes',
  roles: ['buyer', 'seller', 'agent', 'admin'],
  visitors: true,
} as const
const OWN = { scope: 'buyers:read', roles: ['buyer', 'agent', 'admin'] } as const
const TAG = 'Shop'

const CART =
  'The cart is an input of a quote without `offers`, and with the `codes` that the buyer typed. The instant and the buyer are not in it: what is known here of the buyer (country, orders placed, coins, claims) counts, and the clock of the database. `buyer` names who shops where a key asks; a person who is signed in shops.'

const category = list(id)
const codes = list(freeText(200), 0, 30)

const pageFields = {
  after: id,
  limit: integer(1, 200, 'Must be a whole number from 1 to 200.'),
} as const

const listingFields = { listing: id, store: id, seller: id } as const
const listingMore = { category, warehouse: orNull(id) } as const

const asked = described(object({ cart: storedCart }, { buyer: id, order: id }), {
  title: 'CartAsked',
  description: '`order` is the order that is being placed: what it reserved is at its hand.',
})

const agentAsked = described(
  object(
    { cart: storedCart },
    { buyer: id, order: id, discounts: object({}, { codes }), coupons: codes },
  ),
  { title: 'AgentAsked' },
)

const exampleStored = { buyer: 'ana', cart: { ...exampleCart, codes: ['USAFF8'] } }

/** What buyers see of stored offers, and what carts cost with them. */
export const shopEndpoints = {
  listCentre: endpoint({
    id: 'listCentre',
    method: 'get',
    path: '/v1/coupons/centre',
    tag: TAG,
    summary: 'The coupon centre',
    description: 'Every platform coupon that can be claimed now (fg.center).',
    access: SHOP,
    query: {
      ...pageParameters,
      category: categoryParameter('Only those for this category, as `beauty/hair-styling`.'),
      buyer: idParameter('As this buyer sees them; yourself, where you are signed in.'),
    },
    answer: couponsAnswer,
    says: 'Those whose claim ends first come first.',
  }),
  previewCentre: endpoint({
    id: 'previewCentre',
    method: 'post',
    path: '/v1/coupons/centre',
    tag: TAG,
    summary: 'The coupon centre, and what each coupon would do to a cart',
    description: CART,
    access: SHOP,
    body: described(object({ cart: storedCart }, { buyer: id, category, ...pageFields }), {
      title: 'CentrePreview',
    }),
    example: { cart: exampleCart },
    answer: couponsAnswer,
    says: 'The coupons, each with what it would do.',
    repetition: 'natural',
  }),
  listPanel: endpoint({
    id: 'listPanel',
    method: 'get',
    path: '/v1/coupons/panel',
    tag: TAG,
    summary: 'The coupons of a listing',
    description: 'Store and seller coupons that cover it (fg.center).',
    access: SHOP,
    query: {
      listing: idParameter('The listing. Required.'),
      store: idParameter('Its store. Required.'),
      seller: idParameter('Its seller. Required.'),
      category: categoryParameter('Its category, as `beauty/hair-styling`.'),
      buyer: idParameter('As this buyer sees them; yourself, where you are signed in.'),
    },
    answer: couponsAnswer,
    says: 'Those whose claim ends first come first.',
  }),
  previewPanel: endpoint({
    id: 'previewPanel',
    method: 'post',
    path: '/v1/coupons/panel',
    tag: TAG,
    summary: 'The coupons of a listing, and what each would do to a cart',
    description: CART,
    access: SHOP,
    body: described(object({ ...listingFields, cart: storedCart }, { buyer: id, ...listingMore }), {
      title: 'PanelPreview',
    }),
    example: { listing: '3256808094740013', store: 'hair-lab', seller: 'lumen', cart: exampleCart },
    answer: couponsAnswer,
    says: 'The coupons, each with what it would do.',
    repetition: 'natural',
  }),
  getWallet: endpoint({
    id: 'getWallet',
    method: 'get',
    path: '/v1/buyers/{buyer}/wallet',
    tag: TAG,
    summary: 'The drawer: what a buyer holds',
    description: 'Sorted by expiry; what lapses within 7 days comes first (fg.drawer).',
    access: OWN,
    answer: drawerAnswer,
    says: 'The coupons, by what can be done with them.',
  }),
  previewWallet: endpoint({
    id: 'previewWallet',
    method: 'post',
    path: '/v1/buyers/{buyer}/wallet',
    tag: TAG,
    summary: 'The drawer, and what each coupon would do to a cart',
    description: CART,
    access: OWN,
    body: described(object({ cart: storedCart }, {}), { title: 'WalletPreview' }),
    example: { cart: exampleCart },
    answer: drawerAnswer,
    says: 'The coupons, each with what it would do.',
    repetition: 'natural',
  }),
  qualify: endpoint({
    id: 'qualify',
    method: 'post',
    path: '/v1/qualify',
    tag: TAG,
    summary: 'What a cart qualifies for',
    description: `What applies now and what it really gives; what is within reach, and what is missing; what is barred, and why. Limits, budgets, holds and exclusions are counted: what is promised here, a quote grants.\n\n${CART}`,
    access: SHOP,
    body: asked,
    example: exampleStored,
    answer: qualificationAnswer,
    says: 'Each offer in exactly one of three lists.',
    repetition: 'natural',
  }),
  quoteStored: endpoint({
    id: 'quoteStored',
    method: 'post',
    path: '/v1/carts/quote',
    tag: TAG,
    summary: 'Price a cart with the stored offers',
    description: `With what applies by itself, what the buyer holds, and the codes that were typed; \`choose\` of the cart names the offers to attempt.\n\n${CART}`,
    access: SHOP,
    body: asked,
    example: exampleStored,
    answer: storedQuoteAnswer,
    says: 'The quote.',
    repetition: 'natural',
  }),
  bestStored: endpoint({
    id: 'bestStored',
    method: 'post',
    path: '/v1/carts/best',
    tag: TAG,
    summary: 'The cheapest choice among the stored offers',
    description: CART,
    access: SHOP,
    body: asked,
    example: exampleStored,
    answer: storedBestAnswer,
    says: 'The choice, its quote, and whether it is proved.',
    repetition: 'natural',
  }),
  ucpDiscounts: endpoint({
    id: 'ucpDiscounts',
    method: 'post',
    path: '/v1/agents/ucp/discounts',
    tag: 'Agents',
    summary: 'Discounts of a checkout, as UCP tells them',
    description: `The discount extension of the Universal Commerce Protocol: \`applied\` with allocations that sum to the amount, and a warning for each code that is refused. Amounts in minor units.\n\n${CART}`,
    access: { scope: 'quotes', roles: [] },
    body: agentAsked,
    example: { cart: exampleCart, discounts: { codes: ['USAFF8'] } },
    answer: agentAnswer('UcpCheckout'),
    says: 'Line items, totals, discounts and messages of the checkout.',
    repetition: 'natural',
  }),
  acpDiscounts: endpoint({
    id: 'acpDiscounts',
    method: 'post',
    path: '/v1/agents/acp/discounts',
    tag: 'Agents',
    summary: 'Discounts of a checkout, as ACP tells them',
    description: `The discount extension of the Agentic Commerce Protocol: \`applied\`, \`allocations\` and \`rejected\` with their codes.\n\n${CART}`,
    access: { scope: 'quotes', roles: [] },
    body: agentAsked,
    example: { cart: exampleCart, discounts: { codes: ['USAFF8'] } },
    answer: agentAnswer('AcpCheckout'),
    says: 'Line items, totals, discounts and messages of the session.',
    repetition: 'natural',
  }),
} as const
