import { describe, expect, test } from 'vitest'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { serve } from './served.ts'

const { get, post, url } = await serve({ processMetrics: false })

const listed = async (query: string) => {
  const answer = await get(`/v1/terms${query}`)
  expect(answer.status).toBe(200)
  const { terms } = (await answer.json()) as { terms: { id: string }[] }
  return terms.map(({ id }) => id)
}

describe('GET /v1/terms', () => {
  test('lists every rule-set', async () => {
    expect(await listed('')).toEqual(shippedTerms.all.map(({ id }) => id))
  })

  // The version changes at midnight in Los Angeles (tc.22).
  test.each([
    ['2020-03-12T06:59:59Z', ['aliexpress-2018-10']],
    ['2020-03-12T07:00:00Z', ['aliexpress-2020-03']],
    ['2026-05-20T12:00:00%2B02:00', ['aliexpress-2026']],
    ['2001-01-01T00:00:00Z', []],
  ])('at %s: %j', async (at, ids) => {
    expect(await listed(`?at=${at}&programme=aliexpress`)).toEqual(ids)
  })

  test.each([
    ['?at=2020-03-12', 'at'],
    ['?at=', 'at'],
    ['?at=2020-03-12T07:00:00Z&at=2021-03-12T07:00:00Z', 'at'],
    ['?programme=nope', 'programme'],
    ['?program=aliexpress', 'program'],
  ])('%s is refused', async (query, parameter) => {
    const answer = await get(`/v1/terms${query}`)
    expect(answer.status).toBe(400)
    const problem = (await answer.json()) as { detail: string }
    expect(problem).toMatchObject({ type: '/problems/bad-input', errors: [{ parameter }] })
    expect(problem.detail).toMatch(new RegExp(`^${parameter}: `))
  })

  test('a rule-set is answered as it is written', async () => {
    const answer = await get('/v1/terms/aliexpress-2020-03')
    expect(await answer.json()).toEqual(shippedTerms.get('aliexpress-2020-03')?.document)
  })

  test('an unknown id is told which ones are known', async () => {
    const answer = await get('/v1/terms/aliexpress-2021')
    expect(answer.status).toBe(404)
    const { detail } = (await answer.json()) as { detail: string }
    for (const { id } of shippedTerms.all) expect(detail).toContain(id)
  })
})

describe('GET /v1/clauses', () => {
  test('the catalogue, and one clause of it with its source', async () => {
    const all = (await (await get('/v1/clauses')).json()) as { clauses: { id: string }[] }
    const { id } = all.clauses[0] as { id: string }
    const one = (await (await get(`/v1/clauses/${id}`)).json()) as Record<string, unknown>
    expect(one).toMatchObject({ clause: all.clauses[0], source: { id: id.split('.')[0] } })
  })

  test('every clause can be asked for by its id', async () => {
    const all = (await (await get('/v1/clauses')).json()) as { clauses: { id: string }[] }
    const answers = await Promise.all(all.clauses.map(({ id }) => get(`/v1/clauses/${id}`)))
    expect(answers.filter(({ status }) => status !== 200).map(({ url: at }) => at)).toEqual([])
  })

  test('an id above clauses names its parts, an unknown id the sources', async () => {
    const above = await get('/v1/clauses/tc.18')
    expect(above.status).toBe(404)
    expect(((await above.json()) as { detail: string }).detail).toContain('tc.18.a.i.1')
    const unknown = await get('/v1/clauses/constructor')
    expect(unknown.status).toBe(404)
    expect(((await unknown.json()) as { detail: string }).detail).toContain('tc, fg')
  })
})

test('documents that have not changed are not sent again', async () => {
  for (const path of ['/v1/terms', '/v1/terms/aliexpress-2026', '/v1/clauses', '/openapi.json']) {
    const first = await get(path)
    const etag = first.headers.get('etag') as string
    expect(first.headers.get('cache-control')).toBe('public, max-age=60')
    for (const header of [etag, `"other", W/${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': header })
      expect([again.status, await again.text()]).toEqual([304, ''])
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
  }
})

describe('for those who run the server', () => {
  test('health names the version and the rule-sets', async () => {
    const health = await (await get('/health')).json()
    expect(health).toMatchObject({ status: 'ok', terms: shippedTerms.all.map(({ id }) => id) })
  })

  test('metrics count requests by route and status, quotes and refusals', async () => {
    await post('/v1/quotes', '{}')
    await fetch(`${url}/nowhere/${Math.PI}`)
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(
      /tessera_http_requests_total\{method="POST",route="\/v1\/quotes",status="400"\} 1\n/,
    )
    expect(text).toMatch(
      /tessera_http_requests_total\{method="GET",route="unknown",status="404"\} 1\n/,
    )
    expect(text).toMatch(
      /tessera_documents_total\{document="quote",via="single",outcome="refused"\} 1\n/,
    )
    expect(text).not.toContain('nowhere')
  })

  test('answers carry the headers that keep browsers from harm', async () => {
    const { headers } = await get('/health')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })
})
