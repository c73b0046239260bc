/** An event of a stream, as the standard of server-sent events reads it. */
export interface ServerEvent {
  /** With which the stream can be taken up after it; empty where the server gave none. */
  readonly id: string
  /** The topic: `offer.ended`. */
  readonly topic: string
  readonly data: string
}

/** What a reader of lines holds between two lines. */
export interface EventReader {
  /** Takes a line; the event that it completes, or null. */
  readonly line: (text: string) => ServerEvent | null
  /** How long to wait before the stream is opened again, if the server has said so. */
  readonly retryMs: () => number | null
}

/** Reads the lines of an event stream, one after the other. */
export function eventReader(): EventReader {
  let id = ''
  let topic = ''
  let data: string[] = []
  let retryMs: number | null = null
  const end = (): ServerEvent | null => {
    // Without data there is no event: a heartbeat, or a wish about retries alone.
    const event =
      data.length === 0 ? null : { id, topic: topic || 'message', data: data.join('\n') }
    topic = ''
    data = []
    return event
  }
  const line = (text: string): ServerEvent | null => {
    if (text === '') return end()
    const colon = text.indexOf(':')
    const name = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') topic = value
    if (name === 'data') data.push(value)
    if (name === 'id' && !value.includes('\u0000')) id = value
    if (name === 'retry' && /^\d{1,9}$/.test(value)) retryMs = Number(value)
    return null
  }
  return { line, retryMs: () => retryMs }
}

/** Cuts text that comes in pieces into lines, which end in LF, CR or both. */
export function lineCutter(): (piece: string) => string[] {
  let rest = ''
  return (piece) => {
    const text = rest + piece
    // A CR at the very end may be half of a CR LF.
    const held = text.endsWith('\r') ? 1 : 0
    const lines = text.slice(0, text.length - held).split(/\r\n|\r|\n/)
    rest = (lines.pop() ?? '') + text.slice(text.length - held)
    return lines
  }
}
