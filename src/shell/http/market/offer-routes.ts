import { Readable } from 'node:stream'
import { readJson } from '../../../contract/json.ts'
import { offerEndpoints as endpoints } from '../../../contract/market/offer-endpoints.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import {
  type Feed,
  type FeedOptions,
  readCodeFeed,
  readOfferFeed,
} from '../../../core/offers/feed.ts'
import { isRefusal } from '../../../core/offers/refusals.ts'
import { getCampaign } from '../../store/offers/campaign-reading.ts'
import { codesCsv, generateCodes } from '../../store/offers/codes.ts'
import { importFeed } from '../../store/offers/feed-import.ts'
import {
  getOffer,
  listOffers,
  offerVersions,
  type StoredOffer,
} from '../../store/offers/offer-reading.ts'
import { changeOffer, endOffer, issueOffer } from '../../store/offers/offers.ts'
import { scopeOf } from './access.ts'
import { actingOf, otherId } from './campaign-routes.ts'
import { type Gauge, gaugesOf } from './gauge.ts'
import { kept } from './kept.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Outcome } from './outcome.ts'

const NONE = 'There is no such offer among yours.'

/** Offers: issued, changed by versions, ended at once; and the codes of those that have unique ones. */
export function offerRoutes(mount: Mount, market: Market): void {
  reading(mount, market)
  writing(mount, market)
  codes(mount, market)
  imports(mount, market)
}

function reading(mount: Mount, market: Market): void {
  const { store } = market
  mount.on(endpoints.listOffers, async ({ actor, query }) => {
    const { rows, next } = await listOffers(store, { scope: scopeOf(actor), ...query })
    const gauges = await gaugesOf(
      store,
      rows.map(({ offer }) => offer),
    )
    const offers = rows.map((row, at) => ({ ...row, gauge: gauges[at] as Gauge }))
    return done({ offers, next })
  })
  mount.on(endpoints.getOffer, async ({ actor, params }) => {
    const id = params.offer as string
    return withGauge(market, kept(await getOffer(store, id, { scope: scopeOf(actor) }), NONE))
  })
  mount.on(endpoints.listOfferVersions, async ({ actor, params }) => {
    const id = params.offer as string
    const rows = await offerVersions(store, id, { scope: scopeOf(actor) })
    if (rows === null) return missing(NONE)
    return done({ versions: rows.map(({ document, ...row }) => ({ ...row, offer: document })) })
  })
}

function writing(mount: Mount, market: Market): void {
  const { store, terms } = market
  mount.on(endpoints.createOffer, async ({ body, ...call }) =>
    withGauge(market, kept(await issueOffer(store, body, actingOf(call, terms)), '/id')),
  )
  mount.on(endpoints.changeOffer, async ({ body, params, ifMatch, ...call }) => {
    if (body.id !== params.offer) return otherId(params.offer as string)
    const acting = { ...actingOf(call, terms), expected: ifMatch }
    return withGauge(market, kept(await changeOffer(store, body, acting), NONE))
  })
  mount.on(endpoints.endOffer, async ({ params, ...call }) => {
    const id = params.offer as string
    return withGauge(market, kept(await endOffer(store, id, actingOf(call, terms)), NONE))
  })
}

function imports(mount: Mount, { store, terms }: Market): void {
  mount.on(endpoints.importOffers, async ({ body, ...call }) => {
    const { campaign, format, text, dryRun, whole } = body
    const acting = actingOf(call, terms)
    const known = await getCampaign(store, campaign, acting)
    if (known === null) return missing('There is no such campaign among yours.')
    const feed = readFeed(format, text, { campaign, terms: known.campaign.terms })
    if (isRefused(feed)) return feed
    return done(await importFeed(store, feed, { ...acting, dryRun, whole }))
  })
}

/** A feed of either format; its faults are those of the text that holds it. */
function readFeed(format: 'csv' | 'json', text: string, options: FeedOptions): Feed | Refused {
  if (format === 'csv') return inText(readCodeFeed(text, options))
  const read = readJson(text)
  return inText(isRefused(read) ? read : readOfferFeed(read.value, options))
}

function inText<T extends object>(answer: T | Refused): T | Refused {
  if (!isRefused(answer)) return answer
  return { refused: answer.refused.map(({ fault }) => ({ path: '/text', fault })) }
}

function codes(mount: Mount, { store, terms }: Market): void {
  mount.on(endpoints.generateCodes, async ({ body, params, ...call }) => {
    const asked = { ...actingOf(call, terms), count: body.count }
    const batch = await generateCodes(store, params.offer as string, asked)
    if (batch === null) return missing(NONE)
    if (isRefused(batch) || isRefusal(batch)) return batch
    return {
      stream: Readable.from(codesCsv(batch), { objectMode: false }),
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="codes-${batch.batch}.csv"`,
      },
    }
  })
}

async function withGauge<T extends StoredOffer>(
  { store }: Market,
  outcome: Outcome<T>,
): Promise<Outcome<T & { readonly gauge: Gauge }>> {
  if (!('done' in outcome)) return outcome
  const [gauge] = await gaugesOf(store, [outcome.done.offer])
  return { ...outcome, done: { ...outcome.done, gauge: gauge as Gauge } }
}
