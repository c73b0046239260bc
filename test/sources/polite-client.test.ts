import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { PoliteClient, SOURCE_LIMITS } from '../../src/shell/sources/polite/polite-client.ts'
import { guardedClient, startCanary, startDouble } from '../fetch/doubles.ts'

const START = Date.parse('2026-11-01T00:00:00Z')
const MINUTE = 60_000

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const says =
  (status: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

/** Servers by host and path; a host without a robots.txt answers 404 to it. */
const sites: Record<string, Record<string, Answer>> = {}
const asked: string[] = []
const double = await startDouble((request, response) => {
  const host = String(request.headers.host).replace(/:\d+$/, '')
  asked.push(`${host}${request.url}`)
  const answer = sites[host]?.[request.url as string] ?? says(404)
  answer(request, response)
})
const canary = await startCanary()
const testing = { addresses: [double.address], ports: [double.port, canary.port] }
const resolve = async (name: string): Promise<string[]> =>
  name === 'private.test' ? ['127.0.0.1'] : [double.address]

function politely() {
  const clock = { now: START }
  const guarded = guardedClient({
    resolve,
    testing,
    limits: { ...SOURCE_LIMITS, failureStepMs: 1 },
  })
  const client = new PoliteClient({ client: guarded, now: () => clock.now })
  const get = async (site: string, more = {}) => {
    const came = await client.fetch({ url: urlOf(site), isUrgent: true, ...more })
    return 'held' in came ? came.held : came.status
  }
  return { clock, client, get }
}

const urlOf = (site: string) =>
  `http://${site.replace(/^[^/]+/, (host) => `${host}:${double.port}`)}`
const asksOf = (host: string) => asked.filter((one) => one.startsWith(`${host}/`))

describe('robots.txt is obeyed', () => {
  test('read once a day, and once for all who wait for it', async () => {
    const { clock, get } = politely()
    sites['daily.test'] = {
      '/robots.txt': says(200, {}, 'User-agent: *\nDisallow: /private'),
      '/a': says(200),
    }
    expect(await Promise.all([get('daily.test/a'), get('daily.test/a')])).toEqual([200, 200])
    expect(await get('daily.test/private/x')).toBe('robots')
    expect(asksOf('daily.test')).toEqual(['daily.test/robots.txt', 'daily.test/a', 'daily.test/a'])
    clock.now += 25 * 60 * MINUTE
    await get('daily.test/a')
    expect(asksOf('daily.test').filter((one) => one.endsWith('robots.txt'))).toHaveLength(2)
  })

  test.each([
    [404, 200],
    [403, 200],
    [410, 200],
    [429, 'failing'],
    [500, 'failing'],
    [503, 'failing'],
  ])('answered with %i, the page is answered %s', async (status, page) => {
    const host = `status-${status}.test`
    sites[host] = { '/robots.txt': says(status), '/a': says(200) }
    const { clock, get } = politely()
    expect(await get(`${host}/a`)).toBe(page)
    if (page === 200) return
    // It is not asked again at once, but in a while.
    expect(await get(`${host}/a`)).toBe('failing')
    expect(asksOf(host)).toEqual([`${host}/robots.txt`])
    sites[host] = { '/a': says(200) }
    clock.now += 6 * MINUTE
    expect(await get(`${host}/a`)).toBe(200)
  })

  test('each hop is held to it, and to the hosts that are allowed', async () => {
    const { get } = politely()
    sites['first.test'] = {
      '/a': says(302, { location: urlOf('second.test/closed') }),
      '/b': says(302, { location: urlOf('second.test/open') }),
    }
    sites['second.test'] = {
      '/robots.txt': says(200, {}, 'User-agent: tessera\nDisallow: /closed'),
      '/closed': says(200),
      '/open': says(200),
    }
    expect(await get('first.test/a')).toBe('robots')
    expect(await get('first.test/b')).toBe(200)
    const only = (host: string) => host === `first.test:${double.port}`
    expect(await get('first.test/b', { allowsHost: only })).toBe('elsewhere')
    expect(await get('second.test/open', { allowsHost: only })).toBe('elsewhere')
    expect(asksOf('second.test')).not.toContain('second.test/closed')
  })

  test('not for what a person asks for', async () => {
    sites['person.test'] = {
      '/robots.txt': says(200, {}, 'User-agent: *\nDisallow: /'),
      '/a': says(200),
    }
    expect(await politely().get('person.test/a', { asRobot: false })).toBe(200)
  })

  test('a Crawl-delay of ten seconds is kept', async () => {
    const { clock, get } = politely()
    sites['slow.test'] = {
      '/robots.txt': says(200, {}, 'User-agent: *\nCrawl-delay: 10'),
      '/a': says(200),
    }
    expect(await get('slow.test/a')).toBe(200)
    expect(await get('slow.test/a')).toBe(200)
    expect(await get('slow.test/a')).toBe('paced')
    clock.now += 10_000
    expect(await get('slow.test/a')).toBe(200)
  })
})

describe('a host is asked no more than it bears', () => {
  test('its bucket is its own', async () => {
    const { clock, get } = politely()
    sites['one.test'] = { '/a': says(200) }
    sites['two.test'] = { '/a': says(200) }
    const first = [await get('one.test/a')]
    for (let i = 0; i < 5; i++) first.push(await get('one.test/a'))
    // The first turn was for robots.txt.
    expect(first).toEqual([200, 200, 200, 200, 'paced', 'paced'])
    expect(await get('two.test/a')).toBe(200)
    clock.now += 2_000
    expect(await get('one.test/a')).toBe(200)
  })

  test('what is asked in the background leaves two turns for people who wait', async () => {
    const { clock, get } = politely()
    sites['shared.test'] = { '/a': says(200) }
    const background = { isUrgent: false }
    const before = [await get('shared.test/a', background), await get('shared.test/a', background)]
    expect([...before, await get('shared.test/a', background)]).toEqual([200, 200, 'paced'])
    expect([await get('shared.test/a'), await get('shared.test/a')]).toEqual([200, 200])
    expect(await get('shared.test/a')).toBe('paced')
    clock.now += 4_000
    expect(await get('shared.test/a', background)).toBe('paced')
    clock.now += 2_000
    expect(await get('shared.test/a', background)).toBe(200)
  })

  test.each([429, 503])('%i with Retry-After: nothing is asked before', async (status) => {
    const host = `retry-${status}.test`
    const { clock, client, get } = politely()
    sites[host] = { '/a': says(status, { 'retry-after': '600' }) }
    const held = await client.fetch({ url: urlOf(`${host}/a`) })
    expect(held).toEqual({ held: 'wait', again: START + 10 * MINUTE })
    sites[host] = { '/a': says(200) }
    clock.now += 9 * MINUTE
    expect(await get(`${host}/a`)).toBe('closed')
    clock.now += MINUTE
    expect(await get(`${host}/a`)).toBe(200)
  })

  test('a host that fails is asked less and less; one that blocks is left alone at once', async () => {
    const { clock, client, get } = politely()
    sites['down.test'] = { '/a': says(500) }
    const answers: unknown[] = []
    for (let i = 0; i < 6; i++, clock.now += 2_000) answers.push(await get('down.test/a'))
    expect(answers).toEqual(['failing', 'failing', 'failing', 'failing', 'failing', 'closed'])
    sites['wall.test'] = { '/a': says(200) }
    expect(await get('wall.test/a')).toBe(200)
    const again = await client.blocked(urlOf('wall.test/a'))
    expect(again).toBeGreaterThan(clock.now)
    expect(await get('wall.test/a')).toBe('closed')
    clock.now = again
    expect(await Promise.all([get('wall.test/a'), get('wall.test/a')])).toEqual([200, 'closed'])
    expect(await get('wall.test/a')).toBe(200)
  })
})

describe('what strangers name', () => {
  test('is reached only on the public internet, robots.txt included', async () => {
    const { get } = politely()
    sites['away.test'] = {
      '/a': says(302, { location: `http://127.0.0.1:${canary.port}/` }),
      '/b': says(302, { location: `http://private.test:${canary.port}/` }),
      '/robots.txt': says(302, { location: `http://127.0.0.1:${canary.port}/robots.txt` }),
    }
    sites['open.test'] = { '/a': says(302, { location: urlOf('away.test/a') }) }
    expect(await get('away.test/a')).toBe('unreachable')
    expect(await get('open.test/a')).toBe('unreachable')
    expect(await get('private.test/a')).toBe('unreachable')
    const { client } = politely()
    for (const url of ['gopher://shop.test/', 'http://a@shop.test/', 'http://127.0.0.1/', 'no']) {
      expect(await client.fetch({ url })).toMatchObject({ held: 'unreachable' })
    }
    expect(canary.sockets).toEqual([])
  })

  test('2 MB are read, one byte more is not; five hops are followed, six are not', async () => {
    const { get } = politely()
    const most = 2 * 1024 * 1024
    sites['big.test'] = {
      '/most': says(200, {}, 'a'.repeat(most)),
      '/more': says(200, {}, 'a'.repeat(most + 1)),
    }
    expect(await get('big.test/most')).toBe(200)
    expect(await get('big.test/more')).toBe('unreachable')
    for (let hop = 0; hop < 6; hop++) {
      sites[`hop${hop}.test`] = { '/': says(302, { location: urlOf(`hop${hop + 1}.test/`) }) }
    }
    sites['hop6.test'] = { '/': says(200) }
    expect(await get('hop1.test/')).toBe(200)
    expect(await get('hop0.test/')).toBe('unreachable')
  })

  test('takes no longer than its time, with robots.txt and all hops', async () => {
    const { get } = politely()
    const slowly: Answer = (_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 150)
    }
    sites['drag.test'] = { '/robots.txt': slowly, '/': slowly }
    expect(await get('drag.test/', { withinMs: 400 })).toBe('unreachable')
    // Each takes 150 ms at least: there is no time for a fourth, and nobody waited for the third.
    expect(asksOf('drag.test').length).toBeLessThanOrEqual(3)
  })

  test('says who asks', async () => {
    sites['who.test'] = {
      '/a': ({ headers }, response) => void response.end(headers['user-agent']),
    }
    const client = new PoliteClient({
      client: guardedClient({ resolve, testing }),
      about: 'https://tracker.example/about',
    })
    const came = await client.fetch({ url: urlOf('who.test/a') })
    expect('body' in came && came.body.toString()).toBe('tessera (+https://tracker.example/about)')
  })
})
