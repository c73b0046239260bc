/** Recorded pages, where they lie beside the project, fetched over the network as their shop would serve them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { at, exactJson, listAt, textAt } from '../../src/core/tracker/page/exact-json.ts'
import { pageSource } from '../../src/shell/sources/page.ts'
import { isUnseen } from '../../src/shell/sources/source.ts'
import { shared } from '../http/served.ts'
import { localWeb, says } from './local-web.ts'

const folder = shared('data/pages')
const names = folder ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

if (folder && names.length > 0) {
  describe('recorded pages', async () => {
    const web = await localWeb()
    const source = pageSource({ client: web.client, now: () => web.clock.now })

    test.each(names)('%s gives a reading of each of its variants', async (name) => {
      web.clock.now += 3_600_000
      const text = readFileSync(join(folder, name), 'utf8')
      const listing = /\d+/.exec(name)?.[0] as string
      const page = `<html><script>window.runParams = { data: ${text} };</script></html>`
      web.sites['www.aliexpress.com'] = {
        [`/item/${listing}.html`]: says(200, { 'content-type': 'text/html' }, page),
      }
      const asked = { shipTo: 'MX', currency: 'MXN' }
      const seen = await source.observe({ origin: 'marketplace', listing }, asked)
      if (isUnseen(seen)) throw new Error(JSON.stringify(seen))
      const skus = listAt(at(exactJson(text), 'priceComponent'), 'skuPriceList')
      const ids = skus.map((sku) => textAt(sku, 'skuIdStr'))
      expect(seen.readings.map(({ sku }) => sku)).toEqual(ids)
      const keys = seen.readings.map(({ shipTo, currency, source: by }) => [shipTo, currency, by])
      expect(keys).toEqual(ids.map(() => ['MX', 'MXN', 'page']))
    })
  })
}
