import { describe, expect, test } from 'vitest'
import { connect } from '../../src/client/client.ts'
import { eventReader, lineCutter, type ServerEvent } from '../../src/client/event-stream.ts'
import { cut, problem, type Reply, scripted } from './scripted.ts'

/** Everything that a text says, cut into pieces of a size. */
function read(text: string, size: number): ServerEvent[] {
  const reader = eventReader()
  const cutLines = lineCutter()
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
  return pieces
    .flatMap(cutLines)
    .map(reader.line)
    .filter((event) => event !== null)
}

describe('an event stream', () => {
  const one = { id: '7', topic: 'offer.ended', data: '{"offer":"o"}' }
  const text = 'id: 7\nevent: offer.ended\ndata: {"offer":"o"}\n\n'

  test.each([
    ['a field each line', text, [one]],
    ['without the blank after the colon', text.replaceAll(': ', ':'), [one]],
    ['lines that end in CR LF', text.replaceAll('\n', '\r\n'), [one]],
    ['lines that end in CR', `${text.replaceAll('\n', '\r')}:\r`, [one]],
    ['comments between', `: hello\n${text.replace('\n', '\n:\n')}`, [one]],
    ['fields that nobody knows', `colour: red\n${text}`, [one]],
    [
      'data on several lines',
      'data: a\ndata\ndata: b\n\n',
      [{ id: '', topic: 'message', data: 'a\n\nb' }],
    ],
    ['no data, so no event, and its topic is gone', `event: x\n\n${text}`, [one]],
    ['an id that stays', `${text}data: b\n\n`, [one, { id: '7', topic: 'message', data: 'b' }]],
    ['an event without its end', 'data: a\n', []],
    ['letters beyond ASCII', 'data: € ✓\n\n', [{ id: '', topic: 'message', data: '€ ✓' }]],
  ])('%s', (_what, written, events) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(read(written, size), `by ${size}`).toEqual(events)
  })

  test('says how long to wait before it is opened again', () => {
    const reader = eventReader()
    for (const line of ['retry: 50', 'retry: soon', '']) expect(reader.line(line)).toBeNull()
    expect(reader.retryMs()).toBe(50)
  })
})

describe('following what changes', async () => {
  const server = await scripted()
  const client = connect({ url: server.url })

  /** Writes a piece of a stream, and breaks off after it. */
  const stream =
    (text: string): Reply =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(text, () => response.socket?.destroy())
    }

  /** The first events, and how often the stream was opened meanwhile. */
  async function first(many: number) {
    const ending = new AbortController()
    const events: ServerEvent[] = []
    let opened = 0
    const following = client.follow({ signal: ending.signal, onOpen: () => opened++ })
    for await (const event of following) {
      events.push(event)
      if (events.length === many) ending.abort()
    }
    return { events, opened }
  }

  test('goes on after the last event when the stream breaks', async () => {
    server.answers(
      stream('retry: 10\nid: 1\ndata: a\n\nid: 2\nda'),
      cut,
      stream('id: 2\ndata: b\n\nid: 3\ndata: c\n\n'),
    )
    const { events, opened } = await first(3)
    expect(events.map(({ data }) => data)).toEqual(['a', 'b', 'c'])
    expect(opened).toBe(2)
    const asked = server.arrived.map(({ headers }) => headers['last-event-id'])
    expect(asked).toEqual([undefined, '1', '1'])
  })

  test('ends with the refusal that would come again', async () => {
    server.answers(problem(401, 'unauthenticated'))
    const following = client.follow({ signal: new AbortController().signal, after: '9' })
    const { done, value } = await following.next()
    expect([done, value]).toMatchObject([true, { type: '/problems/unauthenticated' }])
    expect(server.arrived).toMatchObject([{ headers: { 'last-event-id': '9' } }])
  })

  test('ends without a word when it is ended', async () => {
    server.answers((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    })
    const ending = new AbortController()
    const following = client.follow({ signal: ending.signal, onOpen: () => ending.abort() })
    expect(await following.next()).toEqual({ done: true, value: null })
    const aborted = client.follow({ signal: AbortSignal.abort() })
    expect(await aborted.next()).toEqual({ done: true, value: null })
  })
})
