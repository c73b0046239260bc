import type { Refused } from '../../../core/base/faults.ts'
import { lastAnniversary } from '../../../core/offers/anniversary.ts'
import type { Trigger } from '../../../core/offers/issued-offer.ts'
import { isRefusal, type Refusal, refusal } from '../../../core/offers/refusals.ts'
import {
  type OccasionFacts,
  occasionName,
  offerFor,
  TRIGGERS,
} from '../../../core/offers/trigger-rules.ts'
import { type BuyerKey, buyerFacts, buyerKey } from '../buyers.ts'
import { readNow } from '../instants.ts'
import { rulesNow } from '../rule-documents.ts'
import type { Store } from '../store.ts'
import { isFirstOpening } from './devices.ts'
import { readFiring, settleFiring, writeFiring } from './firings.ts'
import type { Granted, Issuer } from './issuer.ts'
import { openOffers } from './open-offers.ts'
import { NO_SPEND, type PastSpend, pastSpend } from './past-spend.ts'
import { TRIGGER_RULE_DOCUMENT } from './trigger-rule-document.ts'

/** Something that happened to a buyer and issues a coupon. */
export interface FireRequest extends OccasionFacts, Partial<PastSpend> {
  readonly buyer: string
  readonly trigger: Trigger
  /** The offer that an agent chose, of a compensation. */
  readonly offer?: string | undefined
  /** Who compensates. */
  readonly by?: string | undefined
  readonly at?: Date | undefined
}

/** What an occasion issued: nothing where no offer is issued for it. */
export interface Fired {
  readonly claims: readonly Granted[]
  /** Whether it had fired before: the claims are those of the first time. */
  readonly replayed: boolean
}

/**
 * Fires a trigger: each occasion issues its personal coupon exactly once, however often and by how many
 * at once it is told (fg.one-time).
 */
export async function fire(
  store: Store,
  issuer: Issuer,
  request: FireRequest,
): Promise<Fired | Refusal | Refused> {
  const years = request.trigger === 'anniversary' ? await yearsOf(store, request) : undefined
  if (years === null) return NOTHING
  const occasion = occasionName({ ...request, years })
  if (typeof occasion !== 'string') return { refused: occasion }
  const buyer = buyerKey(store, request.buyer)
  if (request.device !== undefined && TRIGGERS[request.trigger].once === 'device') {
    if (!(await isFirstOpening(store, { ...buyer, device: request.device, at: request.at }))) {
      return NOTHING
    }
  }
  const before = await readFiring(store.db, buyer, { ...request, occasion })
  const row = before ?? (await firing(store, buyer, { ...request, occasion }))
  if (row === null) return request.trigger === 'compensation' ? unknownOffer(request) : NOTHING
  const claims = await settleFiring(store, issuer, row, request.at)
  return isRefusal(claims) ? claims : { claims, replayed: before !== null }
}

const NOTHING: Fired = { claims: [], replayed: false }

/** Whoever compensates expects a coupon, and is told that there is none to give. */
const unknownOffer = ({ offer }: FireRequest): Refusal =>
  refusal('unknown-offer', offer === undefined ? {} : { offer })

/** Which anniversary it is, while it is celebrated; null otherwise, and for unknown buyers. */
async function yearsOf(store: Store, { buyer, at }: FireRequest): Promise<number | null> {
  const { anniversaryDays } = await rulesNow(store.db, TRIGGER_RULE_DOCUMENT)
  const facts = await buyerFacts(store, buyer)
  const now = (await readNow(store.db, at)).getTime()
  const last = facts && lastAnniversary(facts.registeredAt.getTime(), now)
  return last && now < last.at + anniversaryDays * DAY_MS ? last.years : null
}

const DAY_MS = 86_400_000

/** Chooses the offer of an occasion and writes that it fired. */
async function firing(
  store: Store,
  buyer: BuyerKey,
  request: FireRequest & { readonly occasion: string },
) {
  const { trigger, occasion, reason, by, at } = request
  const offer = await chosenOffer(store, buyer, request)
  // A device is opened for the first time once, whatever is issued for it; others may fire again later.
  if (offer === null && TRIGGERS[trigger].once !== 'device') return null
  return store.db
    .transaction()
    .execute((trx) => writeFiring(trx, buyer, { trigger, occasion, offer, reason, by, at }))
}

async function chosenOffer(
  { db }: Store,
  buyer: BuyerKey,
  { trigger, offer, at, ...request }: FireRequest,
): Promise<string | null> {
  const seller = TRIGGERS[trigger].issuer === 'platform' ? null : (request.seller ?? null)
  const whose = offer === undefined ? { seller } : { id: offer }
  const open = await openOffers(db, { obtain: 'trigger', at, ...whose })
  const spent = trigger === 'anniversary' ? await pastSpend(db, buyer, request) : NO_SPEND
  return offerFor({ trigger, seller, offer, ...spent }, open)?.id ?? null
}
