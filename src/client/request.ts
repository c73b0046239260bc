import type { AnyRequest, CallOptions, Row } from './call.ts'

/** Where the API is, and who asks. */
export interface Where {
  /** The address of the server: `https://shop.example.com`; in a page of its own, nothing. */
  readonly url: string
  /** The key of an integrator, `tsk_…`. In a browser the session's cookie says who asks. */
  readonly apiKey: string | null
}

/** The request of an operation, ready to be sent, and to be sent again. */
export function requestOf(
  row: Row,
  { path = {}, query = {}, body, ifMatch }: AnyRequest,
  where: Where & CallOptions,
): { readonly url: string; readonly init: RequestInit } {
  const [method, template, ...traits] = row
  const headers = new Headers(where.headers)
  headers.set('accept', traits.includes('raw') ? '*/*' : 'application/json')
  if (where.apiKey !== null) headers.set('authorization', `Bearer ${where.apiKey}`)
  if (traits.includes('keyed')) headers.set('idempotency-key', where.key ?? newKey())
  if (ifMatch !== undefined) headers.set('if-match', ifMatch)
  const init: RequestInit = { method, headers }
  if (traits.includes('lines')) {
    headers.set('content-type', 'application/x-ndjson')
    // A stream is sent while it is written, which fetch wants to be told.
    Object.assign(init, { body, duplex: 'half' })
  } else if (body !== undefined) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(body)
  }
  return { url: where.url + pathOf(template, path) + queryOf(query), init }
}

function pathOf(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    // Without it the path would be another operation's.
    if (value === undefined || value === '') throw new Error(`the path ${template} needs ${name}`)
    return encodeURIComponent(value)
  })
}

function queryOf(values: NonNullable<AnyRequest['query']>): string {
  const said = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`
}

/** A name for an act. Pages that come without TLS have no `randomUUID`. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
