/**
 * Every operation of the marketplace is asked with values made from its own schema, such as fit and such
 * as do not, with naughty texts in its path, query, headers and body. Whatever comes: no fault of ours,
 * no hang, a problem document where it is refused, and an answer that fits its schema where it is not.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Endpoint, ROLES, SCOPES } from '../../../src/contract/market/endpoint.ts'
import { ENDPOINTS } from '../../../src/contract/market/endpoints.ts'
import { openApiDocument, SCHEMAS } from '../../../src/contract/openapi.ts'
import type { Fault } from '../../../src/core/base/faults.ts'
import { isRecord } from '../../../src/core/base/schema.ts'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { shared } from '../served.ts'
import { type Making, spoilt, valuesOf } from './fuzz-values.ts'
import { key, person, serveMarket } from './served.ts'

const served = await serveMarket()
const actors: Record<string, string>[] = [
  {},
  await key(served, SCOPES),
  await key(served, SCOPES, 'lumen'),
]
for (const role of ROLES) {
  const seller = role === 'seller' ? 'lumen' : null
  actors.push(await person(served, { id: `${role}-1`, role, seller }))
}

const corpora = shared('corpora')
const naughty: readonly string[] = corpora
  ? (JSON.parse(readFileSync(`${corpora}/naughty-strings/blns.json`, 'utf8')) as string[])
  : [
      '',
      "'; drop table offers; --",
      '\u0000',
      '\uD800',
      '<script>alert(1)</script>',
      '%00',
      '../..',
    ]
const codes: readonly string[] = corpora
  ? (
      JSON.parse(readFileSync(`${corpora}/own/coupon-codes.json`, 'utf8')) as {
        cases: { raw: string }[]
      }
    ).cases.map(({ raw }) => raw)
  : ['SAVE5']
const texts = [...naughty, ...codes]

const { components } = openApiDocument('1', shippedTerms)
const making: Making = { components: components.schemas, texts }

/** Runs for one operation: over sixty of them, some ten thousand requests. */
const RUNS = 150
/** No answer may take longer; those that search or hash take some tenths of a second. */
const PATIENCE_MS = 5_000

const header = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200)

function requestsOf({ path, query, body, method }: Endpoint): fc.Arbitrary<{
  path: string
  body: unknown
  who: Record<string, string>
  key: string
  ifMatch: string
}> {
  const anyText = fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 150 }))
  const id = fc.oneof(fc.constantFrom('me', 'ana', 'x1', 'lumen-5', 'current'), anyText)
  const good = body ? valuesOf(body.json, making) : fc.constant(undefined)
  return fc
    .record({
      ids: fc.array(id, { minLength: 3, maxLength: 3 }),
      query: fc.dictionary(fc.constantFrom(...Object.keys(query), 'other'), anyText, {
        maxKeys: 3,
      }),
      body: method === 'get' ? fc.constant(undefined) : fc.oneof(good, spoilt(good, texts)),
      who: fc.constantFrom(...actors),
      key: fc.oneof(fc.uuid(), fc.constantFrom('same', ''), anyText.map(header)),
      ifMatch: fc.constantFrom('"1"', '"0"', '*', 'W/"1"', ''),
    })
    .map(({ ids, query: asked, ...rest }) => {
      let at = 0
      const named = path.replaceAll(/\{\w+\}/g, () =>
        encodeURIComponent((ids[at++] as string).toWellFormed()),
      )
      const pairs = Object.entries(asked).map(([name, text]) => [name, text.toWellFormed()])
      const search = new URLSearchParams(pairs as [string, string][]).toString()
      return { ...rest, path: search === '' ? named : `${named}?${search}` }
    })
}

function faultsOf(name: string | Endpoint['answer'], answer: unknown): Fault[] {
  const schema = typeof name === 'string' ? SCHEMAS.find(({ json }) => json.title === name) : name
  const faults: Fault[] = []
  schema?.find(answer, '', faults)
  return faults
}

describe.each(ENDPOINTS.filter(({ id }) => id !== 'events').map((one) => [one.id, one] as const))(
  '%s',
  (_, endpoint) => {
    test(`${endpoint.method} ${endpoint.path}`, { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(requestsOf(endpoint), async ({ path, body, who, key: name, ifMatch }) => {
          const text = body === undefined ? undefined : JSON.stringify(body)
          const answer = await fetch(`${served.url}${path}`, {
            method: endpoint.method.toUpperCase(),
            headers: {
              ...who,
              ...(name !== '' && { 'idempotency-key': name }),
              ...(ifMatch !== '' && { 'if-match': ifMatch }),
              ...(text !== undefined && { 'content-type': 'application/json' }),
            },
            ...(text !== undefined && { body: text }),
            signal: AbortSignal.timeout(PATIENCE_MS),
            redirect: 'manual',
          })
          const said = await answer.text()
          if (answer.status >= 500) throw new Error(`${answer.status}: ${said}`)
          expect(answer.headers.get('x-request-id')).toBeTruthy()
          if (answer.status >= 400) {
            const document: unknown = JSON.parse(said)
            expect(faultsOf('Problem', document)).toEqual([])
            expect(isRecord(document) && document.status).toBe(answer.status)
          } else if (endpoint.answer && said !== '') {
            expect(faultsOf(endpoint.answer, JSON.parse(said))).toEqual([])
          }
        }),
        { numRuns: RUNS },
      )
    })
  },
)
