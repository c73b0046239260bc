import { readJson } from '../../contract/json.ts'
import { type Fault, isRefused, type Refused } from '../../core/base/faults.ts'
import type { Campaign } from '../../core/offers/campaign.ts'
import { type Feed, readCodeFeed, readOfferFeed } from '../../core/offers/feed.ts'
import { checkIssued } from '../../core/offers/issuing.ts'
import { type DraftOffer, draftOf } from '../../core/offers/rehearsal-drafts.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { readText } from './text-file.ts'

interface DraftOptions {
  readonly library: TermsLibrary
  /** The rule-set of campaigns that a table names, or that offers alone leave out. */
  readonly ruleSet: string
  readonly keepWindow: boolean
}

/** Reads the offers of a draft, and refuses them like an import would: nothing is tried that cannot be issued. */
export async function readDraft(
  file: string,
  options: DraftOptions,
): Promise<readonly DraftOffer[] | Refused> {
  const text = await readText(file)
  if (isRefused(text)) return text
  const feed = feedOf(file, text.value, options.ruleSet)
  if (isRefused(feed)) return feed
  const refused: Fault[] = feed.issues
    .filter(({ severity }) => severity === 'refused')
    .map(({ row, column = '', fault }) => ({ path: `${file}#${row}${column}`, fault }))
  const campaigns = new Map(feed.campaigns.map((one) => [one.id, one]))
  const drafts = feed.offers.flatMap(({ row, offer }) => {
    // Offers alone are of a campaign that lasts as long as they do.
    const campaign = campaigns.get(offer.campaign) ?? unbounded(offer.campaign, options.ruleSet)
    const checked = checkIssued(offer, campaign, options.library.get(campaign.terms))
    if (!isRefused(checked)) return draftOf(offer, campaign, options)
    refused.push(
      ...checked.refused.map(({ path, fault }) => ({ path: `${file}#${row}${path}`, fault })),
    )
    return []
  })
  return refused.length > 0 ? { refused } : drafts
}

function feedOf(file: string, text: string, terms: string): Feed | Refused {
  if (!file.endsWith('.json')) return readCodeFeed(text, { terms })
  const read = readJson(text)
  return isRefused(read) ? read : readOfferFeed(read.value, { terms })
}

function unbounded(id: string, terms: string): Campaign {
  return { id, title: id, terms, starts: null, ends: null }
}
