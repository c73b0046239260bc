import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { exampleInput, exampleQuote } from '../../src/contract/example.ts'
import { answerLines } from '../../src/shell/http/batch.ts'
import { livedMs, workedMsAwaiting } from '../lived-time.ts'
import { type Served, serve } from './served.ts'

const served = await serve()
const NDJSON = 'application/x-ndjson'
const good = JSON.stringify(exampleInput)
const priced = JSON.stringify(exampleQuote())

const batch = (body: string | Uint8Array<ArrayBuffer>) =>
  served.post('/v1/quotes/batch', body, NDJSON)

describe('lines', () => {
  const echo = (line: string) => `<${line.trim()}>`
  const answersTo = async (text: string, size: number) => {
    const bytes = Buffer.from(text)
    const chunks = (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })()
    let out = ''
    for await (const piece of answerLines(chunks, echo)) out += piece
    return out
  }

  test('however the bytes are divided, each line has one answer, in order', async () => {
    const text = 'one\n\n \t\r\ntwo\r\nthréé 😀\n\nlast'
    for (let size = 1; size <= text.length + 8; size++) {
      expect(await answersTo(text, size)).toBe('<one>\n<two>\n<thréé 😀>\n<last>\n')
    }
  })

  test.each(['', '\n', '\n\n \n'])('%j has no answers', async (text) => {
    expect(await answersTo(text, 1)).toBe('')
  })

  test('a line of exactly 8 MB is read, one byte more is refused, and the next one is read', async () => {
    const most = 8 * 1024 * 1024
    const text = `${'a'.repeat(most)}\n${'b'.repeat(most + 1)}\nc\n${'d'.repeat(3 * most)}\ne`
    const lines = (await answersTo(text, 1_000_003)).split('\n')
    expect(lines.map((line) => line.slice(0, 60))).toEqual(
      [
        `<${'a'.repeat(59)}`,
        '{"refused":[{"path":"","fault":"Is longer than 8 MB: send few',
        '<c>',
        '{"refused":[{"path":"","fault":"Is longer than 8 MB: send few',
        '<e>',
        '',
      ].map((line) => line.slice(0, 60)),
    )
  })
})

describe('POST /v1/quotes/batch', () => {
  test('bad lines are answered like the others, and end nothing', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${good}\nnot json\n\n{"terms":1}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(good),
    ])
    const answer = await batch(new Uint8Array(bytes))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const lines = (await answer.text()).split('\n')
    expect(lines).toHaveLength(6)
    expect([lines[0], lines[4], lines[5]]).toEqual([priced, priced, ''])
    expect(JSON.parse(lines[1] as string)).toEqual({
      refused: [{ path: '', fault: expect.stringMatching(/^Is not JSON: `n` is unexpected/) }],
    })
    expect(lines[2]).toContain('{"path":"/terms","fault":')
    expect(lines[3]).toContain('UTF-8')
  })

  test('an empty batch is answered by nothing', async () => {
    const answer = await batch('')
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  test.each(['application/json', 'text/plain'])('%s is not its type', async (type) => {
    const answer = await served.post('/v1/quotes/batch', good, type)
    expect(answer.status).toBe(415)
    expect(((await answer.json()) as { detail: string }).detail).toContain(NDJSON)
  })

  test('a line is answered while the next one is still being written', async () => {
    const { call, answer } = await open(served)
    for (let i = 0; i < 3; i++) {
      call.write(`${good}\n`)
      expect(await nextPiece(answer)).toBe(`${priced}\n`)
    }
    call.end()
    answer.resume()
    await once(answer, 'end')
  })

  test('ten thousand quotes come in order, and others are served meanwhile', async () => {
    const named = (at: number) => good.replace('buyer-1', `b${at}`).replaceAll('line-1', `l${at}`)
    const body = Array.from({ length: 10_000 }, (_, at) => named(at)).join('\n')
    const running = batch(body).then((answer) => answer.text())
    let finished = false
    running.then(() => {
      finished = true
    })
    const waits: number[] = []
    while (!finished) {
      // What is waited for is the work of this thread: that of the batch, where it were not divided.
      const waited = workedMsAwaiting(async () =>
        expect((await served.get('/health')).status).toBe(200),
      )
      waits.push(await waited)
    }
    const lines = (await running).split('\n')
    expect(lines).toHaveLength(10_001)
    for (let at = 0; at < 10_000; at++) expect(lines[at]).toContain(`"id":"l${at}"`)
    expect(waits.length).toBeGreaterThan(5)
    expect(Math.max(...waits)).toBeLessThan(300)
  })
})

describe('clients that misbehave', () => {
  test('who does not read is not read from either, and gets everything later', async () => {
    const { call, answer } = await open(await serve())
    const block = `${good}\n`.repeat(1_000)
    let blocks = 0
    while (blocks < 100 && (await writtenWithin(call, block, 300))) blocks++
    expect(blocks).toBeLessThan(60)
    call.end()
    let bytes = 0
    for await (const piece of answer) bytes += (piece as Buffer).length
    expect(bytes).toBe((blocks + 1) * 1_000 * (priced.length + 1))
  })

  test('who goes away in the middle harms nobody', async () => {
    for (let i = 0; i < 20; i++) {
      const { call } = await open(served)
      call.on('error', () => {})
      call.write(`${good}\n${good}\n{"ter`)
      call.destroy()
    }
    expect((await batch(good)).status).toBe(200)
  })

  test('who does not complete a line in time is cut off', async () => {
    const { call, answer } = await open(await serve({ limits: { batchLineMs: 400 } }))
    call.on('error', () => {})
    const began = performance.now()
    const drip = setInterval(() => call.write('{'), 50)
    answer.on('error', () => {}).resume()
    const lived = await livedMs(() => new Promise((resolve) => answer.on('close', resolve)))
    clearInterval(drip)
    expect(performance.now() - began).toBeGreaterThan(300)
    expect(lived).toBeLessThan(2_000)
    expect(answer.complete).toBe(false)
  })
})

/** A batch under way: the first line was sent and answered. */
async function open({ port }: Served): Promise<{ call: ClientRequest; answer: IncomingMessage }> {
  const headers = { 'content-type': NDJSON }
  const path = '/v1/quotes/batch'
  const call = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false })
  call.write(`${good}\n`)
  const [answer] = (await once(call, 'response')) as [IncomingMessage]
  await nextPiece(answer)
  return { call, answer }
}

async function nextPiece(answer: IncomingMessage): Promise<string> {
  const next = once(answer, 'data')
  answer.resume()
  const [piece] = (await next) as [Buffer]
  answer.pause()
  return piece.toString()
}

function writtenWithin(call: ClientRequest, text: string, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    call.write(text, () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}
