import { describe, expect, it, test } from 'vitest'
import {
  hasPlace,
  INVITATION_RULES,
  invitationRules,
  whyNotInvited,
  whyNotInviting,
} from '../../src/core/offers/invitation.ts'

const REGISTERED = new Date('2026-05-01T00:00:00Z')
const member = (more: object = {}) => ({
  ...{ id: 'b', registeredAt: REGISTERED, ordersPlaced: 0, disqualified: false },
  ...more,
})

describe('an inviter', () => {
  test.each([
    ['nobody knows', null, 'not-active-inviter'],
    ['without an order', member(), 'not-active-inviter'],
    ['with an order', member({ ordersPlaced: 1 }), null],
    [
      'who broke the rules (cp.11)',
      member({ ordersPlaced: 9, disqualified: true }),
      'disqualified',
    ],
  ])('%s: %j (tc.15.a)', (_, inviter, reason) => {
    expect(whyNotInviting(inviter)?.refusal ?? null).toBe(reason)
  })

  test.each([
    [{ inAll: 0, lastDay: 0 }, true],
    [{ inAll: 99, lastDay: 9 }, true],
    [{ inAll: 99, lastDay: 10 }, false],
    [{ inAll: 100, lastDay: 0 }, false],
  ])('who brought %j has a place: %j (cp.12)', (brought, free) => {
    expect(hasPlace(brought, INVITATION_RULES)).toBe(free)
  })
})

describe('an invited buyer', () => {
  const day = (days: number) => new Date(REGISTERED.getTime() + days * 86_400_000)
  test.each([
    ['nobody knows', null, day(1), 'not-new-buyer'],
    ['newly registered', member(), day(1), null],
    ['of the last day', member(), new Date(day(30).getTime() - 1), null],
    ['registered too long ago', member(), day(30), 'not-new-buyer'],
    ['with an order', member({ ordersPlaced: 1 }), day(1), 'not-new-buyer'],
    ['who broke the rules (cp.11)', member({ disqualified: true }), day(1), 'disqualified'],
  ])('%s: %j (tc.15.a)', (_, buyer, at, reason) => {
    expect(whyNotInvited(buyer, INVITATION_RULES, at)?.refusal ?? null).toBe(reason)
  })

  it('is new for as long as nothing is ordered, where the installation says so', () => {
    const rules = { ...INVITATION_RULES, newForDays: null }
    expect(invitationRules.ok(rules)).toBe(true)
    expect(whyNotInvited(member(), rules, day(9_999))).toBe(null)
  })
})
