import { describe, expect, it } from 'vitest'
import { clauseById } from '../../../src/core/base/clauses.ts'
import { CLAIM_STATES } from '../../../src/core/offers/claim.ts'
import {
  BLOCK_MINUTES,
  CLAIM_EVENTS,
  CLAIM_PLACES,
  CLAIM_STEPS,
  type ClaimFacts,
  claimStep,
  isTaken,
  type NoStep,
  type Step,
} from '../../../src/core/offers/claim-states.ts'
import { REFUSALS } from '../../../src/core/offers/refusals.ts'

const rows: readonly (Step | NoStep)[] = CLAIM_STEPS
const taken = rows.filter(isTaken)
const no: ClaimFacts = {
  expired: false,
  held: false,
  ownOrder: false,
  openToAll: false,
  madeByReserving: false,
  comesBack: false,
}
const yes = Object.fromEntries(Object.keys(no).map((name) => [name, true])) as unknown as ClaimFacts

describe('the life of a claim is sound (protection §3)', () => {
  it('every place and event has an answer, whatever the facts', () => {
    for (const from of CLAIM_PLACES) {
      for (const event of CLAIM_EVENTS) {
        for (const facts of [no, yes]) expect(claimStep(from, event, facts)).toBeDefined()
        const last = rows.findLast((row) => row.from === from && row.event === event)
        expect(last?.when, `${from} ${event} has no row without a question`).toBeUndefined()
      }
    }
  })

  it('no row stands behind one that asks nothing', () => {
    const hidden = rows.filter((row, place) =>
      rows
        .slice(0, place)
        .some(
          (other) =>
            other.from === row.from &&
            other.event === row.event &&
            (other.when === undefined || other.when === row.when),
        ),
    )
    expect(hidden).toEqual([])
  })

  it('every state is reached from nothing', () => {
    const reached = new Set<string>(['none'])
    for (let before = 0; before < reached.size; ) {
      before = reached.size
      for (const { from, to } of taken) if (reached.has(from)) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...CLAIM_PLACES].sort())
    expect(CLAIM_PLACES.filter((place) => place !== 'none')).toEqual([...CLAIM_STATES])
  })

  it('only what is forfeited stays as it is (tc.8)', () => {
    const ends = CLAIM_PLACES.filter(
      (place) => !taken.some(({ from, to }) => from === place && to !== place),
    )
    expect(ends).toEqual(['forfeited'])
  })

  it('a use that is drawn comes back by being returned, and by nothing else', () => {
    for (const { to, effects } of taken) {
      expect(effects.includes('return-use'), to).toBe(to === 'returned')
    }
  })

  it('money is drawn while something is reserved or used, and comes back when it is neither', () => {
    for (const { from, to, event, effects } of taken) {
      const spends = (place: string) => place === 'reserved' || place === 'used'
      const returns = spends(from) && !spends(to)
      // A refund gives the platform nothing back; a full cancellation costs nothing (D-12).
      if (event !== 'forfeit')
        expect(effects.includes('return-money'), `${from} ${to}`).toBe(returns)
      if (to === 'reserved') expect(effects).toContain('draw-money')
    }
  })

  it('every row names a clause of the catalogue, every refusal is a known one', () => {
    for (const row of rows) {
      expect(clauseById(row.clause), row.clause).toBeDefined()
      if (!isTaken(row)) expect(REFUSALS.map(({ reason }) => reason)).toContain(row.refusal)
    }
  })

  it('a failed payment blocks for 30 minutes (cp.9)', () => {
    expect(BLOCK_MINUTES).toBe(30)
  })
})
