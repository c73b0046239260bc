/** What the double of Stripe's API reads: forms as Stripe has them, held to the fields that it knows. */

/** An error as Stripe answers it. */
export interface StripeRefusal {
  readonly status: number
  readonly type: string
  readonly code?: string
  readonly message: string
  readonly param?: string
}

export const refusal = (message: string, more: Partial<StripeRefusal> = {}): StripeRefusal => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...more,
})

/** The fields that each request may have; `#` is a place in a list, `*` a name of one's own. */
export const FIELDS = {
  'POST /v1/checkout/sessions': [
    'adaptive_pricing[enabled]',
    'cancel_url',
    'client_reference_id',
    'line_items[#][price_data][currency]',
    'line_items[#][price_data][product_data][name]',
    'line_items[#][price_data][unit_amount]',
    'line_items[#][quantity]',
    'metadata[*]',
    'mode',
    'payment_intent_data[description]',
    'payment_intent_data[metadata][*]',
    'success_url',
  ],
  'POST /v1/checkout/sessions/:id/expire': [],
  'POST /v1/refunds': ['amount', 'metadata[*]', 'payment_intent', 'reason'],
  'GET /v1/checkout/sessions/:id': ['expand[#]'],
  'GET /v1/checkout/sessions': ['limit', 'payment_intent'],
  'GET /v1/refunds': ['limit', 'payment_intent', 'starting_after'],
} as const

export type Operation = keyof typeof FIELDS

/** Which operation a request is, and the id in its path. */
export function operationOf(
  method: string,
  path: string,
): { operation: Operation; id: string } | null {
  const parts = path.split('/')
  const id = decodeURIComponent(parts[4] ?? '')
  const shape = [...parts.slice(0, 4), ...(id ? [':id'] : []), ...parts.slice(5)].join('/')
  const operation = `${method} ${shape}`
  return Object.hasOwn(FIELDS, operation) ? { operation: operation as Operation, id } : null
}

/** The fields of a form, flat; or what is wrong with them. */
export function formOf(
  text: string,
  operation: Operation,
): ReadonlyMap<string, string> | StripeRefusal {
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name)) return refusal(`Twice: ${name}`)
    if (!FIELDS[operation].some((known) => isOf(name, known))) {
      return refusal(`Received unknown parameter: ${name}`, {
        code: 'parameter_unknown',
        param: name,
      })
    }
    form.set(name, value)
  }
  return form
}

function isOf(name: string, known: string): boolean {
  const escaped = known.replace(/[[\]]/g, '\\$&')
  const pattern = escaped.replaceAll('#', '\\d+').replaceAll('*', '[^\\]]{1,40}')
  return new RegExp(`^${pattern}$`).test(name)
}

/** Currencies that Stripe counts without decimals, and with three. */
const WITHOUT_DECIMALS = 'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(
  ' ',
)
const THREE_DECIMALS = 'bhd jod kwd omr tnd'.split(' ')
const WHOLE_ONLY = ['isk', 'ugx']

/** What Stripe says against an amount, or null. */
export function amountFault(text: string | undefined, currency: string): StripeRefusal | null {
  if (!/^\d+$/.test(text ?? ''))
    return refusal(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer' })
  const amount = Number(text)
  if (!/^[a-z]{3}$/.test(currency)) return refusal(`Invalid currency: ${currency}`)
  if (WHOLE_ONLY.includes(currency) && amount % 100 !== 0)
    return refusal('Must be divisible by 100')
  if (THREE_DECIMALS.includes(currency) && amount % 10 !== 0) return refusal('Must end in 0')
  if (amount > 99_999_999) return refusal('Too large', { code: 'amount_too_large' })
  const least = WITHOUT_DECIMALS.includes(currency) && currency !== 'ugx' ? 1 : 50
  if (amount < least) return refusal('Too small', { code: 'amount_too_small' })
  return null
}

/** What is wrong with a new session, or null. */
export function sessionFault(form: ReadonlyMap<string, string>): StripeRefusal | null {
  if (form.get('mode') !== 'payment') return refusal('mode must be payment here')
  for (const name of ['success_url', 'cancel_url']) {
    if (!/^https?:\/\//.test(form.get(name) ?? ''))
      return refusal('Not a valid URL', { param: name })
  }
  if ((form.get('client_reference_id') ?? '').length > 200) return refusal('Too long')
  for (const [name, value] of form) {
    if (name.includes('metadata[') && value.length > 500)
      return refusal('Too long', { param: name })
  }
  if (form.get('line_items[0][quantity]') !== '1') return refusal('One piece of one line is meant')
  if (!form.get('line_items[0][price_data][product_data][name]')) return refusal('A name is needed')
  const currency = form.get('line_items[0][price_data][currency]') ?? ''
  return amountFault(form.get('line_items[0][price_data][unit_amount]'), currency)
}

/** The metadata below a prefix. */
export function metadataOf(
  form: ReadonlyMap<string, string>,
  prefix: string,
): Record<string, string> {
  const start = `${prefix}[`
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length, -1), value]] : [],
    ),
  )
}
