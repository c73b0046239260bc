import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { issueOffer } from '../../../src/shell/store/offers/offers.ts'
import { offerOfSharedCode } from '../../../src/shell/store/offers/shared-codes.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, DURING, offer } from './marketplace.ts'

const store = await freshStore({ connections: 8 })
await createCampaign(store, campaign(), acting())
const FEBRUARY = { starts: '2026-02-17T00:00:00-08:00', ends: '2026-02-24T00:00:00-08:00' }
await createCampaign(store, campaign({ id: 'february', ...FEBRUARY }), acting())
await createCampaign(store, campaign({ id: 'always', starts: null, ends: null }), acting())

const issue = (id: string, code: string, more: Partial<ReturnType<typeof offer>> = {}, off = 500) =>
  issueOffer(store, offer({ id, ...more }, { code, benefit: { off } }), acting())

describe('a code that many share', () => {
  it('is in another season another offer, with another minimum', async () => {
    expect(await issue('may-usaff8', 'USAFF8')).toHaveProperty('version', 1)
    expect(await issue('feb-usaff8', 'usaff8', { campaign: 'february' }, 800)).toHaveProperty(
      'version',
      1,
    )
    expect(await offerOfSharedCode(store, ' usaff8\n', DURING)).toBe('may-usaff8')
    expect(await offerOfSharedCode(store, 'USAFF8', new Date('2026-02-20T00:00:00Z'))).toBe(
      'feb-usaff8',
    )
    expect(await offerOfSharedCode(store, 'USAFF8', new Date('2026-03-20T00:00:00Z'))).toBeNull()
  })

  it.each([
    ['the last millisecond before', '2026-05-08T06:59:59.999Z', 'may-usaff8'],
    ['the very end', '2026-05-08T07:00:00Z', null],
    ['the very start', '2026-05-01T07:00:00Z', 'may-usaff8'],
  ])('ends and starts half-open: %s', async (_, at, expected) => {
    expect(await offerOfSharedCode(store, 'USAFF8', new Date(at))).toBe(expected)
  })

  const FROM_THE_SECOND = '2026-05-02T00:00:00Z'

  it.each([
    ['the same window', offer({ id: 'second' }, { code: 'USAFF8' })],
    ['another spelling', offer({ id: 'second' }, { code: 'UsAfF8' })],
    ['a part of it', offer({ id: 'second', claimUntil: FROM_THE_SECOND }, { code: 'USAFF8' })],
    [
      'a window that reaches into it',
      offer(
        { id: 'second', campaign: 'always', claimFrom: FROM_THE_SECOND },
        { code: 'USAFF8', until: '2026-05-20T00:00:00Z' },
      ),
    ],
  ])('is at no instant two offers: refused with %s', async (_, second) => {
    expect(await issueOffer(store, second, acting())).toMatchObject({
      refused: [{ path: '/offer/code', clause: 'cp.1' }],
    })
  })

  it('goes to one of many who ask for it at once, each for another window', async () => {
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) => {
          const claimFrom = new Date(DURING.getTime() + at).toISOString()
          return issue(`rush-${round}-${at}`, at % 2 ? `RUSH${round}` : ` rush${round} `, {
            claimFrom,
          })
        }),
      )
      expect(answers.filter((one) => 'version' in one)).toHaveLength(1)
      expect(answers.filter((one) => 'refused' in one)).toHaveLength(7)
    }
  })
})

const CORPUS = join(import.meta.dirname, '../../../../shared/corpora/own/coupon-codes.json')

if (existsSync(CORPUS)) {
  const { cases } = JSON.parse(readFileSync(CORPUS, 'utf8')) as {
    cases: { raw: string; expect: 'same' | 'reject' }[]
  }

  describe('every spelling of the corpus of codes', async () => {
    await issue('twenty', 'SAVE20')

    it('finds the offer exactly where it is the same code', async () => {
      for (const { raw, expect: expected } of cases) {
        const found = await offerOfSharedCode(store, raw, DURING)
        expect([raw.slice(0, 40), found]).toEqual([
          raw.slice(0, 40),
          expected === 'same' ? 'twenty' : null,
        ])
      }
    })
  })
}
