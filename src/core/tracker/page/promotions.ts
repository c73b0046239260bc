import type { TierDocument } from '../../pricing/offer-document.ts'
import { type Layer, type LayerKind, type LayerTerms, layerOffer } from '../layers.ts'
import { type ExactJson, exactJson, isObject, listAt, textAt } from './exact-json.ts'
import { shortTitle } from './plain-title.ts'
import { amountsIn, mentionedAmounts, type PriceHints } from './price-text.ts'
import { instantOfMs } from './stated-instant.ts'

/** What the terms of a promotion are read with. */
export interface PromotionHints extends PriceHints {
  readonly currency: string
  readonly store: string | undefined
}

/** What a row of the panel offers, beside its id, times and payer. */
type Terms = Pick<LayerTerms, 'benefit' | 'minimum'>

type OfferKind = Exclude<LayerKind, 'sku-sale'>

interface PanelRow {
  readonly kind: OfferKind
  readonly terms: (row: ExactJson, hints: PromotionHints) => Terms | null
}

/** The groups of a promotion panel; "fullPiece" and "fixedDiscount" are the tools within a store's discounts. */
const PANEL: Readonly<Record<string, PanelRow>> = {
  shopCoupon: { kind: 'store-coupon', terms: couponTerms },
  fullPiece: { kind: 'piece-ladder', terms: pieceTerms },
  fixedDiscount: { kind: 'store-discount', terms: spendTerms },
  storeDiscount: { kind: 'store-discount', terms: spendTerms },
  acrossStoreFixedDiscount: { kind: 'platform-coupon', terms: everyTerms },
  platformCoupon: { kind: 'platform-coupon', terms: couponTerms },
}

// Real panels have up to some twenty rows; each more is another question for every variant.
const LAYERS_MAX = 40

/** The coupons and discounts of a page's promotion panel: amount, minimum and times of each. */
export function panelLayers(panel: ExactJson | undefined, hints: PromotionHints): Layer[] {
  if (!isObject(panel)) return []
  const layers: Layer[] = []
  for (const [group, parts] of Object.entries(panel)) {
    for (const part of listAt(parts)) {
      for (const row of listAt(part, 'promotionPanelDetailDTOList')) {
        const layer = rowLayer(group, row, { ...hints, place: layers.length })
        if (layer && layers.length < LAYERS_MAX) layers.push(layer)
      }
    }
  }
  return layers
}

interface RowHints extends PromotionHints {
  readonly place: number
}

function rowLayer(group: string, row: ExactJson, hints: RowHints): Layer | null {
  const tool = textAt(row, 'toolCode') ?? group
  const isLadder = group === 'storeDiscount' && pieceTerms(row, hints) !== null
  const rule = PANEL[isLadder ? 'fullPiece' : ruleOf(group, tool)]
  const terms = rule?.terms(row, hints)
  if (!rule || !terms) return null
  const code = textAt(row, 'attributes', 'couponCode')
  const named = code ?? textAt(row, 'attributes', 'activityId') ?? String(hints.place)
  const offer = layerOffer(rule.kind, {
    id: `${tool}:${named}`.slice(0, 128),
    payer: hints.store,
    currency: hints.currency,
    ...terms,
    ...window(row),
    ...(code === undefined ? {} : { code: code.slice(0, 128) }),
  })
  const title = shortTitle(wordsOf(row).join(' · '))
  const personal = personalOf(group, row)
  return {
    kind: rule.kind,
    source: 'page',
    offer,
    ...(title === undefined ? {} : { title }),
    ...(personal === null ? {} : { personal }),
  }
}

/** A row goes by its tool, but a store's discount that counts no pieces counts money. */
function ruleOf(group: string, tool: string): string {
  if (group === 'storeDiscount') return 'fixedDiscount'
  return Object.hasOwn(PANEL, tool) ? tool : group
}

function personalOf(group: string, row: ExactJson): 'new-user' | 'held' | null {
  const words = [group, textAt(row, 'toolCode'), textAt(row, 'displayType')].join(' ')
  if (/new_?-?(?:user|comer|er\b)/i.test(words)) return 'new-user'
  const isClosed = isObject(row) && (row.acquirable === false || row.acquirable === 'false')
  return isClosed && !/storeDiscount|fullPiece|fixedDiscount/.test(words) ? 'held' : null
}

/** Times are milliseconds; −1 and 0 stand for none. A window that ends before it starts is none. */
function window(row: ExactJson): Pick<LayerTerms, 'from' | 'until'> {
  const from = instantOfMs(textAt(row, 'startTime'))
  const until = instantOfMs(textAt(row, 'endTime'))
  if (from !== null && until !== null && from >= until) return {}
  return { ...(from === null ? {} : { from }), ...(until === null ? {} : { until }) }
}

const TEXTS = ['promotionDesc', 'promotionDetail', 'promotionDetailList'] as const

/** The texts of a row; a list of them holds texts, or objects with texts. */
function wordsOf(row: ExactJson): string[] {
  const parts = TEXTS.flatMap((name) => listAt(row, name))
  const inner = parts.flatMap((part) => (isObject(part) ? Object.values(part) : [part]))
  return inner.filter((text) => typeof text === 'string')
}

/** "MXN$34,77" with "En compras de MXN$608,45 o más"; the amount also stands in minor units beside it. */
function couponTerms(row: ExactJson, hints: PromotionHints): Terms | null {
  const words = textAt(row, 'promotionDesc') ?? ''
  const percent = percentIn(words)
  const told = wordsAmount(words, hints)
  const off = told ?? metaAmount(row, hints) ?? 0
  if (percent === null && off === 0) return null
  const spend = wordsAmount(textAt(row, 'promotionDetail') ?? '', hints) ?? 0
  // Beside a percentage an amount is the most that it takes off.
  const cap = told === null || told === 0 ? {} : { cap: told }
  return {
    benefit: percent === null ? { off } : { percent, ...cap },
    ...(spend === 0 ? {} : { minimum: { spend } }),
  }
}

/** A coupon's own figures: JSON in a text, in minor units of the currency that it names. */
function metaAmount(row: ExactJson, { currency }: PromotionHints): number | null {
  const meta = exactJson(textAt(row, 'couponAssignParam', 'couponMeta') ?? '')
  const price = textAt(meta, 'price') ?? ''
  return textAt(meta, 'currency') === currency && /^\d{1,13}$/.test(price) ? Number(price) : null
}

/** The first amount whose currency stands beside it: "valid for 7 days" is none. */
function wordsAmount(text: string, hints: PromotionHints): number | null {
  const named = mentionedAmounts(text, hints).find(({ isNamed }) => isNamed)
  return named?.minor ?? null
}

/** A percentage with at most two decimals in a text; the only one, or the first. */
export function percentIn(text: string): number | null {
  const [, digits] = /(\d{1,3}(?:[.,]\d{1,2})?) ?%/.exec(text) ?? []
  const percent = digits === undefined ? 0 : Number(digits.replace(',', '.'))
  return percent > 0 && percent <= 100 ? percent : null
}

const PIECES_FIRST =
  /(?<![\d.,])(\d{1,5})(?![\d.,]*\d| ?%)[^\d%]{1,60}(\d{1,2}(?:[.,]\d{1,2})?) ?%/g
const PERCENT_FIRST = /(\d{1,2}(?:[.,]\d{1,2})?) ?%[^\d%]{1,60}(\d{1,5})(?![\d.,]*\d| ?%)/g

/** "Buy 2, get 3% off" and the rows after it; either figure may stand first. */
function pieceTerms(row: ExactJson, hints: PromotionHints): Terms | null {
  const tiers = wordsOf(row).flatMap((text) => pieceTiers(text, hints))
  return tiers.length === 0 ? null : { benefit: { tiers: ordered(tiers) } }
}

function pieceTiers(text: string, hints: PromotionHints): TierDocument[] {
  // "5% off orders over $50" asks for money, and not for fifty pieces.
  if (mentionedAmounts(text, hints).some(({ isNamed }) => isNamed)) return []
  const first = [...text.matchAll(PIECES_FIRST)].map(([, pieces, off]) => [pieces, off])
  const last = [...text.matchAll(PERCENT_FIRST)].map(([, off, pieces]) => [pieces, off])
  return (first.length > 0 ? first : last).flatMap(([pieces, off]) => {
    const quantity = Number(pieces)
    const percent = Number((off as string).replace(',', '.'))
    return quantity >= 1 && percent > 0 ? [{ quantity, percent }] : []
  })
}

function ordered(tiers: readonly TierDocument[]): TierDocument[] {
  const byThreshold = new Map(tiers.map((tier) => [tier.quantity ?? tier.spend ?? 0, tier]))
  return [...byThreshold].toSorted(([a], [b]) => a - b).map(([, tier]) => tier)
}

/** "MXN$28,98 off orders over MXN$2.926,74": of two amounts the smaller one comes off. */
function spendTerms(row: ExactJson, hints: PromotionHints): Terms | null {
  const each = wordsOf(row).flatMap((text) => spendTiers(text, hints))
  // The amount may stand in one text and what it asks for in the next.
  const tiers = each.length > 0 ? each : spendTiers(wordsOf(row).join(' '), hints)
  return tiers.length === 0 ? null : { benefit: { tiers: ordered(tiers) } }
}

function spendTiers(text: string, hints: PromotionHints): TierDocument[] {
  const [one, two] = amountsIn(text, hints)
  const percent = percentIn(text)
  if (one?.isNamed && !two && percent !== null) return [{ spend: one.minor, percent }]
  if (!one || !two || one.minor === two.minor) return []
  return [{ spend: Math.max(one.minor, two.minor), off: Math.min(one.minor, two.minor) }]
}

/** "(15 off every 80, max 45)": what comes off, for how much each, and at most. */
function everyTerms(row: ExactJson, hints: PromotionHints): Terms | null {
  const [off, every, cap] = amountsIn(wordsOf(row).join(' '), hints)
  if (!off || !every || off.minor === 0 || every.minor <= off.minor) return null
  const most = cap && cap.minor >= off.minor ? { cap: cap.minor } : {}
  return { benefit: { every: every.minor, off: off.minor, ...most } }
}
