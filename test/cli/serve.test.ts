import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startTessera, tessera } from './command.ts'

const TESSERA_DATA = mkdtempSync(join(tmpdir(), 'tessera-serve-'))
afterAll(() => rmSync(TESSERA_DATA, { recursive: true, force: true }))

describe('tessera serve', () => {
  // The first one of a clean checkout builds the pages: a minute, where the machine is busy.
  test('serves on a free port until it is asked to end', { timeout: 300_000 }, async () => {
    const child = startTessera(['serve', '--port', '0'], { TESSERA_DATA })
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let out = ''
        child.stdout?.on('data', (chunk: Buffer) => {
          out += chunk.toString()
          const found = /listening on (\S+)\n/.exec(out)
          if (found) resolve(found[1] as string)
        })
        child.once('exit', () => reject(new Error(`It ended before it listened: ${out}`)))
      })
      const answer = await fetch(`${url}/health`)
      expect(answer.status).toBe(200)
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
    } finally {
      child.kill('SIGKILL')
    }
  })

  test('refuses a port that is none', async () => {
    const { code, err } = await tessera(['serve', '--port', '99999'])
    expect(code).toBe(2)
    expect(err).toContain('--port')
  })
})
