import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../../src/shell/store/store.ts'
import { sharedPath, sharedText } from '../../tracker/shared-data.ts'

const ROOT = join(import.meta.dirname, '../../..')
const CORPUS = 'data/url-corpus.jsonl'

/** An account that stands nowhere else, so that whatever holds its digits has kept it. */
const ACCOUNT = '907315'
let made = 0
const account = () => `${ACCOUNT}${String(10_000_000 + made++)}`

/** What a link carries, with the account of whoever copied it. */
const npi = (sku = '12000036823357441') =>
  `4@dis!USD!20.00!5.00!!!20.00!5.00!@211b6c1917468332778255310efdb6!${sku}!sea!US!${account()}!ABX`

const item = (id: number, more = '') =>
  `https://www.aliexpress.com/item/100500634168${id}.html?pdp_npi=${encodeURIComponent(npi())}${more}`

/** Links as people paste them; broken ones too, and such as are refused. */
const PASTED: Readonly<Record<string, () => string>> = {
  'a link': () => item(1000),
  'in the midst of words': () => `look at this: ${item(1001)} ok?`,
  'not encoded': () => `https://www.aliexpress.com/item/1005006341681002.html?pdp_npi=${npi()}`,
  'encoded twice': () =>
    `https://www.aliexpress.com/item/1005006341681003.html?pdp_npi=${encodeURIComponent(encodeURIComponent(npi()))}`,
  'named twice': () => item(1004, `&pdp_npi=${encodeURIComponent(npi())}`),
  'in the fragment': () => `https://www.aliexpress.com/item/1005006341681005.html#pdp_npi=${npi()}`,
  'within a share link': () =>
    `https://star.aliexpress.com/share/share.htm?redirectUrl=${encodeURIComponent(item(1006))}`,
  'with a coin page': () =>
    `https://m.aliexpress.com/p/coin-index/index.html?productIds=1005006341681007&pdp_npi=${encodeURIComponent(npi())}`,
  'of a version that stops early': () =>
    `https://www.aliexpress.com/item/1005006341681008.html?pdp_npi=${encodeURIComponent(`2@dis!USD!US $20!US $5!!!!!@2!x!sea!US!${account()}`)}`,
  'of another shop': () =>
    `https://shop.example/lamp?id=1&pdp_npi=${encodeURIComponent(npi())}&utm_source=x`,
  'of a host that looks like ours': () =>
    item(1009).replace('aliexpress.com', 'aliexpress.com.evil.example'),
  'in a wrapper that nobody knows': () =>
    `https://out.example/go?to=${encodeURIComponent(item(1010))}`,
  'in the path of another shop': () => `https://out.example/go/${encodeURIComponent(item(1011))}/x`,
  'with a name before the host': () => item(1012).replace('www.', 'ann@www.'),
  'with another port': () => item(1013).replace('.com/', '.com:8443/'),
  'with a backslash': () => item(1014).replace('.com/', '.com\\'),
  'of a search': () => `https://www.aliexpress.com/w/wholesale-lamp.html?pdp_npi=${npi()}`,
  'that is too long': () => item(1015, `&x=${'y'.repeat(20_000)}`),
}

/** The links of the corpus, each with an account in place of the one that was taken out of it. */
function ofCorpus(): string[] {
  return sharedText(CORPUS)
    .split('\n')
    .filter((line) => line.includes('pdp_npi='))
    .map((line) => {
      const { url } = JSON.parse(line) as { readonly url: string }
      return url.replace(/pdp_npi=[^&#\s]*/, (given) => {
        const fields = decodeURIComponent(given.slice('pdp_npi='.length)).split('!')
        while (fields.length < 13) fields.push('')
        fields[12] = account()
        return `pdp_npi=${encodeURIComponent(fields.join('!'))}`
      })
    })
}

interface Running {
  readonly url: string
  readonly child: ChildProcess
  readonly said: () => string
}

const folder = mkdtempSync(join(tmpdir(), 'tessera-accounts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The server as it is started, which says all that it can say. */
async function startServer(): Promise<Running> {
  const child = spawn(process.execPath, ['src/shell/http/start.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      TESSERA_DATA: folder,
      TESSERA_SAMPLES: 'no',
      PORT: '0',
      LOG_LEVEL: 'trace',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  afterAll(() => child.kill('SIGKILL'))
  let said = ''
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
      const url = /Tessera is listening on (http:\S+)/.exec(said)?.[1]
      if (url) resolve(url)
    })
  }
  child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${said}`)))
  return { url: await promise, child, said: () => said }
}

/** Everything that a database holds, as text. */
async function dump({ pool }: Store): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  const parts: string[] = []
  for (const { name } of rows) {
    const { rows: found } = await pool.query<{ row: string }>(
      `select t::text as row from "${name}" t`,
    )
    parts.push(...found.map(({ row }) => `${name} ${row}`))
  }
  return parts.join('\n')
}

describe('the account of whoever copied a link', () => {
  it('is in no answer, no log and no table (fg.t.paste)', async () => {
    const server = await startServer()
    const pastes = Object.values(PASTED).map((text) => text())
    if (sharedPath(CORPUS)) pastes.push(...ofCorpus())
    const answers = await Promise.all(
      pastes.map(async (text) => {
        const answer = await fetch(`${server.url}/v1/tracker/links`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text }),
        })
        return { status: answer.status, body: await answer.text() }
      }),
    )
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].toSorted()).toEqual([200, 400])
    const store = await openStore({ folder })
    const kept = await dump(store)
    await store.close()
    server.child.kill('SIGTERM')
    // Only then all that it said is there.
    await once(server.child, 'close')

    // They were read, logged and kept; only whose they are is not.
    expect(kept).toContain('1005006341681006')
    expect(kept).toContain('shop.example/lamp?id=1')
    expect(server.said()).toContain('/v1/tracker/links')
    const holders = [...answers.map(({ body }) => body), ...kept.split('\n')]
    expect(holders.filter((text) => text.includes(ACCOUNT))).toEqual([])
    expect(
      server
        .said()
        .split('\n')
        .filter((line) => line.includes(ACCOUNT)),
    ).toEqual([])
  }, 120_000)
})
