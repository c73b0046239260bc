import fc from 'fast-check'
import { describe, test, vi } from 'vitest'
import { type Fault, isRefused } from '../../src/core/base/faults.ts'
import { accept } from '../../src/core/pricing/accept.ts'
import { cartSchema, inputFaults, inputSchema } from '../../src/core/pricing/input.ts'
import { offerSchema } from '../../src/core/pricing/offer-document.ts'
import { compileOffers, quote, refundRequest, shippedTerms } from '../../src/tessera.ts'
import { type Draws, drawn, drawsFrom, effort, PATIENCE } from './draws.ts'
import { randomInput, TERMS } from './generator.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

/** Values that are wrong in most places, and right in some. */
const ODD: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  '',
  'x',
  '10',
  '__proto__',
  'a\u0000',
  'a/b',
  'x'.repeat(129),
  'USD',
  'usd',
  'all',
  'any',
  'platform',
  'store:',
  'coins',
  'select-coupon',
  'aliexpress-2026',
  '2020-02-30T00:00:00Z',
  '2020-11-11T08:00:00Z',
  -1,
  -0,
  0,
  1,
  0.5,
  99.999,
  100.01,
  1e13,
  1e13 + 1,
  1e15,
  2 ** 53,
  1e21,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  5n,
  [],
  {},
  [[]],
  [null],
  { off: 5 },
  { percent: 5, cap: 1 },
  { required: 1 },
  new Date(0),
  new Map([['a', 1]]),
]

/** A good document with one to three things changed in it, anywhere. */
function changed(make: (draws: Draws) => unknown): fc.Arbitrary<unknown> {
  return drawn((draws) => {
    const changes = drawsFrom(draws.list(40, 1, () => draws.below(2 ** 16)))
    const root: Container = { document: structuredClone(make(draws)) }
    for (let left = 1 + changes.below(3); left > 0; left--) change(root, changes)
    return root.document
  })
}

const changedInputs = changed((draws) => randomInput(draws, TERMS))

/** The request of a refund, with everything that a quote may hold. */
const changedRequests = changed((draws) => {
  const input = randomInput(draws, TERMS)
  const reason = draws.pick(['return', 'cancellation'])
  const now = input.lines.slice(0, 2).map(({ id }) => ({ line: id, quantity: 1 }))
  return { input, quote: quote(input), before: [], now, reason }
})

type Container = Record<string, unknown>

function change(root: Container, draws: Draws): void {
  let parent = root
  let key = 'document'
  while (draws.below(5) > 0) {
    const here = parent[key]
    if (typeof here !== 'object' || here === null || Object.keys(here).length === 0) break
    parent = here as Container
    key = draws.pick(Object.keys(parent))
  }
  const list = Array.isArray(parent) ? (parent as unknown[]) : null
  const act = draws.below(6)
  if (act === 0 && list) list.splice(Number(key), 1)
  else if (act === 0) delete parent[key]
  else if (act === 1 && list) list.push(list[0])
  else if (act === 1) define(parent, draws.pick(FIELDS), draws.pick(ODD))
  else if (act === 2) define(parent, key, parent[draws.pick(Object.keys(parent))])
  else define(parent, key, draws.pick(ODD))
}

/** Fields that are known somewhere, and one that is known nowhere. */
const FIELDS = ['colour', '__proto__', 'id', 'quantity', 'off', 'cap', 'lines', 'narrowed'] as const

function define(record: Container, key: string, value: unknown): void {
  Object.defineProperty(record, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}

/** Whether all but the last token of a JSON Pointer lead to what is there. */
function leadsSomewhere(document: unknown, path: string): boolean {
  const tokens = path.split('/').slice(1, -1)
  let here = document
  for (const token of tokens) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return false
    here = (here as Container)[key]
  }
  return path === '' || (path.startsWith('/') && typeof here === 'object' && here !== null)
}

describe('an input that somebody changed', () => {
  test('is accepted exactly if no fault is found, and every fault has a place and a sentence', () => {
    let good = 0
    fc.assert(
      fc.property(changedInputs, (input) => {
        const found: Fault[] = []
        inputSchema.find(input, '', found)
        same(inputSchema.ok(input), found.length === 0)
        const faults = inputFaults(input, shippedTerms)
        const accepted = accept(input, shippedTerms)
        same(isRefused(accepted) ? accepted.refused : [], faults)
        for (const { path, fault } of faults) {
          same([path, leadsSomewhere(input, path)], [path, true])
          same(/^["A-Z].*\.$|\?$/s.test(fault) ? '' : fault, '')
        }
        good += faults.length === 0 ? 1 : 0
      }),
      effort(15_000),
    )
    // Where every change were refused, accepting would not have been tested.
    same(good > 500, true)
  })

  test('is read alike by a book, cart and offers apart', () => {
    fc.assert(
      fc.property(changedInputs, (input) => {
        const { offers, ...cart } = { ...(input as { offers?: unknown }) }
        const found: Fault[] = []
        cartSchema.find(cart, '', found)
        same(cartSchema.ok(cart), found.length === 0)
        const rows = Array.isArray(offers) ? offers : []
        for (const row of rows) {
          const faults: Fault[] = []
          offerSchema.find(row, '', faults)
          same(offerSchema.ok(row), faults.length === 0)
        }
        const book = compileOffers(rows)
        if (isRefused(book)) return same(book.refused.length > 0, true)
        const answer = book.quote(cart)
        const whole = quote({ ...cart, offers: rows })
        same(isRefused(answer) ? answer.refused.length > 0 : !isRefused(whole), true)
      }),
      effort(3000),
    )
  })
})

describe('a request of a refund that somebody changed', () => {
  test('is refused with faults that have a place, or answered, and nothing is thrown', () => {
    let good = 0
    fc.assert(
      fc.property(changedRequests, (request) => {
        const answer = refundRequest(request)
        if (!isRefused(answer)) return void good++
        same(answer.refused.length > 0, true)
        for (const { path } of answer.refused) {
          same([path, leadsSomewhere(request, path)], [path, true])
        }
      }),
      effort(6000),
    )
    same(good > 300, true)
  })
})
