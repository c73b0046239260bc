import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { exampleInput } from '../../src/contract/example.ts'
import { livedMs, workedMsAwaiting } from '../lived-time.ts'
import { exchange, serve, statuses } from './served.ts'

const { port, get } = await serve()
const get1 = (path: string, headers: string) => `GET ${path} HTTP/1.1\r\n${headers}\r\n`

describe('requests that a bare server would let through', () => {
  test.each([
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n', 405],
    ['TRACE of nothing', 'TRACE /nope HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    ['two Hosts', get1('/health', 'Host: a\r\nHost: b\r\n'), 400],
    ['two equal Hosts', get1('/health', 'Host: a\r\nhost: a\r\n'), 400],
    ['no Host', get1('/health', ''), 400],
    ['a Host that is none', get1('/docs', 'Host: a b\r\n'), 400],
    ['a Host with a path', get1('/docs', 'Host: a/b\r\n'), 400],
    ['101 headers', get1('/health', `Host: x\r\n${'A: 1\r\n'.repeat(100)}`), 431],
    ['5,000 headers', get1('/health', `Host: x\r\n${'A: 1\r\n'.repeat(5_000)}`), 431],
    ['headers of 17 KB', get1('/health', `Host: x\r\nA: ${'a'.repeat(17 * 1024)}\r\n`), 431],
    ['a method that is none', 'GETT / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['what is not HTTP', 'EHLO x\r\n', 400],
    [
      'a length and chunks',
      'POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG',
      400,
    ],
    ['a path out of the house', get1('/../../../../etc/passwd', 'Host: x\r\n'), 404],
    ['the same, encoded', get1('/assets/..%2f..%2f..%2fetc/passwd', 'Host: x\r\n'), 404],
  ])('%s', async (_, bytes, status) => {
    const answer = await exchange(port, bytes)
    expect(statuses(answer)).toEqual([status])
    expect(answer).toContain('application/problem+json')
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status })
  })

  test('100 headers are served', async () => {
    const bytes = get1('/health', `Host: x\r\nConnection: close\r\n${'A: 1\r\n'.repeat(98)}`)
    expect(statuses(await exchange(port, bytes))).toEqual([200])
  })

  test('a connection that asks for a tunnel or another protocol gets neither', async () => {
    const tunnel = 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n'
    expect(statuses(await exchange(port, tunnel))).toEqual([])
    const upgrade = 'Host: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n'
    expect(statuses(await exchange(port, get1('/health', upgrade)))).toEqual([200])
  })

  test('a body of a gigabyte is refused before it is sent', async () => {
    const head = `POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n`
    expect(statuses(await exchange(port, head))).toEqual([413])
  })

  test('a body that is welcome is asked for', async () => {
    const body = JSON.stringify(exampleInput)
    const head = `POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n`
    expect(statuses(await exchange(port, head + body, { answers: 2 }))).toEqual([100, 200])
  })

  test('two requests at once get two answers in order', async () => {
    const both = get1('/health', 'Host: x\r\n') + get1('/nope', 'Host: x\r\nConnection: close\r\n')
    expect(statuses(await exchange(port, both, { answers: 2 }))).toEqual([200, 404])
  })
})

describe('clients that are slow', async () => {
  const limits = { headersMs: 300, bodyMs: 300, idleMs: 600, lingerMs: 200, keepAliveMs: 300 }
  const slow = await serve({ limits })
  const head = `POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`

  test.each([
    ['who sends nothing', '', ''],
    ['who sends one header byte after the other', 'GET /health HTTP/1.1\r\nHost: ', 'x'],
    ['who sends one byte of the body after the other', head, ' '],
    ['who sends nothing after an answer', get1('/health', 'Host: x\r\n'), ''],
  ])('%s is let go', async (_, first, then) => {
    const { ms } = await held(slow.port, first, then)
    expect(ms).toBeLessThan(2_000)
  })

  test('who does not read a long answer is let go', async () => {
    const many = (one: object) =>
      Array.from({ length: 1_000 }, (_, at) => ({ ...one, id: `${at}` }))
    const dear = { ...exampleInput.lines[0], unitPrice: 1e9 }
    const offer = { ...exampleInput.offers?.[0], kind: 'code', benefit: { percent: 1 } }
    const input = {
      ...exampleInput,
      terms: 'aliexpress-2018-10',
      lines: many(dear),
      offers: many({ ...offer, kind: 'platform-discount' }),
    }
    const body = JSON.stringify(input)
    const socket = connect({ port: slow.port, host: '127.0.0.1' })
    socket.pause()
    socket.write(`${head.replace('1000', `${body.length}`)}${body}`)
    const open = () =>
      new Promise((resolve) => slow.app.server.getConnections((_, count) => resolve(count)))
    await expect.poll(open, { timeout: 15_000 }).toBe(1)
    await expect.poll(open, { timeout: 15_000 }).toBe(0)
    socket.destroy()
  })

  test('and is told why, where a body was late', async () => {
    const { answer } = await held(slow.port, head, ' ')
    expect(statuses(answer)).toEqual([408])
    expect(answer).toContain('"detail":"The body must arrive within 0.3 seconds."')
  })

  test('others are served meanwhile', async () => {
    const many = Array.from({ length: 200 }, () => held(slow.port, head, ' '))
    const worked = await workedMsAwaiting(async () => {
      for (let i = 0; i < 20; i++) expect((await slow.get('/health')).status).toBe(200)
    })
    expect(worked / 20).toBeLessThan(100)
    await Promise.all(many)
  })
})

test('after all of this the server still answers', async () => {
  expect((await get('/health')).status).toBe(200)
})

/** Sends something, then more of it every 50 ms, until the server ends the connection. */
async function held(to: number, first: string, then: string) {
  let answer = ''
  const ms = await livedMs(async () => {
    answer = await heldAnswer(to, first, then)
  })
  return { ms, answer }
}

function heldAnswer(to: number, first: string, then: string): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ port: to, host: '127.0.0.1' })
    let answer = ''
    const drip = setInterval(() => then && socket.write(then), 50)
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(drip)
      resolve(answer)
    })
    if (first) socket.write(first)
  })
}
