import { describe, expect, it } from 'vitest'
import type { Qualification } from '../../src/core/offers/qualify.ts'
import { refusal } from '../../src/core/offers/refusals.ts'
import type { CartDocument } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { workedMs } from '../lived-time.ts'
import { type Asked, qualified, sceneOf } from './qualify-scene.ts'

const NOW = '2026-05-03T12:00:00Z'

/** A lamp of 30.00 and a pot of 20.00, of two sellers. */
const cart: CartDocument = {
  terms: 'aliexpress-2026',
  at: NOW,
  currency: 'USD',
  buyer: { id: 'ana', coins: 20 },
  stores: { lamps: { seller: 'lumen' }, pots: { seller: 'terra' } },
  lines: [
    { id: 'lamp', listing: 'L1', sku: 'L1-a', store: 'lamps', unitPrice: 3000 },
    { id: 'pot', listing: 'L2', sku: 'L2-a', store: 'pots', unitPrice: 2000 },
  ],
}

const select = (id: string, off: number, more: Partial<OfferDocument> = {}): OfferDocument => ({
  id,
  kind: 'platform-select',
  funder: 'platform',
  benefit: { off },
  claimed: true,
  ...more,
})

const code = (id: string, off: number, more: Partial<OfferDocument> = {}): OfferDocument => ({
  id,
  kind: 'code',
  funder: 'platform',
  benefit: { off },
  ...more,
})

/** What becomes of the last offer beside the others: a line of words. */
function told(rows: readonly Asked[]): string {
  const answer = qualified(sceneOf(cart, rows))
  const id = rows.at(-1)?.offer.id as string
  return wordsOf(answer, id)
}

function wordsOf({ applied, withinReach, barred }: Qualification, id: string): string {
  const isIt = ({ offer }: { readonly offer: string }) => offer === id
  const now = applied.find(isIt)
  if (now) return `applied: off ${now.effect.off}, saves ${now.effect.gain}`
  const near = withinReach.find(isIt)
  if (near) {
    const needs = near.needs.map(({ message }) => message).join(' ')
    return `within reach: off ${near.off}, gains ${near.gain}. ${needs}`
  }
  const { why, instead } = barred.find(isIt) as (typeof barred)[number]
  const by = why.blockedBy.length > 0 ? ` by ${why.blockedBy.join(', ')}` : ''
  const swap = instead ? `, instead ${instead.gain}` : ''
  return `barred: ${why.reason} (${why.clause})${by}${swap}`
}

describe('what one offer is to a cart', () => {
  it.each<[string, readonly Asked[], string]>([
    ['held, and works', [{ offer: select('s', 500) }], 'applied: off 500, saves 500'],
    [
      'held, and works beside another that of which one is enough (fg.batch)',
      [{ offer: select('a', 500) }, { offer: select('b', 500), stands: 'unchosen' }],
      'barred: slot-taken (fg.batch) by a, instead 0',
    ],
    [
      'another that comes first, and drives out what gave more (fg.order)',
      [
        { offer: code('x', 900) },
        { offer: select('a', 500, { exclusive: true }), stands: 'unclaimed' },
      ],
      'barred: costs-more (fg.order) by x, instead -400',
    ],
    [
      'short of its minimum: by how much (fg.reject)',
      [{ offer: select('s', 500, { minimum: { spend: 5900 } }) }],
      'within reach: off 500, gains -400. Spend 9.00 USD more on what takes part.',
    ],
    [
      'short of pieces',
      [{ offer: select('s', 500, { minimum: { quantity: 3 } }) }],
      'within reach: off 500, gains -1500. Add 1 more item that takes part.',
    ],
    [
      'unclaimed: it has to be claimed first (cp.1)',
      [{ offer: select('s', 500), stands: 'unclaimed' }],
      'within reach: off 500, gains 500. Claim it first.',
    ],
    [
      'unclaimed, and only for a time (cp.1)',
      [
        {
          offer: select('s', 500),
          stands: 'unclaimed',
          issued: { claimUntil: '2026-05-05T00:00:00Z' },
        },
      ],
      'within reach: off 500, gains 500. Claim it first, before 2026-05-05 00:00 UTC.',
    ],
    [
      'unclaimed, and short',
      [{ offer: select('s', 900, { minimum: { spend: 5100 } }), stands: 'unclaimed' }],
      'within reach: off 900, gains 800. Claim it first. Spend 1.00 USD more on what takes part.',
    ],
    [
      'unclaimed, and worse than what holds the slot: claiming it would not help (fg.batch)',
      [{ offer: select('a', 900) }, { offer: select('b', 500), stands: 'unclaimed' }],
      'barred: slot-taken (fg.batch) by a, instead -400',
    ],
    [
      'better than what holds the slot: it takes leaving that out',
      [{ offer: select('a', 500) }, { offer: select('b', 900) }],
      'within reach: off 900, gains 400. Leave out "a": together they do not work.',
    ],
    [
      'exclusive, beside a held coupon that gives more (fg.exclusive)',
      [{ offer: select('a', 900) }, { offer: code('x', 500, { exclusive: true }) }],
      'barred: does-not-stack (fg.exclusive) by a, instead -400',
    ],
    [
      'exclusive, and worth more alone (fg.exclusive)',
      [{ offer: select('a', 500) }, { offer: code('x', 2000, { exclusive: true }) }],
      'within reach: off 2000, gains 1500. Leave out "a": together they do not work.',
    ],
    [
      'held after a failed payment (cp.9)',
      [{ offer: select('s', 500, { heldUntil: '2026-05-03T12:20:00Z' }) }],
      'within reach: off 500, gains 500. Wait until 2026-05-03 12:20 UTC.',
    ],
    [
      'held, and lapsed when the hold ends (cp.9, tc.6)',
      [
        {
          offer: select('s', 500, {
            heldUntil: '2026-05-03T12:20:00Z',
            until: '2026-05-03T12:10:00Z',
          }),
        },
      ],
      'barred: held (cp.9)',
    ],
    [
      'not started yet (tc.6)',
      [{ offer: select('s', 500, { from: '2026-05-04T00:00:00Z' }) }],
      'within reach: off 500, gains 500. Wait until 2026-05-04 00:00 UTC.',
    ],
    [
      'only for the app (fg.one-time)',
      [{ offer: select('s', 500, { channels: ['app'] }) }],
      'within reach: off 500, gains 500. Order by: app.',
    ],
    [
      'for another country (tc.4)',
      [{ offer: select('s', 500, { countries: ['FR'] }) }],
      'barred: wrong-country (tc.4)',
    ],
    [
      'ended by the platform (tc.20)',
      [{ offer: select('s', 500, { ended: true }) }],
      'barred: ended (tc.20)',
    ],
    [
      'used up by everybody: never promised (fg.reject)',
      [{ offer: code('s', 500, { budget: { limit: 10, made: 10 } }) }],
      'barred: out-of-stock (fg.reject)',
    ],
    [
      'used by this buyer (tc.5)',
      [{ offer: select('s', 500, { uses: { limit: 1, made: 1 } }) }],
      'barred: already-used (tc.5)',
    ],
    [
      'unclaimed, and all of them taken (fg.reject)',
      [{ offer: select('s', 500), stands: 'unclaimed', claim: refusal('exhausted') }],
      'barred: exhausted (fg.reject)',
    ],
    [
      'unclaimed, and claimed as often as the buyer may (tc.4)',
      [{ offer: select('s', 500), stands: 'unclaimed', claim: refusal('already-claimed') }],
      'barred: already-claimed (tc.4)',
    ],
    [
      'unclaimed, and the claims open later (cp.1)',
      [
        {
          offer: select('s', 500),
          stands: 'unclaimed',
          claim: refusal('not-started', { from: '2026-05-04T00:00:00Z' }),
        },
      ],
      'within reach: off 500, gains 500. Wait until 2026-05-04 00:00 UTC. Claim it first.',
    ],
    [
      'for more coins than the buyer has (tc.18.a.i.2)',
      [
        {
          offer: select('s', 500),
          stands: 'unclaimed',
          claim: refusal('not-enough-coins'),
          issued: { obtain: 'exchange', exchange: { coins: 50 } },
        },
      ],
      'within reach: off 500, gains 500. Collect 30 more coins. Exchange 50 coins for it first.',
    ],
    [
      'for nothing in the cart',
      [{ offer: select('s', 500, { scope: { listings: ['L9'] } }) }],
      'barred: no-eligible-items (tc.4)',
    ],
  ])('%s', (_, rows, words) => expect(told(rows)).toBe(words))
})

describe('a minimum of what is left (fg.order)', () => {
  it('asks for so much that the offer works then, though other offers grow with it', () => {
    const halved = select('half', 0, { benefit: { percent: 50 } })
    const rows = [{ offer: halved }, { offer: code('c', 900, { minimum: { spend: 4000 } }) }]
    // 15.00 is missing of what is left, and half of what is added is taken off again.
    const { withinReach } = qualified(sceneOf(cart, rows))
    const [found] = withinReach
    expect(found?.needs).toMatchObject([{ need: 'spend' }])
    const need = found?.needs[0] as { readonly amountMinor: number }
    expect(need.amountMinor).toBeGreaterThanOrEqual(2_999)
    expect(need.amountMinor).toBeLessThanOrEqual(3_005)
  })
})

describe('hundreds of offers in reach', () => {
  it('are told of in a moment', () => {
    const rows = Array.from({ length: 500 }, (_, at): Asked => {
      const minimum = { spend: at % 3 === 0 ? 5_000 + at : 1_000 }
      return {
        offer: select(`s${at}`, 100 + at, { minimum }),
        stands: at < 20 ? 'attempted' : 'unclaimed',
      }
    })
    const scene = sceneOf(cart, rows)
    const times = Array.from({ length: 5 }, () =>
      workedMs(() => {
        const { applied, withinReach, barred } = qualified(scene)
        expect(applied.length + withinReach.length + barred.length).toBe(500)
      }),
    )
    expect(Math.min(...times)).toBeLessThan(300)
  })
})
