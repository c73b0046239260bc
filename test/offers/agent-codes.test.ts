import { describe, expect, it } from 'vitest'
import { chooseWith, submittedCodes, typedCodes } from '../../src/core/offers/agent-codes.ts'
import { AGENT_CODES, AGENT_REASONS, rejectedCodes } from '../../src/core/offers/agent-reasons.ts'
import { REASONS } from '../../src/core/pricing/reasons.ts'

describe('the words of the protocols', () => {
  it('are said for every reason of ours, and all of them are said', () => {
    expect(Object.keys(AGENT_REASONS)).toEqual(REASONS.map(({ reason }) => reason))
    const said: string[] = Object.values(AGENT_REASONS).map(({ code }) => code)
    const own = ['discount_code_already_applied', 'discount_code_user_not_logged_in']
    for (const word of AGENT_CODES) expect([...said, ...own]).toContain(word)
  })

  it('ask a visitor to sign in where that could help', () => {
    const rejected = [
      {
        offer: 'o',
        kind: 'code',
        reason: 'not-new-buyer' as const,
        reasons: ['not-new-buyer' as const],
        blockedBy: [],
        clause: 'fg.types',
        message: 'It is only for the first order of a new member.',
      },
    ]
    const codes = typedCodes(['X'], () => 'o')
    expect(rejectedCodes(codes, rejected, true)[0]?.reason).toBe('discount_code_user_ineligible')
    expect(rejectedCodes(codes, rejected, false)[0]?.reason).toBe(
      'discount_code_user_not_logged_in',
    )
  })
})

describe('the codes that an agent submits', () => {
  it.each<[string, unknown, unknown]>([
    ['of both protocols', { discounts: { codes: ['a', 'B'] } }, ['a', 'B']],
    ['none, which clears them', { discounts: { codes: [] } }, []],
    ['nothing said of them', { discounts: {} }, null],
    ['no discounts at all', {}, null],
    ['by the older name of ACP', { coupons: ['a'] }, ['a']],
    ['by both names, of which the newer counts', { coupons: ['a'], discounts: { codes: [] } }, []],
  ])('are read: %s', (_, request, expected) => expect(submittedCodes(request)).toEqual(expected))

  it.each<[string, unknown, string]>([
    ['no object', [], ''],
    ['discounts that are a list', { discounts: [] }, '/discounts'],
    ['codes that are a text', { discounts: { codes: 'A' } }, '/discounts/codes'],
    ['a code that is a number', { discounts: { codes: ['A', 5] } }, '/discounts/codes/1'],
    ['a code without end', { coupons: ['A'.repeat(201)] }, '/coupons/0'],
    ['more than anybody types', { coupons: Array(31).fill('A') }, '/coupons'],
  ])('are refused with their place: %s', (_, request, path) => {
    expect(submittedCodes(request)).toMatchObject({ refused: [{ path }] })
  })

  it('choose their offers beside what applies anyway, each once', () => {
    const codes = typedCodes(['a', 'x', 'A'], (code) => (code === 'x' ? null : 'offer-a'))
    expect(codes.map(({ repeats }) => repeats)).toEqual([false, false, true])
    expect(chooseWith(['auto', 'offer-a'], codes)).toEqual(['auto', 'offer-a'])
  })
})
