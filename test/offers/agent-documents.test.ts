import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { acpDocument } from '../../src/core/offers/agent-acp.ts'
import type { AgentCheckout } from '../../src/core/offers/agent-checkout.ts'
import { typedCodes } from '../../src/core/offers/agent-codes.ts'
import { ucpDocument } from '../../src/core/offers/agent-ucp.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { drawn, effort, PATIENCE } from '../core/draws.ts'
import { randomInput, TERMS } from '../core/generator.ts'
import { same } from '../core/same.ts'
import { acpFaults, resolvePath, ucpFaults } from './agent-rules.ts'

vi.setConfig(PATIENCE)

/** A checkout of a cart whose offers of some ids have codes, which an agent submits. */
function checkoutOf(
  input: Input,
  codes: readonly string[],
  more: Partial<AgentCheckout> = {},
): AgentCheckout {
  const answer = quote(input)
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  const offers = input.offers ?? []
  const known = new Map(
    offers.map((document) => [document.id, { title: `About ${document.id}`, document }]),
  )
  const offerOf = (code: string) => {
    const id = code.startsWith('CODE-') ? code.slice(5) : ''
    return known.has(id) ? id : null
  }
  return {
    cart: input,
    quote: answer,
    codes: typedCodes(codes, offerOf),
    offers: known,
    titleOf: ({ listing }) => `A ${listing}`,
    signedIn: true,
    ...more,
  }
}

const cart: Input = {
  terms: 'aliexpress-2026',
  at: '2026-05-03T12:00:00Z',
  currency: 'USD',
  buyer: { id: 'ana' },
  stores: { lamps: { seller: 'lumen' }, pots: { seller: 'terra' } },
  lines: [
    {
      id: 'lamp',
      listing: 'L1',
      sku: 'L1-a',
      store: 'lamps',
      unitPrice: 1500,
      quantity: 2,
      taxRate: 10,
    },
    { id: 'pot', listing: 'L2', sku: 'L2-a', store: 'pots', unitPrice: 2000 },
  ],
  shipping: [
    { seller: 'lumen', method: 'standard', fee: 300 },
    { seller: 'terra', method: 'standard', fee: 200 },
  ],
}

const select: OfferDocument = {
  id: 'select',
  kind: 'platform-select',
  funder: 'platform',
  benefit: { off: 500 },
  claimed: true,
  until: '2026-05-31T00:00:00Z',
}
const save: OfferDocument = {
  id: 'save',
  kind: 'code',
  funder: 'platform',
  benefit: { percent: 10 },
}
const late: OfferDocument = { ...save, id: 'late', until: '2026-05-01T00:00:00Z' }
const dear: OfferDocument = { ...save, id: 'dear', minimum: { spend: 90_000 } }
const ship: OfferDocument = {
  id: 'ship',
  kind: 'free-shipping',
  funder: 'platform',
  benefit: { freeShipping: true },
}
const offers = [select, save, late, dear, ship]
const CODES = ['CODE-save', 'nonsense', 'CODE-late', 'CODE-dear', 'CODE-save'] as const

describe('a quote as UCP tells it', () => {
  const document = ucpDocument(checkoutOf({ ...cart, offers }, CODES))

  it('keeps the rules of the protocol', () => same(ucpFaults(document), []))

  it('has the lines, each with its own discount', () => {
    expect(document.line_items).toEqual([
      {
        id: 'lamp',
        item: { id: 'L1-a', title: 'A L1', price: 1500 },
        quantity: 2,
        totals: [
          { type: 'subtotal', amount: 3000 },
          { type: 'items_discount', amount: -570 },
          { type: 'total', amount: 2430 },
        ],
      },
      {
        id: 'pot',
        item: { id: 'L2-a', title: 'A L2', price: 2000 },
        quantity: 1,
        totals: [
          { type: 'subtotal', amount: 2000 },
          { type: 'items_discount', amount: -380 },
          { type: 'total', amount: 1620 },
        ],
      },
    ])
  })

  it('has totals that add up, the shipping of each order in its own row', () => {
    const rows = document.totals.map((one) => [one.type, one.display_text, one.amount])
    expect(rows).toEqual([
      ['subtotal', 'Subtotal', 5000],
      ['items_discount', 'Discounts', -950],
      ['fulfillment', 'Shipping, lumen/standard', 300],
      ['fulfillment', 'Shipping, terra/standard', 200],
      ['discount', 'Shipping discounts', -500],
      ['tax', 'Tax', 243],
      ['total', 'Total', 4293],
    ])
  })

  it('has each discount with its turn, its shares and the rows that they went to', () => {
    const shares = (...parts: readonly (readonly [string, number])[]) =>
      parts.map(([path, amount]) => ({ path, amount }))
    expect(document.discounts).toEqual({
      codes: [...CODES],
      applied: [
        {
          title: 'About select',
          amount: 500,
          automatic: true,
          method: 'across',
          priority: 1,
          allocations: shares(['$.line_items[0]', 300], ['$.line_items[1]', 200]),
        },
        {
          code: 'CODE-save',
          title: 'About save',
          amount: 450,
          automatic: false,
          method: 'across',
          priority: 2,
          allocations: shares(['$.line_items[0]', 270], ['$.line_items[1]', 180]),
        },
        {
          title: 'About ship',
          amount: 500,
          automatic: true,
          method: 'each',
          priority: 3,
          allocations: shares(['$.totals[2]', 300], ['$.totals[3]', 200]),
        },
      ],
    })
  })

  it('warns of every code that did not apply, at its place (fg.exclusive, fg.reject)', () => {
    const told = [
      ['discount_code_invalid', 1, expect.stringContaining('cannot be used')],
      ['discount_code_expired', 2, 'It expired on 2026-05-01 00:00 UTC.'],
      ['discount_code_combination_disallowed', 3, expect.stringContaining('Only one')],
      ['discount_code_already_applied', 4, expect.stringContaining('already')],
    ]
    expect(document.messages).toEqual(
      told.map(([code, at, content]) => ({
        type: 'warning',
        code,
        path: `$.discounts.codes[${at}]`,
        content,
      })),
    )
  })
})

describe('a quote as ACP tells it', () => {
  it('has the coupons, and every rejected code with its word (fg.reject)', () => {
    const document = acpDocument(checkoutOf({ ...cart, offers }, CODES))
    same(acpFaults(document), [])
    expect(document.discounts.rejected.map(({ code, reason }) => [code, reason])).toEqual([
      ['nonsense', 'discount_code_invalid'],
      ['CODE-late', 'discount_code_expired'],
      ['CODE-dear', 'discount_code_combination_disallowed'],
      ['CODE-save', 'discount_code_already_applied'],
    ])
    expect(document.discounts.applied.map(({ id, coupon }) => [id, coupon])).toEqual([
      ['select', { id: 'select', name: 'About select', amount_off: 500, currency: 'usd' }],
      ['save', { id: 'save', name: 'About save', percent_off: 10 }],
      ['ship', { id: 'ship', name: 'About ship' }],
    ])
    expect(document.discounts.applied[0]).toMatchObject({ end: '2026-05-31T00:00:00Z' })
    expect(document.totals.map(({ type, amount }) => [type, amount])).toEqual([
      ['items_base_amount', 5000],
      ['items_discount', 950],
      ['subtotal', 4050],
      ['fulfillment', 300],
      ['fulfillment', 200],
      ['discount', 500],
      ['tax', 243],
      ['total', 4293],
    ])
  })

  it('tells a buyer of a success that customs may undo (fg.market.in)', () => {
    const lines = cart.lines.map((line) => ({ ...line, traits: ['customs-risk'] }))
    const checkout = checkoutOf({ ...cart, lines, offers: [save] }, ['CODE-save'])
    const content =
      '"About save" is certain only when the order ships: customs may refuse an item that it counts on.'
    expect(acpDocument(checkout).messages).toEqual([
      { type: 'info', param: '$.discounts.applied[0]', content_type: 'plain', content },
    ])
    expect(ucpDocument(checkout).messages).toMatchObject([{ type: 'warning', content }])
  })
})

describe('every quote as agents are told of it', () => {
  const checkouts = drawn((draws) => {
    const input = randomInput(draws, TERMS)
    const ids = (input.offers ?? []).map(({ id }) => `CODE-${id}`)
    const codes = draws.list(0, 4, () => draws.pick(['nothing', '', ...ids]))
    return { input, codes }
  })

  it('keeps the rules of both protocols: sums, signs, paths, words, and no code in silence', () => {
    fc.assert(
      fc.property(checkouts, ({ input, codes }) => {
        const checkout = checkoutOf(input, codes)
        // Codes of offers that `choose` leaves out were not attempted, so nothing is said of them.
        if (input.choose !== undefined && input.choose !== 'all') return
        same(ucpFaults(ucpDocument(checkout)), [])
        same(acpFaults(acpDocument(checkout)), [])
      }),
      effort(2_000),
    )
  })

  it.each([
    ['a share too much', '$.line_items[0]', 1],
    ['a row that is not there', '$.totals.shipping', 0],
  ])('is held to those rules: %s is found', (_, path, more) => {
    const document = ucpDocument(checkoutOf({ ...cart, offers: [select] }, []))
    const [first] = document.discounts.applied
    const allocations = (first?.allocations ?? []).map((one, at) =>
      at === 0 ? { path, amount: one.amount + more } : one,
    )
    const applied = [{ ...(first as NonNullable<typeof first>), allocations }]
    const broken = { ...document, discounts: { codes: [], applied } }
    expect(ucpFaults(broken)).not.toEqual([])
    expect(resolvePath(document, '$.totals.shipping')).toBeUndefined()
  })
})
