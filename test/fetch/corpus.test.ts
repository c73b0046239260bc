/** The collections of hostile URLs and of lying name servers, where they lie beside the project. */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../src/shell/fetch/address.ts'
import { UNREACHABLE } from '../../src/shell/fetch/client.ts'
import { readTarget } from '../../src/shell/fetch/target.ts'
import { shared } from '../http/served.ts'
import { livedMs } from '../lived-time.ts'
import { guardedClient, startCanary, startDouble, watchDials } from './doubles.ts'

interface UrlCase {
  readonly url: string
  readonly expect: 'block' | 'allow'
  readonly why: string
}

interface DnsCase {
  readonly name: string
  readonly answers?: readonly (readonly string[])[]
  readonly error?: string
  readonly delayMs?: number
  readonly redirects?: readonly string[]
  readonly status?: number
  readonly body?: string
}

function casesOf<T>(file: string): readonly T[] {
  const path = shared(`corpora/own/${file}`)
  return path ? (JSON.parse(readFileSync(path, 'utf8')) as { cases: T[] }).cases : []
}

const urls = casesOf<UrlCase>('ssrf-urls.json')
const scripts = casesOf<DnsCase>('ssrf-dns-scripts.json')
const dials = watchDials()
const forbidden = (allowed: string) =>
  dials.filter(({ address }) => address !== allowed && !isPublicAddress(address))

if (urls.length > 0) {
  describe('947 hostile URLs and controls', () => {
    test('each is refused or let through as stated, and nothing forbidden is dialled', async () => {
      // What names of the machine's own network would lead to, wherever they are resolved.
      const resolve = async (name: string) =>
        /^(example\.com|xn--bcher-kva\.example)$/.test(name) ? ['8.8.8.8'] : ['169.254.169.254']
      const client = guardedClient({ resolve })
      const found = await Promise.all(
        urls.map(async ({ url }) => ((await client.check(url)) === null ? 'allow' : 'block')),
      )
      const wrong = urls.filter((one, at) => found[at] !== one.expect)
      expect(wrong).toEqual([])
      const blocked = urls.filter((one) => one.expect === 'block')
      const answers = await Promise.all(blocked.map(({ url }) => client.request({ url })))
      expect(new Set(answers.map((one) => 'refused' in one && one.refused))).toEqual(
        new Set([UNREACHABLE]),
      )
      expect(forbidden('')).toEqual([])
    })

    test('most are refused by their text alone, without asking a name server', () => {
      const names = urls.filter(({ url, expect }) => expect === 'block' && 'url' in readTarget(url))
      expect(names.map(({ why }) => why)).toEqual(['tencent'])
    })
  })
}

if (scripts.length > 0) {
  describe('name servers and servers that lie', async () => {
    const canary = await startCanary()
    const byName = new Map(scripts.map((one) => [one.name, one]))
    const double = await startDouble((request, response) => {
      const script = byName.get(String(request.headers.host).replace(/:\d+$/, ''))
      const location = nextOf(script, request.url ?? '')
      response.writeHead(script?.status ?? (location ? 302 : 200), location ? { location } : {})
      response.end(script?.body ?? 'ok')
    })
    const nextOf = (script: DnsCase | undefined, path: string): string | undefined => {
      const next = script?.redirects?.[path === '/' ? 0 : Number(path.slice(1)) + 1]
      // Doubles listen on ports of their own.
      return next
        ?.replace(/(\.test)\//, `$1:${double.port}/`)
        .replace('http://127.0.0.1/', `http://127.0.0.1:${canary.port}/`)
    }
    const lookups: string[] = []
    const resolve = async (name: string): Promise<readonly string[]> => {
      const before = lookups.filter((one) => one === name).length
      lookups.push(name)
      const script = byName.get(name)
      if (script?.delayMs) await wait(script.delayMs, null, { ref: false })
      if (script?.error) throw new Error(script.error)
      const { answers } = script ?? {}
      return answers ? (answers[before] ?? answers.at(-1) ?? []) : [double.address]
    }
    const testing = { addresses: [double.address], ports: [double.port, canary.port] }
    const client = guardedClient({ resolve, testing })
    /** For names whose servers never answer in time. */
    const hasty = guardedClient({ resolve, testing, limits: { totalMs: 300 } })
    const ask = (name: string) => {
      const url = `http://${name}:${double.port}/`
      return (byName.get(name)?.delayMs ? hasty : client).request({ url })
    }

    const answered = [
      'redirect-201.test',
      'meta-refresh.test',
      'keepalive-poison.test',
      'redirect-cred.test',
    ]
    test.each(scripts.filter(({ name }) => !answered.includes(name)))(
      '$name is refused: $why',
      async ({ name }) => {
        const lived = await livedMs(async () =>
          expect(await ask(name)).toEqual({ refused: UNREACHABLE }),
        )
        expect(lived).toBeLessThan(900)
        expect(lookups.filter((one) => one === name).length).toBeLessThanOrEqual(6)
        expect(canary.sockets).toEqual([])
        expect(forbidden(double.address)).toEqual([])
      },
    )

    test('redirect-201.test and meta-refresh.test are answered as they are', async () => {
      expect(await ask('redirect-201.test')).toMatchObject({ status: 201 })
      expect(await ask('meta-refresh.test')).toMatchObject({ status: 200 })
      expect(canary.sockets).toEqual([])
    })

    test('keepalive-poison.test: a connection of one name is not used for another', async () => {
      for (let i = 0; i < 4; i++) {
        expect(await ask('keepalive-poison.test')).toMatchObject({ status: 200 })
      }
      expect(await ask('other-name.test')).toMatchObject({ status: 200 })
      const ports = double.asked.slice(-5).map(({ socket }) => socket.remotePort)
      const other = ports.pop()
      expect(new Set(ports).size).toBeLessThan(4)
      expect(ports).not.toContain(other)
      // The same address under a name that has not been checked is asked for anew, and refused.
      expect(await ask('mixed.test')).toEqual({ refused: UNREACHABLE })
    })
  })
}
