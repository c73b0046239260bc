import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import {
  type Best,
  best,
  isRefused,
  type Plan,
  plan,
  quote,
  refundRequest,
  unlock,
} from '../../src/tessera.ts'
import { comparable } from './comparable.ts'
import { brokenLaws } from './laws.ts'

const folder = join(import.meta.dirname, '../../../shared/spec/vectors')

interface Vector {
  readonly name: string
  readonly why: string
  readonly mode: string
  readonly input: unknown
  readonly expected: object
}

if (existsSync(folder)) {
  const vectors = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vector,
  )
  const ofMode = (mode: string) =>
    vectors.filter((vector) => vector.mode === mode).map((vector) => [vector.name, vector] as const)

  describe('the shared examples of quotes', () => {
    test.each(ofMode('quote'))('%s', (_, { input, expected, why }) => {
      const answer = quote(input)
      expect(comparable(answer), why).toEqual(comparable(expected))
      if (!isRefused(answer)) expect(brokenLaws(input as Input, answer)).toEqual([])
    })
  })

  describe('the shared examples of refunds', () => {
    test.each(ofMode('refund'))('%s', (_, { input, expected, why }) => {
      expect(comparable(refundRequest(input)), why).toEqual(comparable(expected))
    })
  })

  describe('the shared examples of the best choice', () => {
    test.each(ofMode('best'))('%s', (_, { input, expected, why }) => {
      const answer = best(input) as Best
      const of = (one: Best) => ({ ...one, quote: comparable(one.quote) })
      expect(of(answer), why).toEqual(of(expected as Best))
    })
  })

  describe('the shared examples of plans (fg.batch, fg.shipping)', () => {
    test.each(ofMode('plan'))('%s', (_, { input, expected, why }) => {
      const answer = plan(input) as Plan
      const of = (one: Plan) => ({
        ...one,
        checkouts: one.checkouts.map((part) => ({ ...part, quote: comparable(part.quote) })),
      })
      expect(of(answer), why).toEqual(of(expected as Plan))
    })
  })

  describe('the shared examples of what would unlock an offer', () => {
    test.each(ofMode('unlock'))('%s', (_, { input, expected, why }) => {
      expect(unlock(input), why).toEqual(expected)
    })
  })

  test('there are as many as were agreed on', () => {
    expect(ofMode('best').length).toBeGreaterThanOrEqual(7)
    expect(ofMode('plan').length).toBeGreaterThanOrEqual(9)
    expect(ofMode('unlock').length).toBeGreaterThanOrEqual(4)
    expect(ofMode('quote').length).toBeGreaterThanOrEqual(148)
    expect(ofMode('refund').length).toBeGreaterThanOrEqual(10)
  })
}
