import type { Layer } from '../layers.ts'
import { layerOffer } from '../layers.ts'
import type { Condition, Reading } from '../observation.ts'
import { partOf, partText } from './component-paths.ts'
import { countryCode } from './country.ts'
import { at, type ExactJson, exactJson, listAt, textAt } from './exact-json.ts'
import type { SeenListing, SeenVariant } from './page-reading.ts'
import { shortTitle } from './plain-title.ts'
import type { PriceHints } from './price-text.ts'
import { panelLayers, percentIn } from './promotions.ts'
import { seenShipping } from './shipping.ts'
import { amountOf, shownAmount } from './shown-amount.ts'
import { isSkuText, skuFacts, skuValues } from './sku-names.ts'
import { instantOfMs } from './stated-instant.ts'

/** Reads the component JSON of the two older generations; null where the answer is none (fg.t.history). */
export function componentListing(answer: ExactJson): SeenListing | null {
  const data = at(answer, 'data') ?? answer
  const skus = listAt({ skus: partOf(data, 'skus') ?? null }, 'skus')
  const first = skus.find((sku) => at(sku, 'skuVal') !== undefined)
  if (first === undefined) return null
  const currency =
    partText(data, 'currency') ?? textAt(first, 'skuVal', 'skuAmount', 'currency') ?? ''
  const hints = { currency, decimal: decimalOf(data) }
  const page = pageOf(data, hints)
  const store = partText(data, 'store')
  return {
    ...namesOf(data),
    store,
    currency,
    shipTo: page.shipping.shipTo ?? countryCode(partText(data, 'shipTo')),
    at: instantOfMs(partText(data, 'nowMs')) ?? undefined,
    warehouse: page.shipping.shipFrom,
    shipping: page.shipping.fee,
    layers: [
      ...panelLayers(partOf(data, 'panel'), { ...hints, store }),
      ...coinLayer(data, currency),
      ...page.shipping.layers,
    ],
    variants: skus.flatMap((sku) => variantOf(sku, { ...page, store })),
  }
}

function namesOf(data: ExactJson) {
  return {
    listing: partText(data, 'item'),
    title: partText(data, 'title'),
    image: partText(data, 'image'),
    storeName: partText(data, 'storeName'),
    seller: partText(data, 'seller'),
    category: partText(data, 'categories')?.split('/') ?? [],
  }
}

/** What all variants of a page share. */
function pageOf(data: ExactJson, hints: PriceHints & { readonly currency: string }) {
  const shipping = seenShipping(listAt({ all: partOf(data, 'shipping') ?? null }, 'all'), hints)
  return {
    hints,
    shipping,
    values: skuValues(listAt({ all: partOf(data, 'properties') ?? null }, 'all')),
    baseCurrency: partText(data, 'baseCurrency'),
    isGone: (partText(data, 'itemStatus') ?? '0') !== '0' || shipping.isUnreachable,
    isLimited: partText(data, 'purchaseLimit') === '1',
    isForNewcomers: isNewcomerBanner(partOf(data, 'banner')),
    bulk: { pieces: partText(data, 'bulkPieces'), percent: partText(data, 'bulkPercent') },
  }
}

type Page = ReturnType<typeof pageOf> & { readonly store: string | undefined }

function variantOf(sku: ExactJson, page: Page): SeenVariant[] {
  const value = at(sku, 'skuVal')
  const list = shownAmount(at(value, 'skuAmount'), page.hints)
  const reduced = shownAmount(at(value, 'skuActivityAmount'), page.hints)
  const sale = reduced ?? list
  const id = [textAt(sku, 'skuIdStr'), textAt(sku, 'skuId')].find(isSkuText)
  if (sale === null || id === undefined) return []
  const facts = skuFacts(textAt(sku, 'skuAttr'), page.values)
  const variant: SeenVariant = {
    sku: id,
    name: facts.name,
    list: list ?? sale,
    sale,
    stock: page.isGone || !isSalable(sku, value) ? 'out' : 'in',
    conditions: reduced === null ? [] : conditionsOf(page),
    warehouse: facts.shipsFrom,
    layers: [...saleLayer(sku, reduced), ...ladderOf(value, page)],
  }
  const base = baseOf(sku, page.baseCurrency)
  return [base === null ? variant : { ...variant, base }]
}

function isSalable(sku: ExactJson, value: ExactJson | undefined): boolean {
  const pieces = textAt(value, 'availQuantity') ?? textAt(value, 'inventory')
  return at(sku, 'salable') !== false && pieces !== '0'
}

/** The reduced price alone is limited or for newcomers; the list price is everybody's. */
function conditionsOf({ isLimited, isForNewcomers }: Page): Condition[] {
  return [
    ...(isLimited ? (['one-per-customer'] as const) : []),
    ...(isForNewcomers ? (['newcomer'] as const) : []),
  ]
}

function isNewcomerBanner(banner: ExactJson | undefined): boolean {
  const words = ['bannerType', 'sloganBanner', 'externalBannerType'].map((name) =>
    textAt(banner, name),
  )
  return /newer|new_?user|newcomer|primeira compra|primera compra/i.test(words.join(' '))
}

function saleLayer(sku: ExactJson, reduced: number | null): Layer[] {
  const end = textAt(sku, 'bannerInfo', 'promotionBanner', 'endTimer', 'endTime')
  const until = instantOfMs(end)
  return reduced === null || until === null ? [] : [{ kind: 'sku-sale', source: 'page', until }]
}

/** "5 or more: a further 2%". */
function ladderOf(value: ExactJson | undefined, { bulk, store, hints }: Page): Layer[] {
  const quantity = Number(textAt(value, 'bulkOrder') ?? bulk.pieces ?? '')
  const percent = percentIn(`${bulk.percent}%`)
  if (!Number.isInteger(quantity) || quantity < 1 || percent === null) return []
  const offer = layerOffer('piece-ladder', {
    id: 'pieces',
    payer: store,
    currency: hints.currency as string,
    benefit: { tiers: [{ quantity, percent }] },
  })
  const title = shortTitle(textAt(value, 'skuExtraTips'))
  return [
    { kind: 'piece-ladder', source: 'page', offer, ...(title === undefined ? {} : { title }) },
  ]
}

/** The page tells the share of coins and not how many it takes: the least that an offer may ask stands. */
function coinLayer(data: ExactJson, currency: string): Layer[] {
  const text = partText(data, 'coinText')
  const percent = percentIn(text ?? '')
  if (percent === null) return []
  const offer = layerOffer('coins', {
    id: 'coins',
    currency,
    benefit: { percent },
    coins: { required: 1 },
  })
  const title = shortTitle(text)
  return [{ kind: 'coins', source: 'page', offer, ...(title === undefined ? {} : { title }) }]
}

/** The seller's own prices stand in the request for freight, which is JSON in a text. */
function baseOf(sku: ExactJson, currency: string | undefined): Reading['base'] | null {
  const freight = exactJson(textAt(sku, 'freightExt') ?? '')
  if (currency === undefined || textAt(freight, 'd1') !== currency) return null
  const list = amountOf(textAt(sku, 'skuVal', 'skuCalPrice') ?? '', { currency })
  const sale = amountOf(textAt(freight, 'd0') ?? '', { currency })
  return list === null || sale === null || sale > list ? null : { currency, list, sale }
}

/** How the page writes decimals, as it tells its own scripts. */
function decimalOf(data: ExactJson): '.' | ',' | null {
  const config = exactJson(partText(data, 'localConfig') ?? '')
  const sign = at(config, 'single', 'decimalPointChar') ?? at(config, 'from', 'decimalPointChar')
  return sign === ',' || sign === '.' ? sign : null
}
