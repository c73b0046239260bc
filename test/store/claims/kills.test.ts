import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { settleTransfers } from '../../../src/shell/store/claims/settle.ts'
import { openStore } from '../../../src/shell/store/store.ts'
import { gaugesOf } from './gauges.ts'
import { killAll } from './killing.ts'

const OFFER = 'contested'
const LIMIT = 2_500
const KILLS = 5
const folder = mkdtempSync(join(tmpdir(), 'tessera-kills-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a claiming process was told, until it ends or is killed. */
class Claimer {
  readonly acknowledged: number[] = []
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  said = ''

  constructor(first: number) {
    const script = join(import.meta.dirname, 'claimer.ts')
    this.child = spawn(process.execPath, [script, folder, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.ended = new Promise((resolve) => this.child.once('close', resolve))
    let rest = ''
    this.child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk).split('\n')
      // A line without its end may be half a number: it was not said.
      rest = lines.pop() as string
      for (const line of lines) {
        if (/^\d+$/.test(line)) this.acknowledged.push(Number(line))
        else this.said += line
      }
    })
  }

  async has(count: number): Promise<void> {
    while (this.acknowledged.length < count && this.child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

describe('a process and its database, killed', () => {
  it(`${KILLS} times: no acknowledged claim is lost, none is granted twice`, async () => {
    const acknowledged = new Set<number>()
    let first = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const claimer = new Claimer(first)
      await claimer.has(100 + 60 * kill)
      await killAll(claimer.child, folder)
      await claimer.ended
      for (const n of claimer.acknowledged) acknowledged.add(n)
      // The last ones who asked were told nothing: they ask again, by the same keys.
      first = Math.max(0, ...claimer.acknowledged) - 60
    }
    const last = new Claimer(Math.max(0, first))
    await last.ended
    expect(last.said).toBe('none left')
    for (const n of last.acknowledged) acknowledged.add(n)

    const store = await openStore({ folder, connections: 4 })
    const rows = await store.db
      .selectFrom('claims')
      .select(['buyer_id', 'ordinal', 'key'])
      .execute()
    const held = new Set(rows.map(({ buyer_id }) => Number(buyer_id.slice(1))))
    expect([...acknowledged].filter((n) => !held.has(n))).toEqual([])
    expect(rows.filter(({ buyer_id, key }) => buyer_id.slice(1) !== key.slice(1))).toEqual([])
    expect(held.size).toBe(rows.length)
    await settleTransfers(store, { graceSeconds: 0 })
    expect(await gaugesOf(store, OFFER)).toEqual({
      uses: { given: LIMIT, left: 0 },
      budget: null,
    })
    expect(rows).toHaveLength(LIMIT)
    await store.close()
  }, 120_000)
})
