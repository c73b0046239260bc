import { describe, expect, test } from 'vitest'
import { exampleInput, exampleQuote, exampleRefund } from '../../src/contract/example.ts'
import { explain } from '../../src/core/pricing/explain.ts'
import { refundRequest } from '../../src/core/pricing/refund.ts'
import { serve } from './served.ts'

const { get, post, url } = await serve()
const body = JSON.stringify(exampleInput)

describe('POST /v1/quotes', () => {
  test('answers what the library answers', async () => {
    const answer = await post('/v1/quotes', body)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual(exampleQuote())
  })

  test('every fault of an input is an error with its pointer', async () => {
    const bad = {
      ...exampleInput,
      at: 'noon',
      lines: [{ ...exampleInput.lines[0], unitPrice: 1.5 }],
    }
    const answer = await post('/v1/quotes', JSON.stringify(bad))
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    const problem = (await answer.json()) as Record<string, unknown>
    expect(problem).toMatchObject({
      type: '/problems/bad-input',
      title: 'The input is refused',
      status: 400,
      errors: [{ pointer: '/at' }, { pointer: '/lines/0/unitPrice' }],
    })
    expect(problem.detail).toMatch(/^\/at: .*\(and 1 more\)$/)
    expect(problem.instance).toBe(`/v1/quotes#${answer.headers.get('x-request-id')}`)
  })

  test('ids that objects know already are ids like others', async () => {
    const { lines, stores, ...rest } = exampleInput
    const text = JSON.stringify({
      ...rest,
      lines: lines.map((line, at) => ({ ...line, id: at === 0 ? '__proto__' : 'constructor' })),
      stores: { 'store-1': stores['store-1'], toString: { seller: '__proto__' } },
    })
    const answer = await post('/v1/quotes', text)
    expect(answer.status).toBe(200)
    const said = await answer.text()
    expect(said).toContain('"lines":{"__proto__":412,"constructor":88}')
  })

  test.each([
    ['what is no JSON', '{"terms":}', /line 1, column 10/],
    ['nothing', '', /empty/],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), /UTF-8/],
    ['a list', '[]', /object/],
    ['a number', '1', /object/],
    ['null', 'null', /object/],
    ['brackets without end', '['.repeat(200_000), /ends too early/],
    ['an unknown field', JSON.stringify({ ...exampleInput, total: 1 }), /total/],
  ])('%s is refused', async (_, sent, why) => {
    const answer = await post('/v1/quotes', sent)
    expect(answer.status).toBe(400)
    const problem = (await answer.json()) as { type: string; detail: string }
    expect(problem.type).toBe('/problems/bad-input')
    expect(problem.detail).toMatch(why)
  })

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=latin1', 415],
    ['application/x-ndjson', 415],
    ['nonsense', 415],
    ['application/json; charset=UTF-8', 200],
    ['Application/JSON', 200],
  ])('content type %s: %i', async (type, status) => {
    const answer = await post('/v1/quotes', body, type)
    expect(answer.status).toBe(status)
    if (status !== 200) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    }
  })

  test('without a content type, and compressed, it is not read', async () => {
    const bare = await fetch(`${url}/v1/quotes`, { method: 'POST' })
    expect(bare.status).toBe(415)
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const zipped = await fetch(`${url}/v1/quotes`, { method: 'POST', body, headers })
    expect(zipped.status).toBe(415)
    expect(zipped.headers.get('accept-encoding')).toBe('identity')
  })

  test('8 MB are read, more is not, and the client sees why', async () => {
    const padded = (bytes: number) => body.padEnd(bytes, ' ')
    expect((await post('/v1/quotes', padded(8 * 1024 * 1024))).status).toBe(200)
    const over = await post('/v1/quotes', padded(8 * 1024 * 1024 + 1))
    expect(over.status).toBe(413)
    expect(await over.json()).toMatchObject({ type: '/problems/too-large', status: 413 })
  })
})

describe('an input for which all others would wait', () => {
  const copies = <T>(one: T, count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...one, id: `${at}` }))
  const cart = (lines: number, offers: number, more: object = {}) =>
    JSON.stringify({
      ...exampleInput,
      ...more,
      lines: copies(exampleInput.lines[0], lines),
      offers: copies({ ...exampleInput.offers?.[0], minimum: null }, offers),
    })

  test.each<[string, [number, number], [number, number]]>([
    ['/v1/quotes', [10_000, 1_000], [10_000, 1_001]],
    ['/v1/quotes/best', [10_000, 1_000], [10_000, 1_001]],
    ['/v1/quotes/explain', [1_000, 1_000], [1_001, 1_000]],
    ['/v1/quotes/unlock', [1_000, 100], [1_001, 100]],
  ])('%s is priced up to a limit', async (path, most, tooMuch) => {
    expect((await post(path, cart(...most))).status).toBe(200)
    const over = await post(path, cart(...tooMuch))
    expect(over.status).toBe(400)
    expect(await over.json()).toMatchObject({
      detail: expect.stringContaining(`${tooMuch[0]} lines × ${tooMuch[1]} offers`),
      errors: [{ pointer: '/offers' }],
    })
  })

  test('of a plan it is smaller', { timeout: 30_000 }, async () => {
    const options = { maxCheckouts: 2, options: { timeMs: 100 } }
    expect((await post('/v1/plans', cart(500, 500, options))).status).toBe(200)
    expect(await (await post('/v1/plans', cart(501, 500, options))).json()).toMatchObject({
      errors: [{ pointer: '/offers' }],
    })
  })

  test('in a batch it is a refused line', async () => {
    const answer = await post(
      '/v1/quotes/batch',
      `${cart(10_000, 1_001)}\n${body}`,
      'application/x-ndjson',
    )
    const [refused, priced] = (await answer.text())
      .split('\n')
      .map((line) => line && JSON.parse(line))
    expect(refused).toEqual({ refused: [{ path: '/offers', fault: expect.any(String) }] })
    expect(priced).toEqual(exampleQuote())
  })
})

test('POST /v1/quotes/explain tells the trace', async () => {
  const answer = await post('/v1/quotes/explain', body)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual(explain(exampleInput))
})

describe('POST /v1/refunds', () => {
  test('answers what the library answers', async () => {
    const answer = await post('/v1/refunds', JSON.stringify(exampleRefund()))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(refundRequest(exampleRefund()))
  })

  test('faults point into the document', async () => {
    const request = { ...exampleRefund(), now: [{ line: 'line-1', quantity: 3 }] }
    const answer = await post('/v1/refunds', JSON.stringify(request))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/now/0/quantity' }] })
  })
})

describe('paths, methods and ids', () => {
  test.each([
    ['GET', '/v1/quotes', 'POST'],
    ['PUT', '/v1/quotes/batch', 'POST'],
    ['DELETE', '/v1/terms/aliexpress-2026', 'GET, HEAD'],
    ['OPTIONS', '/v1/refunds', 'POST'],
    ['POST', '/', 'GET, HEAD'],
  ])('%s %s: 405, Allow: %s', async (method, path, allow) => {
    const answer = await fetch(url + path, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe(allow)
    expect(await answer.json()).toMatchObject({ type: '/problems/method-not-allowed' })
  })

  test.each(['/v2/quotes', '/v1/quotes/', '/V1/quotes', '/etc/passwd', '/v1/terms/a/b'])(
    '%s: 404',
    async (path) => {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ type: '/problems/not-found' })
    },
  )

  test('a path that cannot be decoded: 400', async () => {
    expect((await get('/%zz')).status).toBe(400)
  })

  test('the caller may name a request, but not break a log with the name', async () => {
    const named = await get('/health', { 'x-request-id': 'order-17.b' })
    expect(named.headers.get('x-request-id')).toBe('order-17.b')
    const bad = await get('/health', { 'x-request-id': 'a b"{}' })
    expect(bad.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  })

  test('the type of a problem leads to what to do about it', async () => {
    const answer = await get('/problems/too-large')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(/8 MB/)
    expect((await get('/problems/__proto__')).status).toBe(404)
  })
})
