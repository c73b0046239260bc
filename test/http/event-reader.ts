import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

/** An event of a stream as a browser's EventSource would hand it on. */
export interface ReadEvent {
  readonly id: string
  readonly event: string
  readonly data: { readonly [name: string]: unknown }
}

/** Reads a stream of server-sent events. */
export class EventReader {
  readonly events: ReadEvent[] = []
  readonly response: IncomingMessage
  text = ''
  isOpen = true
  #rest = ''

  private constructor(response: IncomingMessage) {
    this.response = response
    response.setEncoding('utf8').on('data', (part: string) => this.#read(part))
    response.on('close', () => {
      this.isOpen = false
    })
    response.on('error', () => {})
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const asked = request(url, { headers, agent: false }).end()
    asked.on('error', () => {})
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return new EventReader(response)
  }

  /** Waits until something is so; what never comes fails after fifteen seconds. */
  async until(isSo: () => boolean): Promise<void> {
    const endMs = performance.now() + 15_000
    while (!isSo()) {
      if (performance.now() > endMs) throw new Error(`In vain; so far: ${this.text}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  close(): void {
    this.response.destroy()
  }

  #read(part: string): void {
    this.text += part
    const blocks = (this.#rest + part).split('\n\n')
    this.#rest = blocks.pop() as string
    for (const block of blocks) {
      const lines = block.split('\n').map((line) => /^(\w+): (.*)$/.exec(line))
      const field = (name: string) => lines.find((found) => found?.[1] === name)?.[2]
      const [id, event, data] = [field('id'), field('event'), field('data')]
      if (id && event && data) this.events.push({ id, event, data: JSON.parse(data) })
    }
  }
}
