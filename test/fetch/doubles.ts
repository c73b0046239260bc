import diagnostics from 'node:diagnostics_channel'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createPlainServer, type Socket } from 'node:net'
import { GuardedClient, type GuardedClientOptions } from '../../src/shell/fetch/client.ts'
import { afterwards } from '../afterwards.ts'
import { certificate, certificateKey } from './certificate.ts'

/** A server of another party, on an address that a test may open to the client. */
export interface Double {
  readonly address: string
  readonly port: number
  /** What it was asked, in order. */
  readonly asked: IncomingMessage[]
}

/** Another address of this machine than the one that the canaries watch. */
const OTHER_ADDRESSES = ['127.0.0.2', '::1']

export async function startDouble(listener: RequestListener, secure = false): Promise<Double> {
  const asked: IncomingMessage[] = []
  const listens: RequestListener = (request, response) => {
    asked.push(request)
    return listener(request, response)
  }
  const options = { cert: certificate, key: certificateKey }
  const server = secure ? createSecureServer(options, listens) : createServer(listens)
  const address = await listenOnOneOf(server, OTHER_ADDRESSES)
  afterwards(() => server.closeAllConnections())
  return { address, port: (server.address() as AddressInfo).port, asked }
}

async function listenOnOneOf(server: Server, addresses: readonly string[]): Promise<string> {
  for (const address of addresses) {
    try {
      server.listen(0, address)
      await once(server, 'listening')
      afterwards(() => void server.close())
      return address
    } catch {
      // This system has no such address: the next one.
    }
  }
  throw new Error(`This machine has none of the addresses ${addresses.join(', ')}.`)
}

/** Sockets that were opened to a server of this machine which nobody may reach. */
export async function startCanary(): Promise<{
  readonly port: number
  readonly sockets: Socket[]
}> {
  const sockets: Socket[] = []
  const server = createPlainServer((socket) => {
    sockets.push(socket)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterwards(() => void server.close())
  return { port: (server.address() as AddressInfo).port, sockets }
}

/** Every address that this process dials over TCP from now on. */
export function watchDials(): { readonly address: string; readonly port: number }[] {
  const dials: { address: string; port: number }[] = []
  const watch = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket }
    socket.on('connectionAttempt', (address, port) => {
      if (port > 0) dials.push({ address, port })
    })
  }
  diagnostics.subscribe('net.client.socket', watch)
  afterwards(() => void diagnostics.unsubscribe('net.client.socket', watch))
  return dials
}

/**
 * A client that tells of a failure at once, closed after the test, or after those of the file. It waits for an answer as
 * long as it does for others: a busy machine answers late.
 */
export function guardedClient(options: GuardedClientOptions = {}): GuardedClient {
  const limits = { failureStepMs: 1, ...options.limits }
  const client = new GuardedClient({ ...options, limits })
  afterwards(() => client.close())
  return client
}
