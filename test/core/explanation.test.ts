import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import { isRefused, type Refused } from '../../src/core/base/faults.ts'
import { acceptOffers } from '../../src/core/pricing/accept.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { type AttemptTrace, type Explanation, explain, type Quote } from '../../src/tessera.ts'
import { effort, PATIENCE } from './draws.ts'
import { inputs } from './generator.ts'
import { own, sumOf } from './laws.ts'
import { same } from './same.ts'

vi.setConfig(PATIENCE)

function explained(input: Input): Explanation {
  const answer = explain(input)
  if (isRefused(answer)) throw new Error(JSON.stringify(answer))
  return answer
}

/** The trace of an offer beside the quote's entry of it, with what was applied before. */
interface Turn {
  readonly trace: AttemptTrace
  readonly earlier: Quote['applied']
  readonly input: Input
}

function eachTurn(input: Input, check: (turn: Turn, quote: Quote) => void): void {
  const { quote, attempts } = explained(input)
  let applied = 0
  for (const trace of attempts) {
    check({ trace, earlier: quote.applied.slice(0, applied), input }, quote)
    if (trace.outcome === 'applied') applied++
  }
}

function holds(check: (turn: Turn, quote: Quote) => void): void {
  fc.assert(
    fc.property(inputs(), (input) => eachTurn(input, check)),
    effort(1500),
  )
}

describe('the explanation of any cart', () => {
  test('tells what was left of each eligible line when the turn came (fg.base)', () => {
    holds(({ trace, earlier }, { lines }) => {
      same(Object.keys(trace.running).sort(), [...trace.eligible].sort())
      for (const id of trace.eligible) {
        const list = lines.find((line) => line.id === id)?.list ?? 0
        same(own(trace.running, id), list - sumOf(earlier.map((one) => own(one.lines, id))))
      }
    })
  })

  test('tells of an applied offer the base, the spend and what it lost, as the quote does', () => {
    holds(({ trace, earlier }, { applied }) => {
      if (trace.outcome === 'rejected') return
      const entry = applied[earlier.length]
      if (entry?.offer !== trace.offer) throw new Error(`${trace.offer} is not in its place`)
      same(trace.lost, entry.narrowed ?? null)
      same(trace.minimum?.spend, entry.spend)
      for (const [id, part] of Object.entries(entry.lines)) {
        same(trace.eligible.includes(id) && part <= own(trace.running, id), true)
      }
      const kept = trace.eligible.filter((id) => !trace.lost?.lines.includes(id))
      const left = sumOf(kept.map((id) => own(trace.running, id)))
      // A select coupon stands on the lines of its pool, which choosing it does not lose (§5.6).
      same(trace.minimum?.of === 'pool' ? entry.base <= left : entry.base === left, true)
    })
  })

  test('tells of a missed minimum how far it is', () => {
    holds(({ trace, input }, { rejected }) => {
      const entry = rejected.find((one) => one.offer === trace.offer)
      same(trace.minimum !== null, trace.outcome === 'applied' || entry?.short !== undefined)
      const offer = input.offers?.find((one) => one.id === trace.offer)
      const bySpend = entry?.shortOf === 'spend' && trace.minimum?.of !== 'pool'
      if (!bySpend || offer?.benefit.tiers || offer?.benefit.every) return
      const { compare, needed, spend } = trace.minimum as NonNullable<AttemptTrace['minimum']>
      same((needed ?? -1) + (compare === 'exceeds' ? 1 : 0) - spend, entry.short)
    })
  })

  test('cites a clause for every rule, and for the one that it overrides (tc.2)', () => {
    holds(({ trace }) => {
      for (const { clause, overrides } of trace.rules) {
        same([clause, clauseById(clause)?.id], [clause, clause])
        if (overrides !== null) same([overrides, clauseById(overrides)?.id], [overrides, overrides])
      }
      same(trace.rules.length === 0, trace.reasons.includes('unknown-kind'))
    })
  })
})

describe('the explanation of one offer', () => {
  const input: Input = {
    terms: 'aliexpress-2020-03',
    at: '2020-11-11T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1' },
    stores: { s1: { seller: 'm1' } },
    lines: [{ id: 'a', listing: 'L', sku: 'L-1', store: 's1', unitPrice: 4000 }],
  }
  const code = { id: 'r', kind: 'promo-code', funder: 'platform', benefit: { off: 300 } }
  const ruleOf = (trace: AttemptTrace | undefined, property: string) => {
    const { clause, overrides } = trace?.rules.find((rule) => rule.property === property) ?? {}
    return [clause, overrides]
  }

  test.each([
    ['its kind alone', {}, ['tc.11.a', 'tc.19']],
    ['its own terms', { stacksWith: 'any' }, ['tc.2', 'tc.11.a']],
    ['being exclusive', { exclusive: true, stacksWith: 'any' }, ['fg.exclusive', 'tc.11.a']],
  ] as const)('tc.2: what it stacks with is said by %s', (_, more, cited) => {
    const { attempts } = explained({ ...input, offers: [{ ...code, ...more }] })
    expect(ruleOf(attempts[0], 'stacksWith')).toEqual(cited)
  })

  test('tc.2: a minimum that has to be exceeded overrides the one that is reached', () => {
    const offers = [{ ...code, minimum: { spend: 4000 } }]
    const [trace] = explained({ ...input, offers }).attempts
    expect(ruleOf(trace, 'minimum')).toEqual(['tc.11.b', 'tc.3'])
    expect(trace?.minimum).toEqual({ compare: 'exceeds', of: 'running', spend: 4000, needed: 4000 })
  })

  test('is the same where the offers stand for many inputs', () => {
    const standing = acceptOffers([code], '/offers') as Exclude<
      ReturnType<typeof acceptOffers>,
      Refused
    >
    expect(explain(input, { standing })).toEqual(explain({ ...input, offers: [code] }))
  })
})
