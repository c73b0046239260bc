import { describe, expect, it, vi } from 'vitest'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import { upsertBuyer } from '../../../src/shell/store/buyers.ts'
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import {
  INVITATION_RULE_DOCUMENT,
  type Invitation,
  invitationOf,
} from '../../../src/shell/store/issuing/invitation-codes.ts'
import { sweepPlaces, takePlace } from '../../../src/shell/store/issuing/invitation-places.ts'
import { settleInvitations } from '../../../src/shell/store/issuing/invited-set.ts'
import type { Issuer } from '../../../src/shell/store/issuing/issuer.ts'
import { redeemInvitation } from '../../../src/shell/store/issuing/redemption.ts'
import { changeRules } from '../../../src/shell/store/rule-documents.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { claimsHeld, issue, times } from './issuing.ts'

vi.setConfig(PATIENCE)

const invitation = { obtain: 'invitation' } as const

async function club(): Promise<Store> {
  const store = await freshStore({ connections: 30 })
  await issue(store, { id: 'welcome-3', ...invitation }, { id: 'welcome-5', ...invitation })
  await issue(store, { id: 'of-m1', seller: 'm1', ...invitation })
  return store
}

const store = await club()
const issuer = new Claims(store)
const SET = { 'welcome-3': 1, 'welcome-5': 1 }

/** An active buyer, and the code of the invitation. */
async function inviterCode(inviter: string, at = store): Promise<string> {
  await upsertBuyer(at, inviter, { ordersPlaced: 1 })
  return ((await invitationOf(at, inviter)) as Invitation).code
}

/** Newly registered buyers. */
const register = (...buyers: string[]) =>
  Promise.all(buyers.map((buyer) => upsertBuyer(store, buyer, {})))

const redeem = (buyer: string, code: string, at?: Date) =>
  redeemInvitation(store, issuer, { buyer, code, at })

const redeemed = async (inviter: string) =>
  ((await invitationOf(store, inviter)) as Invitation).redeemed

describe('an invitation code (tc.15.a)', () => {
  it('belongs to an active buyer, always the same, and cannot be guessed', async () => {
    const codes = await times(10, () => inviterCode('ana'))
    expect(new Set(codes).size).toBe(1)
    expect(codes[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    expect(await inviterCode('bob')).not.toBe(codes[0])
    expect(await invitationOf(store, 'ana')).toEqual({ code: codes[0], redeemed: 0, limit: 100 })
  })

  it('is refused to whoever has not placed an order', async () => {
    await register('fresh')
    await upsertBuyer(store, 'barred', { ordersPlaced: 4, disqualified: true })
    expect(await invitationOf(store, 'fresh')).toMatchObject({ refusal: 'not-active-inviter' })
    expect(await invitationOf(store, 'unknown')).toMatchObject({ refusal: 'not-active-inviter' })
    expect(await invitationOf(store, 'barred')).toMatchObject({ refusal: 'disqualified' })
  })
})

describe('redeeming an invitation (tc.15.a)', () => {
  it('gives a new buyer the set of AliExpress coupons once, however it is typed (tc.15.b)', async () => {
    const code = await inviterCode('cleo')
    await register('dan')
    expect(await redeem('dan', ` ${code.toLowerCase()} `)).toMatchObject({
      claims: [
        { id: 'welcome-3~1', source: 'invitation' },
        { id: 'welcome-5~1', source: 'invitation' },
      ],
      ...{ refused: [], replayed: false },
    })
    expect(await redeem('dan', code)).toMatchObject({ claims: [{}, {}], replayed: true })
    expect(await claimsHeld(store, 'dan')).toEqual(SET)
    expect(await redeemed('cleo')).toBe(1)
  })

  it('is refused with the reason', async () => {
    const [code, other] = [await inviterCode('eve'), await inviterCode('fay')]
    await register('gil', 'hal')
    await upsertBuyer(store, 'old', { registeredAt: new Date('2020-01-01T00:00:00Z') })
    const refusedTo = async (buyer: string, typed: string) => {
      const answer = await redeem(buyer, typed)
      return isRefusal(answer) ? answer.refusal : answer
    }
    expect(await refusedTo('eve', code)).toBe('own-invitation')
    expect(await refusedTo('fay', code)).toBe('not-new-buyer')
    expect(await refusedTo('old', code)).toBe('not-new-buyer')
    expect(await refusedTo('unknown', code)).toBe('not-new-buyer')
    expect(await refusedTo('gil', 'NO-SUCH-CODE')).toBe('code-refused')
    expect(await refusedTo('gil', 'no code ✗')).toBe('code-refused')
    await redeem('gil', code)
    expect(await refusedTo('gil', other)).toBe('already-invited')
    await upsertBuyer(store, 'fay', { ordersPlaced: 0 })
    expect(await refusedTo('hal', other)).toBe('not-active-inviter')
  })

  it('tells whoever may not redeem any nothing of whether a code is one (fg.reject)', async () => {
    const code = await inviterCode('ida')
    await upsertBuyer(store, 'guesser', { ordersPlaced: 3 })
    expect(await redeem('guesser', code)).toEqual(await redeem('guesser', 'NOPE'))
  })

  it('told thirty times at once counts once', async () => {
    const code = await inviterCode('jan')
    await register('kim')
    const answers = await times(30, () => redeem('kim', code))
    expect(answers.every((answer) => 'claims' in answer && answer.claims.length === 2)).toBe(true)
    expect(await claimsHeld(store, 'kim')).toEqual(SET)
    expect(await redeemed('jan')).toBe(1)
  })

  it('of two codes at once keeps one, and the place of the other inviter is free', async () => {
    const codes = [await inviterCode('lea'), await inviterCode('max')]
    for (let round = 0; round < 8; round++) {
      await register(`duel-${round}`)
      const answers = await Promise.all(codes.map((code) => redeem(`duel-${round}`, code)))
      expect(answers.filter(isRefusal)).toMatchObject([{ refusal: 'already-invited' }])
    }
    expect((await redeemed('lea')) + (await redeemed('max'))).toBe(8)
    const rows = await store.db
      .selectFrom('invitation_places')
      .select('kept')
      .where('inviter_id', 'in', ['lea', 'max'])
      .execute()
    expect(rows).toEqual(Array.from({ length: 8 }, () => ({ kept: true })))
  })

  it('has as many places a day and in all as the installation says (cp.12, tc.9)', async () => {
    const other = await club()
    const rules = { newForDays: null, mostPerDay: 3, mostInAll: 5 }
    expect(await changeRules(other.db, INVITATION_RULE_DOCUMENT, rules)).toEqual(rules)
    const code = await inviterCode('ana', other)
    await times(20, (place) => upsertBuyer(other, `new-${place}`, {}))
    const wave = async (at: Date) => {
      const answers = await times(20, (place) =>
        redeemInvitation(other, new Claims(other), { buyer: `new-${place}`, code, at }),
      )
      const refused = answers.filter(isRefusal).map(({ refusal }) => refusal)
      expect(new Set(refused)).toEqual(new Set(['exhausted']))
      return answers.length - refused.length
    }
    const now = Date.now()
    expect(await wave(new Date(now))).toBe(3)
    // Those of the first day are answered again, and two more have a place.
    expect(await wave(new Date(now + 25 * 3_600_000))).toBe(5)
    expect(await wave(new Date(now + 50 * 3_600_000))).toBe(5)
    expect(await claimsHeld(other)).toEqual({ 'welcome-3': 5, 'welcome-5': 5 })
  })
})

describe('a redemption that was left in the middle', () => {
  const killed: Issuer = { claim: () => Promise.reject(new Error('killed')) }

  it('is finished by the sweep: the set granted, the place kept', async () => {
    const code = await inviterCode('nia')
    await register('ole')
    const redeeming = redeemInvitation(store, killed, { buyer: 'ole', code })
    await expect(redeeming).rejects.toThrow('killed')
    expect(await redeemed('nia')).toBe(0)
    expect(await settleInvitations(store, issuer, { graceMs: 0 })).toBe(1)
    expect(await claimsHeld(store, 'ole')).toEqual(SET)
    expect(await redeemed('nia')).toBe(1)
    expect(await settleInvitations(store, issuer, { graceMs: 0 })).toBe(0)
  })

  it('before it was written frees the place of the inviter', async () => {
    const code = await inviterCode('pia')
    await register('qin', 'roy')
    await redeem('qin', code)
    await takePlace(store, { inviter: 'pia', buyer: 'roy' }, undefined)
    expect(await sweepPlaces(store)).toBe(0)
    expect(await sweepPlaces(store, { graceMs: 0 })).toBe(1)
    const rows = await store.db
      .selectFrom('invitation_places')
      .select('buyer_id')
      .where('inviter_id', '=', 'pia')
      .execute()
    expect(rows).toEqual([{ buyer_id: 'qin' }])
  })
})
