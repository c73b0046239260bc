import { describe, expect, it, test } from 'vitest'
import { HOST_NAMES, hostRole } from '../../src/core/tracker/link/hosts.ts'
import { globalIdOf } from '../../src/core/tracker/link/item-ids.ts'
import { PASTE_MAX, readLink } from '../../src/core/tracker/link/link.ts'
import { readingOfLink } from '../../src/core/tracker/link/link-reading.ts'
import { readPdpNpi } from '../../src/core/tracker/link/pdp-npi.ts'
import { reading } from '../../src/core/tracker/observation.ts'

const ID = '1005007000000001'
const SKU = '12000040000000017'

describe('a pasted text is read as (fg.t.paste)', () => {
  test.each([
    [`https://www.aliexpress.com/item/${ID}.html`, 'item', ID],
    [`https://www.aliexpress.com/item/-/${ID}.html`, 'item', ID],
    [`https://es.aliexpress.com/item/Cable-2-0-12345678/${ID}.html?spm=a.1`, 'item', ID],
    [`https://m.pl.aliexpress.com/item/${ID}.html#reviews`, 'item', ID],
    [`https://m.aliexpress.com/i/${ID}`, 'item', ID],
    [`HTTPS://WWW.AliExpress.COM/item/${ID}.HTML`, 'item', ID],
    [`http://www.aliexpress.com:80/item/${ID}.html`, 'item', ID],
    [`//aliexpress.us/item/${ID}.html`, 'item', ID],
    [`www.aliexpress.com/item/${ID}.html`, 'item', ID],
    [`aliexpress.ru/item/${ID}.html`, 'item', ID],
    [`Look at this: https://www.aliexpress.com/item/${ID}.html!!`, 'item', ID],
    [`(https://www.aliexpress.com/item/${ID}.html)`, 'item', ID],
    [`【AliExpress】https://www.aliexpress.com/item/${ID}.html点击链接`, 'item', ID],
    [`Link:https://www.aliexpress.com/item/${ID}.html, ok?`, 'item', ID],
    [`https://example.org/x https://www.aliexpress.com/item/${ID}.html`, 'item', ID],
    [ID, 'item', ID],
    [`  ${ID}\n`, 'item', ID],
    [`the id is ${ID}`, 'item', ID],
    [`https://www.aliexpress.com/store/product/a-12345678/3226069_${ID}.html`, 'item', ID],
    [`https://www.aliexpress.com/store/product/a/2251832.html?product_id=${ID}`, 'item', ID],
    [`https://www.aliexpress.com/gsp/detail?productId=${ID}`, 'item', ID],
    [`https://www.aliexpress.com/p/coin-index/index.html?x=1&productIds=${ID}`, 'coin', ID],
    [
      `https://www.aliexpress.com/p/aep4p_interactive_promotion/custom-feeds.html?productIds=${ID}`,
      'coin',
      ID,
    ],
    [`https://www.aliexpress.com/ssr/300000512/BundleDeals2?productIds=${ID}:${SKU}`, 'bundle', ID],
    [
      `https://star.aliexpress.com/share/share.htm?redirectUrl=https%3A%2F%2Fwww.aliexpress.com%2Fitem%2F${ID}.html`,
      'share',
      ID,
    ],
    [
      `https://star.aliexpress.com/share/share.htm?redirectUrl=https%253A%252F%252Fwww.aliexpress.com%252Fitem%252F${ID}.html`,
      'share',
      ID,
    ],
    [
      `https://star.aliexpress.com/share/share.htm?redirectUrl=https://www.aliexpress.com/ssr/1/BundleDeals2?a=b&productIds=${ID}`,
      'share',
      ID,
    ],
    [
      `https://s.click.aliexpress.com/deep_link.htm?aff_short_key=x&dl_target_url=https%3A%2F%2Fwww.aliexpress.com%2Fitem%2F${ID}.html`,
      'share',
      ID,
    ],
    [
      `https://www.aliexpress.com/ www.pricearchive.org/aliexpress.com/item/${ID}`,
      'foreign-tracker',
      ID,
    ],
    ['https://s.click.aliexpress.com/e/_DeAbCdE?bz=300*250', 'short', null],
    ['a.aliexpress.com/_mAbCdE', 'short', null],
    ['https://aliexpress.ru/e/_oAbCdE', 'short', null],
    ['https://sl.aliexpress.ru/p?key=Ab12Cd3', 'short', null],
    ['https://www.aliexpress.com/w/wholesale-mugs.html', 'search', null],
    ['https://www.aliexpress.com/category/200003482/mugs.html', 'search', null],
    ['https://www.aliexpress.com/store/1102883746', 'store', null],
    ['https://www.aliexpress.com/', 'other', null],
    ['https://sale.aliexpress.com/11_11.htm', 'other', null],
    [`https://www.aliexpress.com/item/x.html?%7C_p_origin_prod%3A${ID}`, 'other', null],
    [`https://www.pricearchive.org/aliexpress.com/item/${ID}`, 'foreign-tracker', ID],
    ['', 'reject', null],
    ['hello there', 'reject', null],
    ['12345', 'reject', null],
    [SKU, 'reject', null],
    ['x'.repeat(PASTE_MAX + 1), 'reject', null],
  ])('%s → %s %s', (text, kind, itemId) => {
    expect(readLink(text)).toMatchObject({ kind, itemId })
  })

  it('a short link with what to follow, without the parameters of who shared it', () => {
    expect(readLink('https://s.click.aliexpress.com/e/_DeAbCdE?aff=7').resolve).toBe(
      'https://s.click.aliexpress.com/e/_DeAbCdE',
    )
  })

  it('a coin price and a flash sale as surfaces of their own', () => {
    const item = `https://www.aliexpress.com/item/${ID}.html`
    expect(readLink(`${item}?sourceType=620&channel=coin`).surface).toBe('coins')
    expect(readLink(`${item}?sourceType=562`).surface).toBe('super-deals')
    expect(readLink(item)).not.toHaveProperty('surface')
  })
})

describe('hosts count by their whole name (fg.t.paste)', () => {
  const path = `/item/${ID}.html`

  test.each(HOST_NAMES.filter((host) => hostRole(host) === 'site'))(
    '%s is the marketplace',
    (host) => {
      expect(readLink(`https://${host}${path}`).itemId).toBe(ID)
    },
  )

  test.each([
    'https://www.aliexpress.com.evil.example',
    'https://evil-aliexpress.com',
    'https://evil.aliexpress.com',
    'https://www.aliexpress.com@evil.example',
    'https://www.aliexpress.com:x@evil.example',
    'https://someone@www.aliexpress.com',
    'https://www.aliexpress.com\\@evil.example',
    'https:\\\\www.aliexpress.com',
    'https://www.aliexpress.com:8443',
    'http://www.aliexpress.com:443',
    'https://www.aliexpress.com.',
    'https://www.aliexpress.com%2eevil.example',
    'https://www.ali\u00adexpress.com',
    'https://ｗｗｗ.aliexpress.com',
    'https://www。aliexpress。com',
    'https://\u0430liexpress.com',
    'https://www.aliexpress.com点.evil.example',
    'ftp://www.aliexpress.com',
    'javascript://www.aliexpress.com',
    'https:www.aliexpress.com',
    'https:///www.aliexpress.com',
    'someone@www.aliexpress.com',
    'https://evil.example/?next=https://www.aliexpress.com',
    'https://evil.example#www.aliexpress.com',
    'https://www.aliexpress.com\t.evil.example',
    'https://www.aliexpress.com\r\n@evil.example',
    'https://www.aliexpress.com\nevil.example',
    'https://www.aliexpress.com\t\\.evil.example',
    'https://star.aliexpress.com/share/share.htm?redirectUrl=https://evil.example',
    'https://star.aliexpress.com/share/share.htm?redirectUrl=https://www.aliexpress.com%09.evil.example',
    'https://star.aliexpress.com/share/share.htm?redirectUrl=https%3A%2F%2Fwww.aliexpress.com%2540evil.example',
  ])('%s is not', (start) => {
    expect(readLink(`${start}${path}`)).toMatchObject({ kind: 'reject', itemId: null })
  })

  it('a link wrapped in itself over and over ends', () => {
    const wrap = (inner: string) =>
      `https://star.aliexpress.com/share/share.htm?redirectUrl=${encodeURIComponent(inner)}`
    const twice = wrap(wrap(`https://www.aliexpress.com${path}`))
    expect(readLink(twice).itemId).toBe(ID)
    const often = Array.from({ length: 8 }).reduce<string>(
      wrap,
      `https://www.aliexpress.com${path}`,
    )
    expect(readLink(often).kind).toBe('reject')
    // How often it was wrapped is no news.
    expect(readLink(twice).why).toBe('Unwrapped. The product of this page.')
    expect(readLink(often).why).toBe('It leads elsewhere. It is wrapped too many times.')
  })
})

describe('ids of the US site (fg.t.paste)', () => {
  test.each([
    ['3256811000000001', String(3256811000000001n - 2n ** 51n)],
    [String(2n ** 51n + 32_800_000_001n), '32800000001'],
    [String(2n ** 51n + 4_000_123_456_789n), '4000123456789'],
    [String(2n ** 51n + 5n), undefined],
    ['3256999999999999', String(3256999999999999n - 2n ** 51n)],
    [ID, undefined],
    ['32800000001', undefined],
  ])('%s → %s', (id, expected) => {
    expect(globalIdOf(id)).toBe(expected)
  })

  it('are kept beside the inferred one, and not merged', () => {
    const link = readLink('https://www.aliexpress.us/item/3256811000000001.html')
    expect(link).toMatchObject({
      itemId: '3256811000000001',
      globalIdInferred: '1005011186314753',
    })
  })
})

describe('the prices in a link (fg.t.paste)', () => {
  const fields = (account: string, more = '') =>
    `4@dis!EUR!1,234.50!EUR 999.90!!!1400.00!1130.00!@0123abcd1767225600123tail!${SKU}!sea!DE!${account}!X${more}`
  const link = (npi: string) =>
    `https://de.aliexpress.com/item/${ID}.html?pdp_npi=${encodeURIComponent(npi)}`

  it('are read to the field, without the account', () => {
    expect(readLink(link(fields('7654321098')))).toEqual({
      kind: 'item',
      itemId: ID,
      skuId: SKU,
      pdpNpi: {
        v: '4',
        currency: 'EUR',
        list: '1234.50',
        sale: '999.90',
        baseList: '1400.00',
        baseSale: '1130.00',
        traceMs: 1767225600123,
        source: 'sea',
        shipTo: 'DE',
      },
      shipTo: 'DE',
      currency: 'EUR',
      why: 'The product of this page.',
    })
  })

  it('are read within a wrapper too', () => {
    const wrapped = `https://star.aliexpress.com/share/share.htm?redirectUrl=${encodeURIComponent(link(fields('7654321098')))}`
    expect(readLink(wrapped)).toMatchObject({ kind: 'share', pdpNpi: { sale: '999.90' } })
  })

  it('of another variant than the one the link opens are left out', () => {
    const other = readLink(`${link(fields('0'))}&sku_id=12000040000000099`)
    expect(other.skuId).toBe('12000040000000099')
    expect(other).not.toHaveProperty('pdpNpi')
  })

  test.each([
    ['', null],
    ['4@dis!EUR!!1.00', null],
    ['4@dis!QQQ!2.00!1.00', null],
    ['dis!EUR!2.00!1.00', null],
    ['4@dis!EUR!2.00!-1.00', null],
    ['4@dis!EUR!2.00!1e3', null],
    ['4@dis!EUR!2.00!1.00', { v: '4', currency: 'EUR', list: '2.00', sale: '1.00' }],
    [
      '4@dis!JPY!200!100!!!!!@0123abcd0000000000001',
      {
        v: '4',
        currency: 'JPY',
        list: '200',
        sale: '100',
      },
    ],
  ])('%s → %o', (text, expected) => {
    expect(readPdpNpi(text)?.pdpNpi ?? null).toEqual(expected)
  })

  it('become a reading that is marked as its paster’s word (fg.t.history)', () => {
    const newcomer = fields('1', '!1!0!n_tag:-1;m03_new_user:-2')
    const seen = readingOfLink(readLink(link(newcomer)), '2026-01-01T00:00:01Z')
    expect(seen).toMatchObject({
      listing: ID,
      sku: SKU,
      at: '2026-01-01T00:00:00.123Z',
      source: 'link',
      list: 123450,
      sale: 99990,
      conditions: ['seen-by-visitor', 'newcomer'],
    })
    expect(reading.ok(seen)).toBe(true)
    expect(readingOfLink(readLink(ID), '2026-01-01T00:00:00Z')).toBeNull()
  })

  it('are of now where the link says that they are of a time to come (fg.t.history)', () => {
    const seen = readingOfLink(readLink(link(fields('1'))), '2025-12-31T00:00:00Z')
    expect(seen?.at).toBe('2025-12-31T00:00:00Z')
  })
})
