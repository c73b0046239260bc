import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { UNREACHABLE } from '../../src/shell/fetch/client.ts'
import type { FetchRequest } from '../../src/shell/fetch/request.ts'
import { livedMs } from '../lived-time.ts'
import { certificate } from './certificate.ts'
import { guardedClient, startCanary, startDouble, watchDials } from './doubles.ts'
import { peakBytes } from './peak-bytes.ts'

const REFUSED = { refused: UNREACHABLE }
const MB = 1024 * 1024

/** Servers as they are met, by path. */
const PAGES: Readonly<
  Record<string, (request: IncomingMessage, response: ServerResponse) => void>
> = {
  '/echo': async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const { method, headers } = request
    response.end(JSON.stringify({ method, headers, body }))
  },
  '/gzip': encoded('gzip', gzipSync('hello')),
  '/br': encoded('br', brotliCompressSync('hello')),
  '/deflate': encoded('deflate', deflateSync('hello')),
  '/twice': encoded('gzip, br', brotliCompressSync(gzipSync('hello'))),
  '/thrice': encoded('gzip, gzip, gzip', gzipSync(gzipSync(gzipSync('hello')))),
  '/unknown': encoded('rot13', Buffer.from('uryyb')),
  '/false': encoded('gzip', Buffer.from('not gzip')),
  '/cut': encoded('gzip', gzipSync('hello').subarray(0, 12)),
  '/bomb': encoded('gzip', gzipSync(Buffer.alloc(100 * MB))),
  '/bomb-br': encoded('br', brotliCompressSync(Buffer.alloc(100 * MB))),
  '/bomb-twice': encoded('gzip, gzip', gzipSync(gzipSync(Buffer.alloc(100 * MB)))),
  '/most': encoded('identity', Buffer.alloc(5 * MB)),
  '/more': encoded('identity', Buffer.alloc(5 * MB + 1)),
  '/endless': (_, response) => {
    const write = () => response.write(Buffer.alloc(65_536)) && setImmediate(write)
    response.on('drain', write).on('error', () => {})
    write()
  },
  '/drip': (_, response) => {
    response.write('a')
    const timer = setInterval(() => response.write('a'), 20)
    response.on('close', () => clearInterval(timer))
  },
  '/silent': () => {},
  '/headers': (_, response) => {
    response.setHeader('x-long', 'a'.repeat(20_000)).end('ok')
  },
  '/two-locations': (_, response) => {
    response.writeHead(302, ['location', '/echo', 'location', '/gzip']).end()
  },
  '/backslash': (_, response) => {
    response.writeHead(302, { location: 'http:\\\\127.0.0.1\\' }).end()
  },
  '/there': (_, response) => response.writeHead(302, { location: '/echo' }).end(),
  '/there-307': (_, response) => response.writeHead(307, { location: '/echo' }).end(),
  '/over': (_, response) => response.writeHead(302, { location: `${elsewhere}/echo` }).end(),
  '/over-307': (_, response) => response.writeHead(307, { location: `${elsewhere}/echo` }).end(),
}

function encoded(encoding: string, bytes: Buffer) {
  return (_: IncomingMessage, response: ServerResponse) =>
    void response.setHeader('content-encoding', encoding).end(bytes)
}

const double = await startDouble((request, response) =>
  (PAGES[request.url as string] as (typeof PAGES)[string])(request, response),
)
const canary = await startCanary()
const elsewhere = `http://elsewhere.test:${double.port}`
const testing = { addresses: [double.address], ports: [double.port, canary.port] }
const resolve = async (): Promise<string[]> => [double.address]
const client = guardedClient({ resolve, testing })
/** Waits for a second and no longer. */
const hasty = guardedClient({ resolve, testing, limits: { totalMs: 1_000 } })

const urlOf = (path: string) => `http://shop.test:${double.port}${path}`
const ask = (path: string, more: Partial<FetchRequest> = {}) =>
  client.request({ url: urlOf(path), ...more })
const text = async (path: string, more: Partial<FetchRequest> = {}) => {
  const answer = await ask(path, more)
  return 'refused' in answer ? answer.refused : answer.body.toString()
}
const echo = async (path: string, more: Partial<FetchRequest> = {}) =>
  JSON.parse(await text(path, more)) as {
    method: string
    headers: Record<string, string>
    body: string
  }

describe('what is fetched', () => {
  test('a request arrives as it was written, and says where its answer came from', async () => {
    const sent = { method: 'POST', body: '{"a":1}', headers: { 'x-own': 'yes' } } as const
    expect(await echo('/echo', sent)).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'x-own': 'yes', host: `shop.test:${double.port}` },
    })
    expect(await ask('/there')).toMatchObject({
      status: 200,
      url: `http://shop.test:${double.port}/echo`,
    })
  })

  test.each(['/gzip', '/br', '/deflate', '/twice'])('%s is decoded', async (path) => {
    expect(await text(path)).toBe('hello')
  })

  test('5 MB are read, one byte more is not', async () => {
    expect((await text('/most')).length).toBe(5 * MB)
    expect(await ask('/more')).toEqual(REFUSED)
  })
})

describe('what is refused', () => {
  test.each(['/thrice', '/unknown', '/false', '/cut', '/headers', '/two-locations', '/backslash'])(
    '%s',
    async (path) => {
      expect(await ask(path)).toEqual(REFUSED)
    },
  )

  test.each(['/bomb', '/bomb-br', '/bomb-twice', '/endless'])(
    '%s ends at the limit, and takes little memory',
    async (path) => {
      const peak = await peakBytes(async () => expect(await ask(path)).toEqual(REFUSED))
      expect(peak).toBeLessThan(64 * MB)
    },
  )

  test.each(['/drip', '/silent'])('%s ends after the time for all of it', async (path) => {
    const began = performance.now()
    const lived = await livedMs(async () =>
      expect(await hasty.request({ url: urlOf(path) })).toEqual(REFUSED),
    )
    expect(performance.now() - began).toBeGreaterThan(900)
    expect(lived).toBeLessThan(1_500)
  })

  test('every cause has the same words, and a time that is rounded', async () => {
    const slow = guardedClient({ resolve, testing, limits: { failureStepMs: 100 } })
    const urls = [
      `http://127.0.0.1:${canary.port}/`,
      `http://shop.test:${double.port}/false`,
      'gopher://x/',
    ]
    for (const url of urls) {
      const began = performance.now()
      const lived = await livedMs(async () => expect(await slow.request({ url })).toEqual(REFUSED))
      expect(performance.now() - began).toBeGreaterThan(95)
      expect(lived).toBeLessThan(190)
    }
    expect(canary.sockets).toEqual([])
  })

  test('why is told to the log alone', async () => {
    const told: string[] = []
    const logged = guardedClient({ onRefused: ({ why }) => told.push(why) })
    await logged.request({ url: 'http://10.0.0.1/' })
    expect(told).toEqual(['Names a host that is not of the public internet.'])
  })
})

describe('redirects', () => {
  const secrets = {
    authorization: 'Bearer a',
    cookie: 'a=b',
    'x-api-key': 'k',
    accept: 'text/html',
  }

  test('to the same origin keep the headers; a POST becomes a GET, with 307 it does not', async () => {
    expect((await echo('/there', { headers: secrets })).headers).toMatchObject(secrets)
    const posted = { method: 'POST', body: 'x' } as const
    expect(await echo('/there', posted)).toMatchObject({ method: 'GET', body: '' })
    expect(await echo('/there-307', posted)).toMatchObject({ method: 'POST', body: 'x' })
  })

  test('to another origin carry nothing that names the sender, and no body (redirect-cred.test)', async () => {
    const { headers } = await echo('/over', { headers: secrets })
    expect(headers).toMatchObject({ accept: 'text/html', host: `elsewhere.test:${double.port}` })
    for (const name of ['authorization', 'cookie', 'x-api-key'])
      expect(headers).not.toHaveProperty(name)
    expect(await ask('/over-307', { method: 'POST', body: 'x' })).toEqual(REFUSED)
  })

  test('are the answer where none is to be followed', async () => {
    expect(await ask('/there', { redirects: 0 })).toMatchObject({ status: 302 })
  })
})

describe('who asks may say more', () => {
  test('each address is admitted before it is dialled, those of redirects too', async () => {
    const hops: string[] = []
    const admits = ({ pathname }: URL) => {
      hops.push(pathname)
      return pathname !== '/echo'
    }
    const before = double.asked.length
    expect(await ask('/there', { admits })).toEqual(REFUSED)
    expect(await ask('/over', { admits: async (url) => admits(url) })).toEqual(REFUSED)
    expect(await ask('/echo', { admits })).toEqual(REFUSED)
    expect(await ask('/gzip', { admits })).toMatchObject({ status: 200 })
    expect(hops).toEqual(['/there', '/echo', '/over', '/echo', '/echo', '/gzip'])
    expect(double.asked.slice(before).map(({ url }) => url)).toEqual(['/there', '/over', '/gzip'])
  })

  test('what is refused anyway is not asked about', async () => {
    const hops: string[] = []
    const admits = ({ href }: URL) => hops.push(href) > 0
    expect(await client.request({ url: `http://10.0.0.1/`, admits })).toEqual(REFUSED)
    expect(hops).toEqual([])
  })

  test('less time than the client allows, and never more', async () => {
    const lived = (withinMs: number) =>
      livedMs(async () =>
        expect(await hasty.request({ url: urlOf('/drip'), withinMs })).toEqual(REFUSED),
      )
    expect(await lived(150.5)).toBeLessThan(700)
    expect(await lived(-1)).toBeLessThan(500)
    expect(await lived(60_000)).toBeLessThan(1_900)
  })
})

describe('TLS', () => {
  test('the certificate is that of the name, while the address that was checked is dialled', async () => {
    const secure = await startDouble((_, response) => response.end('safe'), true)
    const dials = watchDials()
    const doors = { addresses: [secure.address], ports: [secure.port], ca: certificate }
    const trusting = guardedClient({ resolve: async () => [secure.address], testing: doors })
    const ofName = await trusting.request({ url: `https://secure.test:${secure.port}/` })
    expect(ofName).toMatchObject({ status: 200 })
    expect(dials).toEqual([{ address: secure.address, port: secure.port }])
    expect(await trusting.request({ url: `https://other.test:${secure.port}/` })).toEqual(REFUSED)
  })
})

describe('rebinding', () => {
  test('a thousand names that change their address between two answers reach nothing (T05)', async () => {
    const asked = new Map<string, number>()
    const flipping = async (name: string) => {
      const before = asked.get(name) ?? 0
      asked.set(name, before + 1)
      return [before % 2 === 0 ? double.address : '127.0.0.1']
    }
    const flipped = guardedClient({ resolve: flipping, testing })
    const names = Array.from({ length: 1_000 }, (_, at) => `n${at % 500}.test`)
    for (let at = 0; at < names.length; at += 50) {
      const urls = names.slice(at, at + 50).map((name) => `http://${name}:${canary.port}/`)
      await Promise.all(urls.map((url) => flipped.request({ url })))
    }
    expect(canary.sockets).toEqual([])
  })
})
