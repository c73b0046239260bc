import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { portOf, startFailure } from '../../src/shell/http/start.ts'

const ROOT = join(import.meta.dirname, '../..')
/** The first start may have to build the pages. */
const START_MS = 60_000
/** The servers of these tests share a database of their own. */
const TESSERA_DATA = mkdtempSync(join(tmpdir(), 'tessera-start-'))
afterAll(() => rmSync(TESSERA_DATA, { recursive: true, force: true }))

describe('what the environment says', () => {
  test.each([
    [undefined, 8080],
    ['', 8080],
    ['0', 0],
    ['3000', 3000],
    ['65535', 65_535],
  ])('PORT=%s is %i', (text, port) => {
    expect(portOf(text)).toBe(port)
  })

  test.each(['65536', '-1', '8080x', '3e3', ' 80', 'http'])('PORT=%s is refused', (text) => {
    expect(portOf(text)).toEqual({ wrong: `must be a number from 0 to 65535, not "${text}".` })
  })

  test.each([
    [
      'EADDRINUSE',
      'Port 8080 is taken. Stop the program that uses it, or choose another: PORT=8081 npm start, or tessera serve --port 8081',
    ],
    [
      'EACCES',
      'Port 8080 is not allowed for this user. Choose one above 1023: PORT=8080 npm start, or tessera serve --port 8080',
    ],
    [
      'EADDRNOTAVAIL',
      'This machine has no address 10.9.8.7. Choose another: HOST=127.0.0.1 npm start, or tessera serve --host 127.0.0.1',
    ],
  ])('%s is told with what to do', (code, message) => {
    const error = Object.assign(new Error(code), { code })
    expect(startFailure(error, { port: 8080, host: '10.9.8.7' })).toBe(message)
  })
})

describe('npm start', () => {
  test(
    'says one line with its address, serves pages and API, and ends when it is asked to',
    async () => {
      const { child, said } = begin({ PORT: '0' })
      const url = await listening(child, said)
      expect(said().out).toMatch(/^Tessera is listening on http:\/\/localhost:\d+\n$/)

      const page = await fetch(url)
      expect(page.status).toBe(200)
      const html = await page.text()
      expect(html).toMatch(/^<!doctype html>/)
      for (const [, file] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
        const asset = await fetch(url + file)
        expect(asset.status).toBe(200)
        expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
        // A font is compressed in itself.
        const encoding = file?.endsWith('.woff2') ? null : 'gzip'
        expect(asset.headers.get('content-encoding')).toBe(encoding)
      }
      const nowhere = await fetch(`${url}/nowhere`, { headers: { accept: 'text/html' } })
      expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([
        404,
        'text/html; charset=utf-8',
      ])
      expect((await fetch(`${url}/nowhere`)).headers.get('content-type')).toContain('problem+json')
      expect((await fetch(`${url}/health`)).status).toBe(200)

      const taken = begin({ PORT: new URL(url).port })
      expect(await once(taken.child, 'close')).toEqual([1, null])
      expect(taken.said().err).toMatch(/^Port \d+ is taken\..*PORT=\d+ npm start.*\n$/)

      child.kill('SIGTERM')
      expect(await once(child, 'close')).toEqual([0, null])
      expect(said().err).toBe('')
    },
    2 * START_MS,
  )

  test('a port that is none is refused at once', async () => {
    const { child, said } = begin({ PORT: 'eighty' })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(said()).toEqual({
      out: '',
      err: 'PORT must be a number from 0 to 65535, not "eighty".\n',
    })
  })
})

/** Starts the server. Only when it is closed, and not when it has ended, all that it said is there. */
function begin(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['src/shell/http/start.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, TESSERA_DATA, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  return { child, said: () => said }
}

function listening(child: ChildProcess, said: () => { out: string; err: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /http:\S+/.exec(said().out)?.[0]
      if (url) resolve(url)
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${said().err}`)))
  })
}
