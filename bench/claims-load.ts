import { connect, type Socket } from 'node:net'

/** Claims to be asked over HTTP, each answered before its connection asks the next. */
export interface Load {
  /** Where the server is by now: it may have been started anew. */
  readonly port: () => number
  readonly token: string
  readonly connections: number
  readonly requests: number
  /** The buyer and the offer of the n-th request; its key is the same whenever it is asked again. */
  readonly claim: (n: number) => { readonly buyer: string; readonly offer: string }
  /** Whether what got no answer, or one of a server at its end, is asked again. */
  readonly insists: boolean
}

/** What came of a load. */
export interface Loaded {
  readonly seconds: number
  /** How often each status was answered; `0` is no answer. */
  readonly statuses: ReadonlyMap<number, number>
  /** The numbers of the requests that were granted. */
  readonly granted: readonly number[]
  /** Milliseconds that so many of a hundred answers took at most. */
  readonly percentile: (of100: number) => number
}

const NO_ANSWER = 0
const RETRY_MS = 50

/** Sends a load over sockets that are kept, without a client library between: it would cost more than the server. */
export async function sendLoad(load: Load): Promise<Loaded> {
  const statuses = new Map<number, number>()
  const granted: number[] = []
  const times = new Float64Array(load.requests)
  let next = 0
  let answered = 0
  const began = performance.now()
  const serve = async () => {
    const line = new Line(load.port)
    while (next < load.requests) {
      const n = next++
      const started = performance.now()
      const status = await ask(line, load, n)
      times[answered++] = performance.now() - started
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 200) granted.push(n)
    }
    line.end()
  }
  await Promise.all(Array.from({ length: load.connections }, serve))
  const seconds = (performance.now() - began) / 1_000
  const sorted = times.subarray(0, answered).sort()
  const percentile = (of100: number) =>
    sorted[Math.min(answered - 1, Math.floor((answered * of100) / 100))] ?? 0
  return { seconds, statuses, granted, percentile }
}

async function ask(line: Line, { token, claim, insists }: Load, n: number): Promise<number> {
  const body = JSON.stringify(claim(n))
  const request =
    `POST /v1/claims HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n` +
    `idempotency-key: request-${n}\r\ncontent-type: application/json\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  for (;;) {
    const status = await line.send(request)
    if (!insists || (status !== NO_ANSWER && status < 500 && status !== 429)) return status
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())))
  }
}

/** One kept connection, which carries one request at a time. */
class Line {
  readonly #port: () => number
  #socket: Socket | null = null
  #rest: Buffer | null = null
  #answer: (status: number) => void = () => {}

  constructor(port: () => number) {
    this.#port = port
  }

  send(request: string): Promise<number> {
    return new Promise((resolve) => {
      this.#answer = resolve
      this.#open().write(request)
    })
  }

  end(): void {
    this.#socket?.destroy()
  }

  #open(): Socket {
    if (this.#socket) return this.#socket
    const socket = connect({ port: this.#port(), host: '127.0.0.1', noDelay: true })
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.#socket !== socket) return
      this.#socket = null
      this.#rest = null
      this.#answer(NO_ANSWER)
    })
    this.#socket = socket
    return socket
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    const head = bytes.indexOf('\r\n\r\n')
    const length = head < 0 ? Number.NaN : lengthIn(bytes.toString('latin1', 0, head))
    if (Number.isNaN(length) || bytes.length < head + 4 + length) {
      this.#rest = bytes
      return
    }
    this.#rest = null
    this.#answer(Number(bytes.toString('latin1', 9, 12)))
  }
}

function lengthIn(head: string): number {
  return Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN)
}
