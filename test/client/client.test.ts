import { describe, expect, test } from 'vitest'
import { NO_ANSWER, orThrow } from '../../src/client/answers.ts'
import { connect } from '../../src/client/client.ts'
import { newKey } from '../../src/client/request.ts'
import { exampleInput } from '../../src/contract/example.ts'
import { serve } from '../http/served.ts'
import { cut, document, problem, scripted } from './scripted.ts'

const server = await scripted()
const client = connect({ url: `${server.url}/`, apiKey: 'tsk_1' })

const claim = () => client.claim({ body: { offer: 'o1' } })
const keys = () => server.arrived.map(({ headers }) => headers['idempotency-key'])

describe('a request', () => {
  test('says its path, query, body, version and who asks', async () => {
    server.answers(document(200, {}, { etag: '"8"' }))
    const body = {
      id: 'a',
      title: 'May',
      terms: 'aliexpress-2026',
    }
    const answer = await client.changeCampaign({
      path: { campaign: 'a/b c' },
      body,
      ifMatch: '"7"',
    })
    expect(answer).toMatchObject({ ok: true, status: 200, value: {}, etag: '"8"' })
    await client.listOffers({ query: { limit: 20, campaign: 'x & y', after: undefined } })
    expect(server.arrived).toMatchObject([
      {
        method: 'PUT',
        url: '/v1/campaigns/a%2Fb%20c',
        body: JSON.stringify(body),
        headers: { 'if-match': '"7"', authorization: 'Bearer tsk_1', accept: 'application/json' },
      },
      { method: 'GET', url: '/v1/offers?limit=20&campaign=x+%26+y', body: '' },
    ])
    expect(server.arrived[1]?.headers['content-type']).toBeUndefined()
    expect(keys()).toEqual([undefined, undefined])
  })

  test('is none without a part of its path, which would be another path', async () => {
    server.answers(document(200, {}))
    await expect(client.getOffer({ path: { offer: '' } })).rejects.toThrow('needs offer')
    expect(server.arrived).toEqual([])
  })

  test('of an act has a key of its own, or the one that is given', async () => {
    server.answers(document(200, {}))
    await claim()
    await claim()
    await client.claim({ body: { offer: 'o1' } }, { key: 'mine' })
    const [first, second, third] = keys()
    expect(first).toMatch(/^[0-9a-f-]{36}$/)
    expect(second).not.toBe(first)
    expect(third).toBe('mine')
  })

  test('has a key also where a page comes without TLS, and so without randomUUID', () => {
    const { randomUUID } = crypto
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
    try {
      expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
      expect(newKey()).not.toBe(newKey())
    } finally {
      Object.defineProperty(crypto, 'randomUUID', { value: randomUUID, configurable: true })
    }
  })
})

describe('what fails on the way', () => {
  const busy = problem(503, 'busy', { 'retry-after': '0' })
  const slow = problem(429, 'too-many-requests', { 'retry-after': '0' })
  const late = problem(503, 'busy', { 'retry-after': '60' })
  const doubled = problem(409, 'in-progress', { 'retry-after': '0' })
  const fine = document(200, { ok: 1 })
  const read = () => client.getOffer({ path: { offer: 'o' } })
  const put = () =>
    client.changeCampaign({
      path: { campaign: 'c' },
      body: { id: 'c', title: 't', terms: 'x' },
      ifMatch: '"1"',
    })
  const signIn = () => client.signIn({ body: { email: 'a@b.cc', password: 'x' } })

  test.each([
    ['a read', 'cut off', read, cut, 2],
    ['a read', 'busy', read, busy, 2],
    ['a read', 'too often', read, slow, 2],
    ['a read', 'busy for longer than anybody waits', read, late, 1],
    ['a keyed act', 'cut off', claim, cut, 2],
    ['a keyed act', 'busy', claim, busy, 2],
    ['a keyed act', 'being carried out', claim, doubled, 2],
    ['a keyed act', 'refused by a rule', claim, problem(409, 'refused-by-rule'), 1],
    ['a change of a version', 'busy', put, busy, 2],
    ['a change of a version', 'cut off', put, cut, 1],
    ['an act without a key', 'cut off', signIn, cut, 1],
    ['an act without a key', 'busy', signIn, busy, 1],
  ])('%s, %s', async (...[, , ask, reply, sent]) => {
    server.answers(reply, fine)
    const answer = await ask()
    expect(server.arrived).toHaveLength(sent)
    expect(answer.ok).toBe(sent > 1)
    expect(new Set(keys()).size).toBe(1)
  })

  test('is told as a problem when it stays', async () => {
    server.answers(cut)
    const answer = await read()
    expect(server.arrived).toHaveLength(4)
    expect(answer).toMatchObject({ ok: false, status: 0, problem: { type: NO_ANSWER, status: 0 } })
  })

  test('and a server that says nothing in time is one that cannot be reached', async () => {
    server.answers(() => {})
    const impatient = connect({ url: server.url, timeoutMs: 50 })
    const answer = await impatient.signIn({ body: { email: 'a@b.cc', password: 'x' } })
    expect(answer).toMatchObject({ ok: false, problem: { type: NO_ANSWER } })
  })

  test('is a problem with the words of the server where it gives any', async () => {
    server.answers(problem(404, 'not-found'))
    const answer = await read()
    expect(answer).toEqual({
      ok: false,
      status: 404,
      problem: {
        type: '/problems/not-found',
        title: 'not-found',
        status: 404,
        detail: 'It is not-found.',
        instance: '/here#1',
      },
    })
    expect(() => orThrow(answer)).toThrow('not-found: It is not-found.')
  })

  test('and one with words of ours where a proxy answers', async () => {
    server.answers((response) => {
      response.writeHead(502, { 'content-type': 'text/html' })
      response.end('<h1>Bad gateway</h1>')
    })
    expect(await signIn()).toMatchObject({
      ok: false,
      status: 502,
      problem: { type: 'about:blank', title: 'Bad Gateway', status: 502, instance: '/v1/sessions' },
    })
  })

  test('is ended by whoever asked, at once, with their reason', async () => {
    const busy = problem(503, 'busy', { 'retry-after': '9' })
    const ending = new AbortController()
    server.answers((response, arrived) => {
      busy(response, arrived)
      // By then the answer is there, and the client waits to repeat its question.
      setTimeout(() => ending.abort(new Error('gone')), 50)
    })
    const asked = client.getOffer({ path: { offer: 'o' } }, { signal: ending.signal })
    await expect(asked).rejects.toThrow('gone')
    expect(server.arrived).toHaveLength(1)
  })
})

describe('the real server', async () => {
  const { url } = await serve()
  const real = connect({ url })

  test('answers a question with a document, and with its type', async () => {
    const quote = orThrow(await real.quote({ body: exampleInput }))
    expect(quote.totals.total).toBeGreaterThan(0)
    const { terms } = orThrow(await real.listTerms({ query: { at: '2026-05-01T00:00:00Z' } }))
    expect(terms.map(({ id }) => id)).toContain('aliexpress-2026')
  })

  test('names every fault by its place', async () => {
    const answer = await real.quote({ body: { ...exampleInput, currency: 'XXX' } })
    expect(answer).toMatchObject({
      ok: false,
      status: 400,
      problem: { type: '/problems/bad-input', errors: [{ pointer: '/currency' }] },
    })
  })

  test('takes lines and gives lines', async () => {
    const line = JSON.stringify(exampleInput)
    const response = orThrow(await real.quoteBatch({ body: `${line}\n{}\n` }))
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one))
    expect(lines).toMatchObject([
      { currency: exampleInput.currency },
      { refused: expect.arrayContaining([{ path: '/lines', fault: 'Is required.' }]) },
    ])
  })
})
