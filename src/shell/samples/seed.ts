import sample from '../../../samples/marketplace.json' with { type: 'json' }
import { isRefused } from '../../core/base/faults.ts'
import type { Campaign } from '../../core/offers/campaign.ts'
import type { IssuedOffer } from '../../core/offers/issued-offer.ts'
import { daysLater, pacificDay, pacificMidnight } from '../../core/offers/pacific-day.ts'
import { isRefusal } from '../../core/offers/refusals.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { createAccount } from '../store/access/accounts.ts'
import type { AccountRole } from '../store/access/actor.ts'
import type { Passwords } from '../store/access/passwords.ts'
import { upsertBuyer } from '../store/buyers.ts'
import type { Claims } from '../store/claims/claims.ts'
import { earnCoins } from '../store/coins/earning.ts'
import type { Acting } from '../store/offers/acting.ts'
import { getCampaign } from '../store/offers/campaign-reading.ts'
import { changeCampaign, createCampaign } from '../store/offers/campaigns.ts'
import { issueOffer } from '../store/offers/offers.ts'
import type { Store } from '../store/store.ts'
import { SAMPLE_DOMAIN, SAMPLE_PASSWORD } from './sample-people.ts'

/** What the sample marketplace is made with. */
export interface Seeding {
  readonly store: Store
  readonly terms: TermsLibrary
  readonly claims: Claims
  readonly passwords: Passwords
}

/**
 * Fills an empty store with a small marketplace: three sellers with real sample listings, the campaign of
 * May 2026 as it was published, the same codes in a sale that runs now, and one buyer. A store that has
 * campaigns of its own is left alone; of one that was filled before, the windows are moved to the present.
 */
export async function seed(
  seeding: Seeding,
  now: Date,
): Promise<'filled' | 'renewed' | 'left alone'> {
  const [first] = await seeding.store.db.selectFrom('campaigns').select('id').limit(1).execute()
  if (first) return (await renew(seeding, now)) ? 'renewed' : 'left alone'
  for (const { campaign, offers, days } of sample.campaigns) {
    expectDone(await createCampaign(seeding.store, windowed(campaign, days, now), acting(seeding)))
    for (const offer of offers) {
      expectDone(await issueOffer(seeding.store, offer as IssuedOffer, acting(seeding)))
    }
  }
  await people(seeding)
  await holdings(seeding)
  return 'filled'
}

const acting = ({ terms }: Seeding): Acting => ({ scope: 'all', by: 'samples', terms })

/** A campaign with a window in days from today, at Pacific midnights (D-7); or the published one. */
function windowed(campaign: Campaign, days: readonly number[] | undefined, now: Date): Campaign {
  if (!days) return campaign
  const today = pacificDay(now.getTime())
  const [starts, ends] = days.map((day) =>
    new Date(pacificMidnight(daysLater(today, day))).toISOString(),
  )
  return { ...campaign, starts, ends } as Campaign
}

/** Moves the windows of the sample sales that are over to the present. */
async function renew(seeding: Seeding, now: Date): Promise<boolean> {
  let renewed = false
  for (const { campaign, days } of sample.campaigns) {
    const stored = await getCampaign(seeding.store, campaign.id, { scope: 'all', at: now })
    if (!days || stored?.standing !== 'over') continue
    const next = windowed(campaign, days, now)
    const changed = await changeCampaign(seeding.store, next, {
      ...acting(seeding),
      expected: null,
    })
    renewed ||= changed !== null && !isRefused(changed) && !isRefusal(changed)
  }
  return renewed
}

async function people({ store, passwords }: Seeding): Promise<void> {
  for (const { role, ...person } of sample.people) {
    const email = person.email.replace(/@.*$/, SAMPLE_DOMAIN)
    const account = { ...person, email, role: role as AccountRole, password: SAMPLE_PASSWORD }
    expectDone(await createAccount(store, passwords, account))
  }
}

/** What the sample buyer holds, and the crowd that has claimed most of an offer. */
async function holdings({ store, claims }: Seeding): Promise<void> {
  const { id, facts, claims: held, coins } = sample.buyer
  await upsertBuyer(store, id, facts)
  for (const offer of held)
    expectDone(await claims.claim({ buyer: id, offer, key: `sample ${offer}` }))
  for (const earned of coins) expectDone(await earnCoins(store, { buyer: id, ...earned }))
  const { offer, buyers } = sample.crowd
  await Promise.all(
    Array.from({ length: buyers }, (_, at) =>
      claims.claim({ buyer: `shopper-${at + 1}`, offer, key: 'sample' }),
    ),
  )
}

/** The samples are ours: what refuses them is a fault of ours. */
function expectDone(answer: unknown): void {
  const isDone = typeof answer === 'object' && answer !== null
  if (isDone && !isRefused(answer) && !isRefusal(answer)) return
  throw new Error(`Broken invariant: the samples are good, but ${JSON.stringify(answer)}`)
}
