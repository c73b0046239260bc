import { describe, expect, test } from 'vitest'
import { readLink } from '../../src/core/tracker/link/link.ts'
import { ShortLinks } from '../../src/shell/sources/short-link.ts'
import { leadsTo, localWeb, says } from './local-web.ts'

const web = await localWeb()
const links = new ShortLinks({ client: web.client, now: () => web.clock.now })
const follow = (text: string) => links.follow(readLink(text))

const CLICK = 's.click.aliexpress.com'
const ITEM = 'https://www.aliexpress.com/item/1005003264388589.html'

/** One link a test, so that no test finds what another one left. */
function short(path: string, answer: ReturnType<typeof says>): string {
  web.sites[CLICK] = { ...web.sites[CLICK], [path]: answer }
  // The bucket of the host is full again.
  web.clock.now += 60_000
  return `https://${CLICK}${path}`
}

describe('a short link is followed to its product (fg.t.paste)', () => {
  test('until an address names it: the page itself is not fetched', async () => {
    const link = short('/e/_DeAAAAA', leadsTo(`${ITEM}?gatewayAdapt=glo2isr`))
    expect(await follow(link)).toMatchObject({ kind: 'item', itemId: '1005003264388589' })
    expect(web.asked.at(-1)).toBe(`${CLICK}/e/_DeAAAAA`)
    expect(web.asked.some((one) => one.startsWith('www.'))).toBe(false)
  })

  test('once: a second paste of the same link asks nobody', async () => {
    const link = short('/e/_DeBBBBB', leadsTo(ITEM))
    await follow(link)
    const before = web.asked.length
    expect(await follow(`look at this ${link} it is cheap`)).toMatchObject({ kind: 'item' })
    expect(web.asked).toHaveLength(before)
    web.clock.now += 25 * 3_600_000
    await follow(link)
    expect(web.asked).toHaveLength(before + 1)
  })

  test('over several hops, and through share links that are unwrapped on the way', async () => {
    web.sites['a.aliexpress.com'] = {
      '/_mCCCCC': leadsTo(
        `https://star.aliexpress.com/share/share.htm?redirectUrl=${encodeURIComponent(ITEM)}`,
      ),
    }
    const link = short('/e/_DeCCCCC', leadsTo('https://a.aliexpress.com/_mCCCCC'))
    expect(await follow(link)).toMatchObject({ kind: 'share', itemId: '1005003264388589' })
  })

  test('whose account it carries is neither answered nor asked for', async () => {
    const account = '4567890123'
    const npi = encodeURIComponent(
      `4@dis!USD!20.00!10.00!!!20.00!10.00!@211b6c1917468332778255310efdb6!12000036823357441!sea!US!${account}!ABX`,
    )
    web.sites['sale.aliexpress.com'] = { '/p.htm': leadsTo(`${ITEM}?pdp_npi=${npi}`) }
    const link = short('/e/_DeDDDDD', leadsTo(`https://sale.aliexpress.com/p.htm?pdp_npi=${npi}`))
    const found = await follow(link)
    expect(found).toMatchObject({ kind: 'item', pdpNpi: { sale: expect.anything() } })
    expect(JSON.stringify(found)).not.toContain(account)
    expect(web.asked.join(' ')).not.toContain(account)
  })

  test('what is no short link is answered as it is', async () => {
    const before = web.asked.length
    expect(await follow(ITEM)).toMatchObject({ kind: 'item' })
    expect(await follow('hello')).toMatchObject({ kind: 'reject' })
    expect(web.asked).toHaveLength(before)
  })
})

describe('a short link that leads astray', () => {
  test.each([
    ['another host', 'https://aliexpress.com.evil.example/item/1005003264388589.html', 'elsewhere'],
    ['a host that only looks like ours', `https://evil.example/?u=${ITEM}`, 'elsewhere'],
    ['another port', 'https://www.aliexpress.com:8443/item/1005003264388589.html', 'elsewhere'],
    ['a name before the host', 'https://www.aliexpress.com@evil.example/item/1.html', 'unresolved'],
    ['this machine', 'http://127.0.0.1/', 'elsewhere'],
    ['another scheme', 'javascript:location="/item/1005003264388589.html"', 'unresolved'],
    ['an app', 'aliexpress://product/detail?productId=1005003264388589', 'unresolved'],
    ['two readings', 'https:\\\\www.aliexpress.com\\item\\1005003264388589.html', 'unresolved'],
  ])('to %s', async (name, location, reason) => {
    const link = short(`/e/_De${name.replace(/\W/g, '')}`, leadsTo(location))
    expect(await follow(link)).toMatchObject({ unseen: reason })
  })

  test('round and round, or to a page that only a browser could follow', async () => {
    const round = short('/e/_DeRound', leadsTo(`https://${CLICK}/e/_DeRound`))
    expect(await follow(round)).toMatchObject({ unseen: 'unresolved', detail: 'more than 5 hops' })
    const script = short('/e/_DeScript', says(200, {}, '<script>location="x"</script>'))
    expect(await follow(script)).toMatchObject({ unseen: 'unresolved', detail: 'answered 200' })
    const away = short('/e/_DeAway', says(503))
    expect(await follow(away)).toMatchObject({ unseen: 'busy', again: expect.any(Number) })
  })
})
