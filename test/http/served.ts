import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type AppOptions, buildApp } from '../../src/shell/http/app.ts'
import { afterwards } from '../afterwards.ts'

/** The real application on a free port of this machine, closed after the tests of the file. */
export async function serve(options: AppOptions = {}) {
  const app = await buildApp(options)
  await app.listen({ port: 0, host: '127.0.0.1' })
  afterwards(async () => {
    app.server.closeAllConnections()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    app,
    port,
    url,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { headers }),
    post: (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
      fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': type } }),
  }
}

export type Served = Awaited<ReturnType<typeof serve>>

/** After an answer, silence for this long is its end. */
const SILENCE_MS = 60

/** Longer than any machine takes to answer: whoever says nothing until then has nothing to say. */
const PATIENCE_MS = 10_000

/** What is waited for on a plain socket. */
interface Expected {
  /** How many answers are sure to come. */
  readonly answers?: number
  /** How long to wait for the first one where none need come. */
  readonly forMs?: number
}

/**
 * Writes bytes to a plain socket, and waits until the server closes it, or has given the answers that are
 * awaited and has nothing more to say.
 */
export function exchange(
  port: number,
  bytes: Buffer | string,
  { answers = 1, forMs = PATIENCE_MS }: Expected = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let got = ''
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(got)
    }
    let timer = setTimeout(end, forMs)
    socket.on('data', (chunk) => {
      got += chunk.toString()
      clearTimeout(timer)
      timer = setTimeout(end, statuses(got).length < answers ? PATIENCE_MS : SILENCE_MS)
    })
    socket.on('error', end)
    socket.on('close', end)
    socket.write(bytes)
  })
}

/** The statuses of the answers that a plain socket got, in order. */
export function statuses(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((found) => Number(found[1]))
}

const SHARED = new URL('../../../shared/', import.meta.url)

/** A place in the collection of specifications and bad inputs beside the project, if it is there. */
export function shared(path: string): string | null {
  const place = fileURLToPath(new URL(path, SHARED))
  return existsSync(place) ? place : null
}
