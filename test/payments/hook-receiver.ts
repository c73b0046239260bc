import type { IncomingMessage } from 'node:http'
import { startDouble } from '../fetch/doubles.ts'
import type { Hook } from './provider-world.ts'

/** The server as the test provider's web hooks reach it: it keeps what came, and answers what is set. */
export class HookReceiver {
  readonly hooks: Hook[] = []
  /** What it answers next, in order; then 204. */
  readonly answers: number[] = []
  /** Done after a hook came and before it is answered. */
  onHook: () => void = () => {}
  url = ''

  async start(): Promise<this> {
    const { address, port } = await startDouble(async (request, response) => {
      const hook = await read(request)
      this.hooks.push(hook)
      this.onHook()
      response.writeHead(this.answers.shift() ?? 204).end()
    })
    this.url = `http://${address.includes(':') ? `[${address}]` : address}:${port}`
    return this
  }

  /** The ids of what came, in order. */
  get ids(): string[] {
    return this.hooks.map(({ body }) => (JSON.parse(body) as { id: string }).id)
  }
}

async function read(request: IncomingMessage): Promise<Hook> {
  let body = ''
  for await (const part of request) body += part
  if (request.url !== '/v1/payments/test/events') throw new Error(`posted to ${request.url}`)
  const name = 'tessera-test-signature'
  return { headers: { [name]: request.headers[name] }, body }
}
