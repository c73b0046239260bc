import type { ServerResponse } from 'node:http'

/** An event as it is written to a stream. */
export interface StreamEvent {
  /** With which the stream is taken up after it. */
  readonly id: string
  readonly topic: string
  readonly data: object
}

/** What may wait for a listener to read: a burst is less, and more would let a few hold much memory. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024

/** Browsers come back after so long, not all at the same instant. */
const retryMs = () => 2_000 + Math.floor(Math.random() * 3_000)

/** One stream of server-sent events. */
export class Listener {
  readonly #response: ServerResponse
  readonly #begin: () => Readonly<Record<string, unknown>>
  #isBegun = false
  #isOpen = true
  #waitsSinceMs: number | null = null
  #standsAt = ''

  /** `begin` is called when the stream does, and gives the headers that it shall have besides its own. */
  constructor(response: ServerResponse, begin: () => Readonly<Record<string, unknown>>) {
    this.#response = response
    this.#begin = begin
    response.on('close', () => {
      this.#isOpen = false
    })
  }

  /** Begins the stream: whatever happens once the other side sees it is told. */
  begin(): void {
    if (this.#isBegun || !this.#isOpen) return
    this.#isBegun = true
    this.#response.writeHead(200, {
      ...(this.#begin() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that gather answers before they pass them on are asked not to.
      'x-accel-buffering': 'no',
    })
    this.#write(`retry: ${retryMs()}\n\n`)
  }

  get isBegun(): boolean {
    return this.#isBegun
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Where the stream is before its first event. */
  standsAt(id: string): void {
    this.#standsAt = id
  }

  /** Sends an event of the stream's own course. */
  send(event: StreamEvent): void {
    this.#standsAt = event.id
    this.#send(event)
  }

  /** Sends an event of another course: with its id the stream is taken up in both. */
  sendBeside(event: StreamEvent): void {
    this.#send({ ...event, id: `${this.#standsAt}${event.id}` })
  }

  #send({ id, topic, data }: StreamEvent): void {
    this.#write(`id: ${id}\nevent: ${topic}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** A comment: keeps proxies from taking the stream for dead, and finds out who has gone. */
  beat(): void {
    this.#write(': \n\n')
  }

  /** Ends the stream; the browser comes back by itself. */
  end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    if (this.#isBegun) this.#response.end()
  }

  /** Cuts the stream off if nothing was read of it for so long; it can be taken up where it was. */
  cutIfStuck(stuckMs: number): void {
    if (this.#waitsSinceMs !== null && performance.now() - this.#waitsSinceMs > stuckMs) this.#cut()
  }

  /** Waits until what was sent is on its way, or the stream has ended. */
  async drained(): Promise<void> {
    if (this.#waitsSinceMs === null || !this.#isOpen) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#response.once('drain', resolve).once('close', resolve)
    await promise
    this.#response.off('drain', resolve).off('close', resolve)
  }

  #write(text: string): void {
    if (!this.#isOpen || !this.#isBegun) return
    if (!this.#response.write(text) && this.#waitsSinceMs === null) {
      this.#waitsSinceMs = performance.now()
      this.#response.once('drain', () => {
        this.#waitsSinceMs = null
      })
    }
    if (this.#response.writableLength > WAITING_BYTES_MAX) this.#cut()
  }

  #cut(): void {
    this.#isOpen = false
    this.#response.destroy()
  }
}
