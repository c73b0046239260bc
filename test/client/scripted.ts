import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** A request as it arrived. */
export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Reply = (response: ServerResponse, arrived: Arrived) => void

/**
 * A server that answers as the test says, one reply a request, the last one for all that follow: what a
 * real one does on its worst day, in a test of a second.
 */
export async function scripted() {
  const arrived: Arrived[] = []
  let replies: readonly Reply[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url = '', headers } = request
    arrived.push({ method, url, headers, body })
    const reply = replies[Math.min(arrived.length, replies.length) - 1]
    reply?.(response, arrived.at(-1) as Arrived)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    /** What is answered from now on. */
    answers: (...next: readonly Reply[]) => {
      arrived.length = 0
      replies = next
    },
  }
}

/** A document, with a status and headers. */
export function document(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}

/** A problem of our own server. */
export function problem(status: number, type: string, headers: Record<string, string> = {}): Reply {
  const told = { type: `/problems/${type}`, title: type, status, detail: `It is ${type}.` }
  return document(status, { ...told, instance: '/here#1' }, headers)
}

/** The connection ends before a word was said. */
export const cut: Reply = (response) => void response.socket?.destroy()
