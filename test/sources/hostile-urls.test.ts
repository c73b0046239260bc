/** The collection of hostile URLs, where it lies beside the project, through all that sources put around the client. */
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { pageSource } from '../../src/shell/sources/page.ts'
import { openClient } from '../../src/shell/sources/polite/open-client.ts'
import { PoliteClient, SOURCE_LIMITS } from '../../src/shell/sources/polite/polite-client.ts'
import { shopItem } from '../../src/shell/sources/shop-item.ts'
import { guardedClient, startCanary, watchDials } from '../fetch/doubles.ts'
import { shared } from '../http/served.ts'

const path = shared('corpora/own/ssrf-urls.json')

if (path !== null) {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as {
    cases: readonly { readonly url: string; readonly expect: 'block' | 'allow' }[]
  }
  const blocked = cases.filter((one) => one.expect === 'block')

  describe(`${blocked.length} URLs that must be reached by nobody`, () => {
    test('are dialled neither for their page nor for their robots.txt', async () => {
      const canary = await startCanary()
      const dials = watchDials()
      const resolve = async () => ['169.254.169.254', '127.0.0.1']
      const client = guardedClient({ resolve, limits: { ...SOURCE_LIMITS, failureStepMs: 1 } })
      const source = pageSource({ client: new PoliteClient({ client }) })
      const answers = await Promise.all(
        [...blocked, { url: `http://127.0.0.1:${canary.port}/` }].map(({ url }, at) =>
          source.observe(
            { origin: 'shop', listing: String(at), url },
            { shipTo: null, currency: 'USD' },
          ),
        ),
      )
      expect(new Set(answers.map((one) => 'unseen' in one && one.unseen))).toEqual(
        new Set(['unreachable', 'busy']),
      )
      expect(dials).toEqual([])
      expect(canary.sockets).toEqual([])
    })

    test('are no listings, but for a name that leads astray', () => {
      const items = blocked.filter(({ url }) => !('fault' in shopItem(url)))
      expect(items.length).toBeLessThanOrEqual(1)
    })
  })
}

describe('the client of all sources', () => {
  const { client, close } = openClient()
  afterAll(close)

  test.each(['http://127.0.0.1/', 'http://[::1]/', 'http://2130706433/', 'file:///etc/passwd'])(
    'does not reach %s',
    async (url) => {
      expect(await client.fetch({ url })).toMatchObject({ held: 'unreachable' })
    },
  )
})
