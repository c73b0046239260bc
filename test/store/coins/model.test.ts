import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import type { CoinAnswer } from '../../../src/shell/store/coins/earning.ts'
import {
  giveBackCoins,
  releaseCoins,
  reserveCoins,
  spendCoins,
} from '../../../src/shell/store/coins/payments.ts'
import { coinsHeld } from '../../../src/shell/store/coins/wallet.ts'
import { effort, PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { giveCoins, trialOf } from './purses.ts'

vi.setConfig(PATIENCE)

const store = await freshStore()

type Act = 'earn' | 'reserve' | 'spend' | 'release' | 'back' | 'part-back'

interface Step {
  readonly act: Act
  readonly payment: string
  readonly coins: number
  readonly listing: string | null
}

interface Paid {
  standing: 'reserved' | 'spent' | 'released' | 'given-back'
  readonly coins: number
  readonly listing: string | null
}

/** What the clauses say, as plainly as it can be told: one buyer, payments, and products used. */
class Model {
  held = 0
  #earned = 0
  readonly #payments = new Map<string, Paid>()

  /** What the store should answer: coins moved, or the reason of its refusal. */
  take({ act, payment, coins, listing }: Step): number | string {
    const paid = this.#payments.get(payment)
    switch (act) {
      case 'earn':
        this.#earned++
        this.held += coins
        return coins
      case 'reserve':
      case 'spend':
        return paid ? this.#goOn(act, paid, coins) : this.#open(act, { payment, coins, listing })
      case 'release':
        return paid ? this.#end(paid, 'reserved', 'released') : 0
      case 'back':
        return paid ? this.#end(paid, 'spent', 'given-back') : 0
      case 'part-back':
        if (!paid) return 0
        if (paid.standing === 'given-back') return 0
        return paid.standing === 'spent' ? 0 : 'wrong-state'
    }
  }

  get earned(): number {
    return this.#earned
  }

  #open(act: 'reserve' | 'spend', { payment, coins, listing }: Omit<Step, 'act'>): number | string {
    const used = [...this.#payments.values()].some(
      (one) => one.listing === listing && ['reserved', 'spent'].includes(one.standing),
    )
    if (listing !== null && used) return 'coins-used-on-product'
    if (coins > this.held) return 'not-enough-coins'
    this.held -= coins
    const standing = act === 'reserve' ? 'reserved' : 'spent'
    this.#payments.set(payment, { standing, coins, listing })
    return coins
  }

  #goOn(act: 'reserve' | 'spend', paid: Paid, coins: number): number | string {
    const isSame = paid.coins === coins
    if (act === 'reserve') return isSame && paid.standing === 'reserved' ? 0 : 'wrong-state'
    if (!isSame) return 'wrong-state'
    if (paid.standing === 'spent') return 0
    if (paid.standing !== 'reserved') return 'wrong-state'
    paid.standing = 'spent'
    return coins
  }

  #end(paid: Paid, from: Paid['standing'], to: Paid['standing']): number | string {
    if (paid.standing === to) return 0
    if (paid.standing !== from) return 'wrong-state'
    paid.standing = to
    this.held += paid.coins
    return paid.coins
  }
}

async function carryOut(buyer: string, step: Step, earned: number): Promise<number | string> {
  const { act, payment, coins, listing } = step
  if (act === 'earn') {
    await giveCoins(store, { buyer, coins, reference: `case ${earned}` })
    return coins
  }
  const products = listing === null ? [] : [{ store: 's', listing }]
  const request = { buyer, payment, coins, products }
  const answer = await ACTS[act](request)
  if (isRefusal(answer)) return answer.refusal
  return answer.replayed ? 0 : (answer.entry?.amount ?? 0)
}

type Request = Parameters<typeof spendCoins>[1]

const ACTS = {
  reserve: (request: Request) => reserveCoins(store, request),
  spend: (request: Request) => spendCoins(store, request),
  release: (request: Request) => releaseCoins(store, request),
  back: (request: Request) => giveBackCoins(store, { ...request, bought: 4, back: 4 }),
  'part-back': (request: Request) => giveBackCoins(store, { ...request, bought: 4, back: 3 }),
} satisfies Record<string, (request: Request) => Promise<CoinAnswer | object>>

const steps = fc.array(
  fc.record<Step>({
    act: fc.constantFrom(
      'earn',
      'reserve',
      'reserve',
      'spend',
      'spend',
      'release',
      'back',
      'part-back',
    ),
    payment: fc.constantFrom('p', 'q', 'r', 's'),
    coins: fc.constantFrom(1, 10, 20),
    listing: fc.constantFrom(null, null, 'A', 'B'),
  }),
  { minLength: 5, maxLength: 30 },
)

describe('coins, whatever is done with them', () => {
  test('are where the clauses say (tc.18.a.i.1, tc.18.b), and never below zero', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const buyer = `model ${runs++}`
        const model = new Model()
        for (const step of sequence) {
          const due = model.take(step)
          expect(await carryOut(buyer, step, model.earned), JSON.stringify(step)).toBe(due)
        }
        expect(await coinsHeld(store, buyer)).toBe(model.held)
      }),
      effort(40),
    )
    const trial = await trialOf(store)
    expect(trial.faults).toEqual([])
    expect(trial.entries).toBeGreaterThan(100)
  })
})
