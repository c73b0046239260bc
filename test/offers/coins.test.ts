import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { clauseById } from '../../src/core/base/clauses.ts'
import { coinLots, firstLapse, lapsedLots } from '../../src/core/offers/coin-lots.ts'
import {
  COIN_ACTS,
  type CoinAct,
  type CoinEntry,
  coinAccounts,
  coinEntry,
  coinsBack,
  heldBy,
  paymentAfter,
} from '../../src/core/offers/coins.ts'
import { isRefusal } from '../../src/core/offers/refusals.ts'
import { effort } from '../core/draws.ts'

/** Entries as a buyer's acts make them; an act that is refused makes none. */
function ledger(acts: readonly Partial<CoinEntry>[]): CoinEntry[] {
  const entries: CoinEntry[] = []
  for (const act of acts) {
    const { number = 0, heldAfter = 0 } = entries.at(-1) ?? {}
    const move = { cause: 'earn', amount: 1, reference: 'p', expiresAt: null, ...act } as CoinEntry
    const made = coinEntry({ number, heldAfter }, move)
    if (!isRefusal(made)) entries.push(made)
  }
  return entries
}

const earn = (amount: number, expiresAt: number | null = null) => ({ amount, expiresAt })
const act = (cause: CoinAct, amount: number, reference = 'p') => ({ cause, amount, reference })
const left = (acts: readonly Partial<CoinEntry>[]) =>
  coinLots(ledger(acts)).map((lot) => [lot.number, lot.left])

describe('an act on coins', () => {
  test.each(Object.entries(COIN_ACTS))('%s moves them between two accounts', (_, row) => {
    expect(coinAccounts).toContain(row.debit)
    expect(coinAccounts).toContain(row.credit)
    expect(row.debit).not.toBe(row.credit)
    expect(clauseById(row.clause)?.id).toBe(row.clause)
  })

  it('is refused where too few are held: platform coins are all or nothing (tc.18.a.i.1)', () => {
    const before = { number: 3, heldAfter: 99 }
    const move = { cause: 'spend', amount: 100, reference: 'p', expiresAt: null } as const
    expect(coinEntry(before, move)).toMatchObject({ refusal: 'not-enough-coins' })
    expect(coinEntry({ ...before, heldAfter: 100 }, move)).toEqual({
      ...{ number: 4, cause: 'spend', debit: 'held', credit: 'spent', amount: 100 },
      ...{ heldAfter: 0, reference: 'p', expiresAt: null },
    })
  })

  it('of no coins, of less and of a part of one is a defect of ours', () => {
    for (const amount of [0, -1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => ledger([earn(amount)])).toThrow('Broken invariant')
    }
  })

  test.each([
    [null, 'none'],
    ['earn', 'none'],
    ['reserve', 'reserved'],
    ['settle', 'spent'],
    ['spend', 'spent'],
    ['release', 'released'],
    ['give-back', 'given-back'],
  ] as const)('after %s a payment is %s', (last, standing) => {
    expect(paymentAfter(last)).toBe(standing)
  })

  test.each([
    [1, 0, 0],
    [3, 0, 0],
    [3, 1, 0],
    [3, 2, 0],
    [3, 3, 120],
    [1, 1, 120],
  ])('of %i pieces %i back: %i coins of 120 come back (tc.18.b)', (bought, back, coins) => {
    expect(coinsBack(120, { bought, back })).toBe(coins)
  })

  it('gives none back for more pieces than were bought', () => {
    expect(() => coinsBack(120, { bought: 3, back: 4 })).toThrow('Broken invariant')
  })
})

describe('lots of coins', () => {
  test.each([
    [
      'what lapses first is in front',
      [earn(1, 30), earn(2, 10), earn(3)],
      [
        [2, 2],
        [1, 1],
        [3, 3],
      ],
    ],
    [
      'of equal ones the earlier',
      [earn(1, 10), earn(2, 10)],
      [
        [1, 1],
        [2, 2],
      ],
    ],
    ['what lapses first is spent first', [earn(5, 30), earn(5, 10), act('spend', 7)], [[1, 3]]],
    ['coins without end are spent last', [earn(5), earn(5, 10), act('spend', 6)], [[1, 4]]],
    [
      'a released order gives each lot its own back',
      [earn(5, 10), earn(5, 30), act('reserve', 7), act('release', 7)],
      [
        [1, 5],
        [2, 5],
      ],
    ],
    [
      'a payment that is settled keeps them',
      [earn(5, 10), act('reserve', 5), act('settle', 5)],
      [],
    ],
    [
      'a refund of the whole payment brings back the lots that it had used (tc.18.b)',
      [earn(5, 10), act('reserve', 4), act('settle', 4), earn(3, 20), act('give-back', 4)],
      [
        [1, 5],
        [4, 3],
      ],
    ],
    [
      'an exchange that is undone does too, whatever its name (tc.18.a.i.2)',
      [earn(5, 10), act('spend', 1), act('exchange', 4), act('undo-exchange', 4)],
      [[1, 4]],
    ],
    ['what was revoked is gone (tc.9)', [earn(5, 10), act('revoke', 5)], []],
    ['what has expired is gone (tc.6)', [earn(5, 10), earn(1, 20), act('expire', 5)], [[2, 1]]],
  ] as const)('%s', (_, acts, lots) => {
    expect(left(acts as readonly Partial<CoinEntry>[])).toEqual(lots)
  })

  it('lapse when their instant has come, and not before (tc.6, D-10)', () => {
    const lots = coinLots(ledger([earn(1, 10), earn(2, 20), earn(3)]))
    expect(firstLapse(lots)).toBe(10)
    expect(lapsedLots(lots, 9)).toEqual([])
    expect(lapsedLots(lots, 10).map(({ left: coins }) => coins)).toEqual([1])
    expect(lapsedLots(lots, 1e15).map(({ left: coins }) => coins)).toEqual([1, 2])
    expect(firstLapse(coinLots(ledger([earn(1)])))).toBe(null)
    expect(firstLapse([])).toBe(null)
  })
})

describe('whatever a buyer does', () => {
  const anyAct = fc.record({
    cause: fc.constantFrom(...(Object.keys(COIN_ACTS) as CoinAct[])),
    amount: fc.integer({ min: 1, max: 50 }),
    reference: fc.constantFrom('p', 'q', 'r'),
    expiresAt: fc.option(fc.integer({ min: 1, max: 5 })),
  })
  /** The order of acts that the store keeps: nothing comes back that was not taken. */
  const lawful = fc.array(anyAct, { maxLength: 40 }).map(lawfully)

  test('no balance goes below zero, and all accounts together are zero', () => {
    fc.assert(
      fc.property(lawful, (acts) => {
        const balances = new Map<string, number>()
        for (const { debit, credit, amount, heldAfter } of ledger(acts)) {
          balances.set(debit, (balances.get(debit) ?? 0) - amount)
          balances.set(credit, (balances.get(credit) ?? 0) + amount)
          expect(balances.get('held') ?? 0).toBe(heldAfter)
          for (const account of coinAccounts.filter((name) => name !== 'issued')) {
            expect(balances.get(account) ?? 0).toBeGreaterThanOrEqual(0)
          }
        }
        expect([...balances.values()].reduce((sum, one) => sum + one, 0)).toBe(0)
      }),
      effort(2_000),
    )
  })

  test('the lots are what is held, those that lapse first in front', () => {
    fc.assert(
      fc.property(lawful, (acts) => {
        const entries = ledger(acts)
        const lots = coinLots(entries)
        const held = entries.at(-1)?.heldAfter ?? 0
        expect(lots.reduce((sum, lot) => sum + lot.left, 0)).toBe(held)
        const ends = lots.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY)
        expect(ends).toEqual(ends.toSorted((a, b) => a - b))
        expect(lots.every((lot) => lot.left > 0)).toBe(true)
      }),
      effort(2_000),
    )
  })
})

type Act = Pick<CoinEntry, 'cause' | 'amount' | 'reference' | 'expiresAt'>

/** Leaves out what the store refuses before it comes to an entry: acts on payments out of turn. */
function lawfully(acts: readonly Act[]): Act[] {
  const last = new Map<string, Act>()
  const kept: Act[] = []
  let held = 0
  for (const { cause, ...rest } of acts) {
    const taker = `${cause.endsWith('exchange') ? 'exchange' : 'payment'} ${rest.reference}`
    const before = last.get(taker)
    const needs: readonly CoinAct[] | undefined = NEEDS.get(cause)
    const isDue = needs === undefined || (before !== undefined && needs.includes(before.cause))
    if (!isDue || (OPENS.has(cause) && before)) continue
    const amount = needs && before ? before.amount : rest.amount
    const change = heldBy(COIN_ACTS[cause]) * amount
    if (held + change < 0) continue
    held += change
    const one = { ...rest, cause, amount }
    kept.push(one)
    if (needs || OPENS.has(cause)) last.set(taker, one)
  }
  return kept
}

const OPENS: ReadonlySet<CoinAct> = new Set(['reserve', 'spend', 'exchange'])
const NEEDS: ReadonlyMap<CoinAct, readonly CoinAct[]> = new Map([
  ['settle', ['reserve']],
  ['release', ['reserve']],
  ['give-back', ['settle', 'spend']],
  ['undo-exchange', ['exchange']],
])
