import { isItemId } from '../link/item-ids.ts'
import type { Parameters } from './signing.ts'

/** The gateway answers for no more ids than this in one call. */
export const IDS_MAX = 50

/** Whose prices are asked for, and how they are to be shown. */
export interface DetailQuestion {
  readonly ids: readonly string[]
  readonly shipTo: string
  readonly currency: string
  readonly language: string
  readonly appKey: string
  readonly trackingId?: string
  /** Milliseconds since 1970: the gateway refuses what is ten minutes off. */
  readonly timestampMs: number
}

/** The parameters of the calls that ask for the details of products, 50 at a time, each id once. */
export function detailRequests(question: DetailQuestion): Parameters[] {
  const ids = [...new Set(question.ids)].filter(isItemId)
  const batches = Math.ceil(ids.length / IDS_MAX)
  return Array.from({ length: batches }, (_, batch) => ({
    app_key: question.appKey,
    method: 'aliexpress.affiliate.productdetail.get',
    sign_method: 'sha256',
    format: 'json',
    v: '2.0',
    timestamp: question.timestampMs,
    product_ids: ids.slice(batch * IDS_MAX, (batch + 1) * IDS_MAX).join(','),
    country: question.shipTo,
    target_currency: question.currency,
    target_language: question.language,
    tracking_id: question.trackingId,
  }))
}
