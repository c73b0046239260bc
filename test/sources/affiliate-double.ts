import { createHmac } from 'node:crypto'
import type { Answer } from './local-web.ts'

/** A product as the interface knows it; amounts are texts, as it writes them. */
export interface AffiliateProduct {
  readonly product_id: string
  readonly sale: Readonly<Record<string, string>>
  readonly list: Readonly<Record<string, string>>
  readonly more?: Readonly<Record<string, unknown>>
}

export interface AffiliateGateway {
  readonly products: Map<string, AffiliateProduct>
  /** What it was asked, after the signature was verified. */
  readonly calls: Readonly<Record<string, string>>[]
  /** The next answer in place of the real one. */
  next: unknown
  readonly answer: Answer
}

const error = (code: string, more: Readonly<Record<string, string>> = {}) => ({
  error_response: { type: 'ISV', code, msg: 'refused', request_id: '2101', ...more },
})
const result = (resp_result: unknown) => ({
  aliexpress_affiliate_productdetail_get_response: { resp_result, request_id: '2101' },
})

type Said = Readonly<Record<string, string>>

/**
 * A gateway with a memory of its own: it takes the signature of what it is sent apart by itself, limits calls
 * to 50 ids, and answers the documented errors.
 */
export function affiliateGateway(
  keys: { readonly key: string; readonly secret: string },
  now: () => number,
): AffiliateGateway {
  const gateway: AffiliateGateway = {
    products: new Map(),
    calls: [],
    next: null,
    answer: async (request, response) => {
      let body = ''
      for await (const part of request) body += part
      const said: Said = Object.fromEntries(new URLSearchParams(body))
      const answer = gateway.next ?? refusal(said, keys, now()) ?? found(said, gateway)
      gateway.next = null
      response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' })
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    },
  }
  return gateway
}

function refusal(
  { sign, ...said }: Said,
  { key, secret }: { readonly key: string; readonly secret: string },
  now: number,
) {
  const names = Object.keys(said).sort((a, b) => (a < b ? -1 : 1))
  const text = names.map((name) => `${name}${said[name]}`).join('')
  const ours = createHmac('sha256', secret).update(text).digest('hex').toUpperCase()
  if (said.app_key !== key) return error('InvalidAppKey')
  if (sign !== ours) return error('IncompleteSignature')
  if (Math.abs(Number(said.timestamp) - now) > 600_000) return error('IllegalTimestamp')
  const ids = (said.product_ids ?? '').split(',')
  const isWrong = ids.length > 50 || new Set(ids).size < ids.length
  return isWrong ? error('InvalidParameter', { msg: 'product_ids: 50 at most, each once' }) : null
}

function found(said: Said, { calls, products }: AffiliateGateway) {
  calls.push(said)
  const currency = said.target_currency as string
  const product = (said.product_ids as string).split(',').flatMap((id) => {
    const one = products.get(id)
    if (!one?.sale[currency]) return []
    return {
      product_id: '\u0000',
      product_title: `Product ${id}`,
      shop_id: '911061014',
      target_sale_price: one.sale[currency],
      target_sale_price_currency: currency,
      target_original_price: one.list[currency],
      target_original_price_currency: currency,
      ...one.more,
      id,
    }
  })
  if (product.length === 0) return result({ resp_code: 405, resp_msg: 'The result is empty' })
  const document = result({
    resp_code: 200,
    resp_msg: 'Call succeeds',
    result: { current_record_count: product.length, products: { product } },
  })
  // Ids are numbers in its JSON, with more digits than a number of JavaScript keeps.
  return JSON.stringify(document).replace(
    /"product_id":"\\u0000"(.*?),"id":"(\d+)"/g,
    '"product_id":$2$1',
  )
}
