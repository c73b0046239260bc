import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { detailRequests, IDS_MAX } from '../../src/core/tracker/api/detail-request.ts'
import { signed, signingText } from '../../src/core/tracker/api/signing.ts'

const hmac = (secret: string) => (text: string) =>
  createHmac('sha256', secret).update(text).digest('hex')

describe('signing of requests', () => {
  const asked = { foo: 1, bar: 2, foo_bar: 3, foobar: 4 }

  test.each([
    ['helloworld', asked, '', '339676BF36C50A8BD3D8F6B4A81B2F9AA614B05BFCFEBEFC169CB830D6B77D3B'],
    [
      'helloworld',
      asked,
      '/test/api',
      'BD011266EC150C787B2201495AA2D6F326BB6910DE77E84EA28F5215DCD7FA5E',
    ],
    [
      'secret',
      { c: 3, a: 1, b: 2 },
      '',
      '92BF214BEDA023F18F438BCBCF058EEA8C0D47ED733E058662427F800EE98040',
    ],
  ])('%s %o %s', (secret, parameters, path, expected) => {
    expect(signed(parameters, hmac(secret), path).sign).toBe(expected)
  })

  it('drops its own name and empties, and sorts by code point, never by a locale', () => {
    expect(signingText({ sign: 'x', b: '', c: null, d: undefined, a: 1 })).toBe('a1')
    expect(signingText({ app_key: 1, appKey: 2, Z: 3, é: 4 })).toBe('Z3appKey2app_key1é4')
    // U+FF5E comes before U+1F600, whose first unit of UTF-16 is the smaller one.
    expect(signingText({ '\u{1f600}': 1, '\uff5e': 2 })).toBe('\uff5e2\u{1f600}1')
  })

  it('says the same whatever order the parameters came in', () => {
    const parameters = fc.dictionary(fc.string(), fc.string())
    fc.assert(
      fc.property(parameters, (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse())
        expect(signingText(turned)).toBe(signingText(given))
      }),
    )
  })
})

describe('requests for details', () => {
  const question = {
    shipTo: 'MX',
    currency: 'MXN',
    language: 'ES',
    appKey: 'k',
    timestampMs: 1767225600000,
  }
  const idAt = (place: number) => String(1005007000000000 + place)

  it(`ask for at most ${IDS_MAX} products, each once`, () => {
    const ids = Array.from({ length: 120 }, (_, place) => idAt(place))
    const requests = detailRequests({ ...question, ids: [...ids, ...ids, 'none', '7'] })
    const asked = requests.map(({ product_ids }) => String(product_ids).split(','))
    expect(asked.map(({ length }) => length)).toEqual([50, 50, 20])
    expect(asked.flat()).toEqual(ids)
    expect(requests[0]).toMatchObject({ country: 'MX', target_currency: 'MXN', app_key: 'k' })
  })

  it('are none where nothing is asked', () => {
    expect(detailRequests({ ...question, ids: [] })).toEqual([])
  })
})
