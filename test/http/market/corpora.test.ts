/** The collections of bad input, against every operation of the marketplace. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SCOPES } from '../../../src/contract/market/endpoint.ts'
import { ENDPOINTS } from '../../../src/contract/market/endpoints.ts'
import { exchange, shared, statuses } from '../served.ts'
import { key, serveMarket } from './served.ts'

const corpora = shared('corpora')

if (corpora !== null) {
  const served = await serveMarket()
  const who = await key(served, SCOPES)
  const withBodies = ENDPOINTS.filter(({ body, access }) => body !== null && access.scope !== null)

  describe('JSON that is none, or barely', () => {
    const folder = `${corpora}/json/test_parsing`
    const bodies = readdirSync(folder).map((file) => ({
      file,
      bytes: new Uint8Array(readFileSync(`${folder}/${file}`)),
    }))

    test.each(withBodies.map((one) => [one.id, one] as const))(
      '%s accepts nothing of it',
      { timeout: 60_000 },
      async (_, { method, path }) => {
        const url = served.url + path.replaceAll(/\{\w+\}/g, 'x1')
        const wrong: string[] = []
        for (const { file, bytes } of bodies) {
          const { status } = await fetch(url, {
            method: method.toUpperCase(),
            headers: {
              ...who,
              'content-type': 'application/json',
              'idempotency-key': file.replaceAll(/[^\x21-\x7e]/g, '?'),
              'if-match': '"1"',
            },
            body: bytes,
          })
          // An empty object is an empty object, which one act takes; none of the others is a document.
          if (status !== 400 && !(path.endsWith('/release') && status < 500)) {
            wrong.push(`${file}: ${status}`)
          }
        }
        expect(wrong.filter((one) => !/object_empty|: 404/.test(one))).toEqual([])
      },
    )
  })

  describe('bytes on a plain socket', () => {
    const { cases } = JSON.parse(readFileSync(`${corpora}/own/raw-http.json`, 'utf8')) as {
      cases: { id: string; b64: string }[]
    }

    test.each(cases.map((one) => [one.id, one.b64] as const))('%s', async (_, b64) => {
      const got = statuses(await exchange(served.port, Buffer.from(b64, 'base64'), { forMs: 300 }))
      expect(got.filter((status) => status >= 500)).toEqual([])
      expect((await fetch(`${served.url}/v1/coupons/centre`)).status).toBe(200)
    })

    test.each([
      ['two Hosts', 'GET /v1/coupons/centre HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
      ['TRACE', 'TRACE /v1/claims HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ])('%s is refused', async (_, bytes, status) => {
      expect(statuses(await exchange(served.port, bytes))).toEqual([status])
    })
  })
}

test('every operation that takes a body is among them', () => {
  expect(ENDPOINTS.filter(({ body }) => body !== null).length).toBeGreaterThan(30)
})
