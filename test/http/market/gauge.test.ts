import { expect, test } from 'vitest'
import { exampleCampaign, exampleIssuedOffer } from '../../../src/contract/market/examples.ts'
import { person, serveMarket } from './served.ts'

const served = await serveMarket()
const admin = served.as(await person(served, { id: 'admin', role: 'admin' }))
const { starts: _s, ends: _e, ...campaign } = exampleCampaign
const { from: _f, until: _u, ...terms } = exampleIssuedOffer.offer
const offer = {
  ...exampleIssuedOffer,
  id: 'limited',
  campaign: campaign.id,
  offer: terms,
  limits: { uses: 10, perBuyer: 1 },
}

const gaugeOf = (body: unknown) => (body as { gauge: unknown }).gauge

test('a limit that is lowered below what is given takes nothing back, and tells so', async () => {
  await admin('POST', '/v1/campaigns', campaign)
  const made = await admin('POST', '/v1/offers', offer)
  expect([made.status, gaugeOf(made.body)]).toEqual([
    201,
    { granted: 0, usesLeft: 10, budgetLeft: null },
  ])
  for (let n = 0; n < 6; n++) {
    const { status } = await admin('POST', '/v1/claims', { buyer: `b${n}`, offer: 'limited' })
    expect(status).toBe(200)
  }
  const change = async (uses: number, version: number) => {
    const body = { ...offer, limits: { uses, perBuyer: 1 } }
    const changed = await admin('PUT', '/v1/offers/limited', body, { 'if-match': `"${version}"` })
    return gaugeOf(changed.body)
  }
  expect(await change(4, 1)).toEqual({ granted: 6, usesLeft: 0, budgetLeft: null })
  expect(await change(9, 2)).toEqual({ granted: 6, usesLeft: 3, budgetLeft: null })
  const { body } = await admin('GET', '/v1/offers')
  const [listed] = (body as { offers: unknown[] }).offers
  expect(gaugeOf(listed)).toEqual({ granted: 6, usesLeft: 3, budgetLeft: null })
})
