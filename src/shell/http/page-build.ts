import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Pages } from './routes/built-pages.ts'

const ROOT = join(import.meta.dirname, '../../..')
const CONFIG = join(ROOT, 'src/web/vite.config.ts')
const DIST = join(ROOT, 'dist')
const SERVER = join(DIST, 'server/entry-server.js')
const STAMP = join(DIST, 'page.stamp')
const LOCK = join(DIST, 'page.lock')

/** Everything that the pages are made of; what is imported from elsewhere is in the lock file. */
const SOURCES = [
  'src/{web,client,core,contract}/**',
  '{terms,clauses,samples,processes}/**',
  'package-lock.json',
]

/** Builds the pages if they are not there or not of these sources. Returns whether it built. */
export async function buildPagesIfStale(): Promise<boolean> {
  if (isFresh()) return false
  await takeLock()
  try {
    // Whoever held the lock may have built what is needed here.
    if (isFresh()) return false
    const fingerprint = fingerprintOf(SOURCES)
    rmSync(STAMP, { force: true })
    const { build } = await import('vite')
    await build({ configFile: CONFIG })
    await build({ configFile: CONFIG, build: { ssr: true } })
    compressAssets()
    writeFileSync(STAMP, fingerprint)
    return true
  } finally {
    rmSync(LOCK, { force: true })
  }
}

/** What the pages' entry for the server exports. */
interface Rendering extends Pick<Pages, 'render'> {
  readonly PATHS: Pages['paths']
  readonly readsOf: Pages['reads']
}

/** The built pages, ready to be served. */
export async function loadPages(): Promise<Pages> {
  const { PATHS, readsOf, render } = (await import(SERVER)) as Rendering
  return { root: join(DIST, 'web'), paths: PATHS, reads: readsOf, render }
}

/** Scripts and styles stand beside themselves compressed: a phone loads a third of the bytes. */
function compressAssets(): void {
  for (const path of globSync('web/assets/*.{js,css}', { cwd: DIST })) {
    const bytes = readFileSync(join(DIST, path))
    writeFileSync(join(DIST, `${path}.br`), brotliCompressSync(bytes))
    writeFileSync(join(DIST, `${path}.gz`), gzipSync(bytes))
  }
}

function isFresh(): boolean {
  if (!existsSync(SERVER) || !existsSync(STAMP)) return false
  return readFileSync(STAMP, 'utf8') === fingerprintOf(SOURCES)
}

/** Names, sizes and times of all files: a file that is gone changes it as much as one that is new. */
function fingerprintOf(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of globSync(patterns, { cwd: ROOT }).sort()) {
    const { size, mtimeMs } = statSync(join(ROOT, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Two servers that start at once would build into the same folder: the second one waits. */
async function takeLock(): Promise<void> {
  mkdirSync(DIST, { recursive: true })
  for (;;) {
    try {
      return writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (!isRunning(holderOf(LOCK))) rmSync(LOCK, { force: true })
    await wait(100)
  }
}

function holderOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function isRunning(pid: number): boolean {
  // Zero is a lock that is just being written, or gone already.
  if (pid === 0) return true
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
