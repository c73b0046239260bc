import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished } from 'vitest'
import { findChromium } from './chromium.ts'

/** Root has no sandbox, and machines of tests have no graphics card: SwiftShader draws instead. */
const ARGS = ['--no-sandbox', '--no-zygote', '--use-gl=angle', '--use-angle=swiftshader']

/**
 * One Chromium for a test file, closed after its last test. Call it at the top of the file:
 * `const browser = await openBrowser()`.
 */
export async function openBrowser(): Promise<Browser> {
  const found = findChromium()
  if ('missing' in found) throw new Error(`No browser to test in: ${found.missing}`)
  const { executable: executablePath, env } = found
  const browser = await chromium.launch({ executablePath, args: ARGS, env })
  afterAll(() => browser.close())
  return browser
}

/**
 * A page with a profile of its own, closed after the test that opened it. What goes wrong in the
 * page unseen (an error that nobody caught, a line on its console) fails that test.
 */
export async function openPage(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const wrongs: string[] = []
  page.on('pageerror', (error) => wrongs.push(`uncaught: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error') wrongs.push(`console: ${line.text()}`)
  })
  onTestFinished(async () => {
    await context.close()
    if (wrongs.length > 0) throw new Error(`In the page:\n${wrongs.join('\n')}`)
  })
  return page
}

/** A server that answers, and how to stop it. */
export interface Server {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Long enough to build the page on a busy machine; a server that hangs is told within a minute. */
const START_MS = 55_000
const STOP_MS = 5_000

/** Starts the real server on a free port, as `npm start` does, and waits for the line with its address. */
export async function startServer(command = ['src/shell/http/start.ts']): Promise<Server> {
  const server = spawn(process.execPath, command, {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
