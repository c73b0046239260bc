import { expect } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import { best, isRefused, plan, shippedTerms, type Terms, termsLibrary } from '../../src/tessera.ts'
import { exhaustivePlan } from './exhaustive-plan.ts'

/** A cart that is cheapest by what a bound or a shortcut of the search could take for needless. */
export interface Trap {
  readonly terms: string | Terms
  readonly lines: readonly object[]
  readonly fee?: number
  readonly offers: readonly object[]
  readonly coins?: number
  readonly maxCheckouts?: number
  readonly units?: boolean
  readonly total: number
  /** Ids in the order of the alphabet. */
  readonly chosen: readonly string[]
}

export type Traps = readonly (readonly [string, Trap])[]

export const line = { listing: '1', sku: '1', store: 's1', unitPrice: 1000 }
export const home = { ...line, category: ['home'] }
export const ofHome = { scope: { categories: [['home']] } }

/** A slot of which a checkout has one; and a minimum that is tested on what is left. */
export const oneOf = (name: string) => ({ name, per: 'checkout' }) as const
export const left = { compare: 'reaches', of: 'running' } as const

/** The search finds and proves the total that is written down, and that trying everything finds. */
export function isNotTrapped(trap: Trap): void {
  const { terms, offers, coins = 0, maxCheckouts = 1, units = false } = trap
  const library = typeof terms === 'string' ? shippedTerms : termsLibrary([terms])
  const input = {
    terms: typeof terms === 'string' ? terms : terms.id,
    at: '2026-05-03T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1', coins },
    stores: Object.fromEntries([1, 2, 3, 4].map((at) => [`s${at}`, { seller: `m${at}` }])),
    lines: trap.lines,
    shipping: ['standard', 'express'].map((method) => ({
      seller: 'm1',
      method,
      fee: trap.fee ?? 0,
    })),
    offers: offers.map((offer) => ({ funder: 'platform', claimed: true, ...offer })),
  }
  const options = { terms: library }
  const found = plan({ ...input, maxCheckouts, options: { units } }, options)
  const alone = best(input, options)
  if (isRefused(found) || isRefused(alone)) throw new Error(JSON.stringify([found, alone]))
  const chosen = found.checkouts.flatMap((checkout) => checkout.chosen).toSorted()
  expect([found.total, chosen]).toEqual([trap.total, trap.chosen])
  expect([found.proved, found.single]).toEqual([true, alone.total])
  expect(found).toEqual(exhaustivePlan(input as unknown as Input, { maxCheckouts, units }, library))
}
