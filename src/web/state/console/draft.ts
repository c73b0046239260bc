import { computed, type ReadonlySignal } from '@preact/signals'
import type { Fault } from '../../../core/base/faults.ts'
import { isRecord } from '../../../core/base/schema.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import { type IssuedOffer, issuedOffer } from '../../../core/offers/issued-offer.ts'
import { type Resolved, resolveValidity } from '../../../core/offers/validity.ts'
import { shippedTerms } from '../../../core/pricing/shipped.ts'
import { createForm, type Form } from '../market/form.ts'
import { type Path, valueAt, withValue } from '../paths.ts'

/** An offer that is being written. */
export interface Draft extends Form<IssuedOffer> {
  /** The campaign that it names, if it is one of those known. */
  readonly campaign: ReadonlySignal<Campaign | null>
  /** When it can be claimed and used, with what was left unsaid filled in; null while that is unclear. */
  readonly resolved: ReadonlySignal<Resolved | null>
}

export function createDraft(
  opening: IssuedOffer,
  campaigns: ReadonlySignal<readonly Campaign[]>,
): Draft {
  const campaignOf = (draft: IssuedOffer) =>
    campaigns.value.find(({ id }) => id === draft.campaign) ?? null
  const form = createForm<IssuedOffer>({
    name: 'draft',
    opening,
    faults: (draft) => faultsOf(draft, campaignOf(draft)),
    currency: ({ offer }) => (typeof offer?.currency === 'string' ? offer.currency : 'USD'),
    tidy: withoutEmpty,
  })
  const campaign = computed(() => campaignOf(form.draft.value))
  return {
    ...form,
    campaign,
    resolved: computed(() => resolvedOf(form.draft.value, campaign.value)),
  }
}

function faultsOf(draft: IssuedOffer, campaign: Campaign | null): Fault[] {
  const faults: Fault[] = []
  issuedOffer.find(draft, '', faults)
  if (faults.length > 0 || campaign === null) return faults
  const resolved = resolveValidity(draft, campaign)
  return 'refused' in resolved ? [...resolved.refused] : []
}

function resolvedOf(draft: IssuedOffer, campaign: Campaign | null): Resolved | null {
  if (campaign === null || !issuedOffer.ok(draft)) return null
  const resolved = resolveValidity(draft, campaign)
  return 'refused' in resolved ? null : resolved
}

/** A part whose last field was emptied goes as a whole: `"limits": {}` would say nothing. */
function withoutEmpty(document: unknown, path: Path): unknown {
  let tidy = document
  for (let depth = path.length - 1; depth > 0; depth--) {
    const around = path.slice(0, depth)
    // A benefit without a form is a fault, and trigger and exchange are there while they are asked for.
    if (KEPT.has(String(around.at(-1)))) continue
    const part = valueAt(tidy, around)
    if (isRecord(part) && Object.keys(part).length === 0) tidy = withValue(tidy, around, undefined)
  }
  return tidy
}

const KEPT = new Set(['offer', 'benefit', 'trigger', 'exchange'])

/** What goes with a way to obtain an offer comes and goes with it. */
export function withObtain(draft: IssuedOffer, obtain: IssuedOffer['obtain']): IssuedOffer {
  const { trigger, exchange, ...rest } = draft
  const { claimFrom, claimUntil, validDays, ...standing } = rest
  const { code, ...terms } = draft.offer
  return {
    ...(obtain === 'automatic' ? standing : rest),
    obtain,
    offer: obtain === 'code' ? draft.offer : terms,
    ...(obtain === 'trigger' ? { trigger: trigger ?? { on: 'cart-left' } } : {}),
    ...(obtain === 'exchange' ? { exchange: exchange ?? { coins: 100 } } : {}),
  }
}

/** An offer to begin with: 5 off 50, in the coupon centre, 7 days from the claim. */
export function newOffer(of: {
  readonly campaign: Campaign | null
  readonly seller: string | null
}): IssuedOffer {
  const { campaign, seller } = of
  const kinds = shippedTerms.get(campaign?.terms ?? '')?.kindsInOrder ?? []
  const kind = kinds.find(({ claimed }) => claimed) ?? kinds[0]
  return {
    id: '',
    campaign: campaign?.id ?? '',
    title: '',
    obtain: seller === null ? 'centre' : 'panel',
    ...(seller === null ? {} : { seller }),
    offer: {
      kind: kind?.id ?? '',
      funder: seller === null ? 'platform' : `seller:${seller}`,
      currency: 'USD',
      benefit: { off: 500 },
      minimum: { spend: 5000 },
    },
    limits: { uses: 1000 },
  }
}

/** A name for an offer, made of its title: "5 off 50!" is "5-off-50". */
export function idOf(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
}
