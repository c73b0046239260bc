import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A server that answers, and how to stop it. */
export interface Server {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Long enough to build the page on a busy machine; a server that hangs is told within a minute. */
const START_MS = 55_000
const STOP_MS = 5_000

/** Starts the real server on a free port, as `npm start` does, and waits for the line with its address. */
export async function startServer(
  command = ['src/shell/http/start.ts'],
  environment: NodeJS.ProcessEnv = {},
): Promise<Server> {
  const server = spawn(process.execPath, command, {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...environment, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Whoever is ended in the middle of a test leaves no server behind.
  const end = () => server.kill('SIGKILL')
  process.once('exit', end)
  server.once('exit', () => process.off('exit', end))
  try {
    return { url: await addressOf(server), stop: () => stop(server) }
  } catch (error) {
    await stop(server)
    throw error
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`The server ${why}. It said:\n${said}`))
    const timer = setTimeout(() => fail(`gave no address in ${START_MS} ms`), START_MS)
    const listen = (chunk: Buffer) => {
      said += chunk
      const url = /\bhttps?:\/\/[^\s"'<>]+(?=\s)/.exec(said)?.[0]
      if (!url) return
      clearTimeout(timer)
      resolve(url.replace(/\/$/, ''))
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', (chunk) => {
      said += chunk
    })
    server.once('error', (error) => fail(`did not start (${error.message})`))
    server.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`ended with ${code ?? signal} before it listened`)
    })
  })
}

/** Asks the server to end, as a supervisor does; one that will not is ended and reported. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS)
  const [, signal] = await ended
  clearTimeout(timer)
  if (signal === 'SIGKILL')
    throw new Error(`The server did not end within ${STOP_MS} ms of SIGTERM`)
}
