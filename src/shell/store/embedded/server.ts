import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import { type Places, prepareFolder, serverUser } from './folder.ts'

/** A PostgreSQL server that runs, and how to reach it. */
export interface EmbeddedServer {
  /** The folder of its socket, for `host` of a connection. */
  readonly socket: string
  /** Ends the server if we started it; one that another process of ours runs is left alone. */
  readonly stop: () => Promise<void>
}

/** The name of the role and of the database that every embedded server has. */
export const EMBEDDED_NAME = 'tessera'

/**
 * Starts PostgreSQL in a folder, which is made where it is not there. A server whose process was killed
 * ends by itself, and is waited for; one whose process lives is shared.
 */
export async function startEmbedded(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedServer> {
  const uid = serverUser()
  const places = prepareFolder(folder, uid)
  if (takeOwnership(places) === 'shared') {
    await untilReady(places)
    return { socket: places.sockets, stop: async () => {} }
  }
  try {
    const binaries = findBinaries(uid)
    await endLeftover(places)
    if (!existsSync(join(places.data, 'PG_VERSION'))) await initialise(binaries, places, uid)
    const child = await launchUntilFree(binaries, { places, uid, settings })
    return { socket: places.sockets, stop: () => stop(child, places) }
  } catch (error) {
    giveUp(places)
    throw error
  }
}

/** The folders whose servers this process runs: the file of an owner tells processes apart only. */
const running = new Set<string>()

/** Whether this process is to run the server, or a living one runs it already. */
function takeOwnership({ owner }: Places): 'ours' | 'shared' {
  for (;;) {
    try {
      writeFileSync(owner, String(process.pid), { flag: 'wx' })
      running.add(owner)
      return 'ours'
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readIfThere(owner))
    if (holder === process.pid ? running.has(owner) : isAlive(holder)) return 'shared'
    rmSync(owner, { force: true })
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** How long a server may take to end, to start, or to recover. */
const PATIENCE_MS = 60_000

/** A killed process leaves its server running: it is asked to end, with its connections cut. */
async function endLeftover({ data }: Places): Promise<void> {
  const lock = join(data, 'postmaster.pid')
  const pid = Number(readIfThere(lock).split('\n', 1)[0])
  if (!isAlive(pid) || !isPostgres(pid)) return rmSync(lock, { force: true })
  process.kill(pid, 'SIGINT')
  await until(() => !isAlive(pid), `the PostgreSQL of an earlier run (process ${pid}) to end`)
}

/** Whether a process is a PostgreSQL: after a reboot its number may belong to another program. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  return readIfThere(`/proc/${pid}/cmdline`).includes('postgres')
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error(`Waited a minute in vain for ${what}.`)
    await wait(20)
  }
}

function initialise(binaries: Binaries, places: Places, uid: number | null): Promise<void> {
  const options = ['-U', EMBEDDED_NAME, '--auth=trust', '--encoding=UTF8', '--locale=C']
  const child = spawn(binaries.initdb, ['-D', places.data, ...options, '--no-instructions'], {
    ...asUser(uid),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      reject(new Error(`The folder ${places.data} could not be made a database: ${said.trim()}`))
    })
  })
}

const asUser = (uid: number | null) => (uid === null ? {} : { uid, gid: uid })

/** Every acknowledged commit is on the disk: only what concerns size and place differs from PostgreSQL's own settings. */
const SETTINGS = {
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const

interface Launch {
  readonly places: Places
  readonly uid: number | null
  readonly settings: Readonly<Record<string, string>>
}

/**
 * Runs the server, and ends it when its standard input ends: by us, or because we are gone, however
 * that came. So none is left behind, and the next one need not recover.
 */
const KEEPER =
  'trap "" INT TERM; "$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server'

function launch({ postgres }: Binaries, { places, uid, settings }: Launch): ChildProcess {
  const all = { ...SETTINGS, unix_socket_directories: places.sockets, ...settings }
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(places.log, 'a')
  const command = [postgres, '-D', places.data, ...given]
  const child = spawn('/bin/sh', ['-c', KEEPER, 'keeper', ...command], {
    ...asUser(uid),
    cwd: '/',
    stdio: ['pipe', log, log],
    // Ctrl-C in a terminal reaches the whole group: the server must outlive us until we have ended.
    detached: true,
  })
  closeSync(log)
  child.unref()
  const { stdin } = child
  // Neither the process nor its input keeps us from ending.
  if (stdin && 'unref' in stdin) (stdin as unknown as { unref: () => void }).unref()
  return child
}

/** So long may the processes of a server that was killed hold its memory: meanwhile none other starts. */
const HELD_MS = 10_000

/** Launches the server; one that ends at once, for another's processes are still ending, is launched again. */
async function launchUntilFree(
  binaries: Binaries,
  how: Parameters<typeof launch>[1],
): Promise<ChildProcess> {
  const endMs = performance.now() + HELD_MS
  for (;;) {
    const child = launch(binaries, how)
    try {
      await untilReady(how.places, child)
      return child
    } catch (error) {
      if (child.exitCode === null || performance.now() > endMs) throw error
    }
    await wait(250)
  }
}

async function untilReady(places: Places, child?: ChildProcess): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS
  for (;;) {
    const client = new pg.Client({
      host: places.sockets,
      user: EMBEDDED_NAME,
      database: 'postgres',
    })
    try {
      await client.connect()
      return
    } catch (error) {
      const ended = child !== undefined && child.exitCode !== null
      if (ended || performance.now() > endMs) {
        throw new Error(`PostgreSQL did not start (its log: ${places.log}): ${error}`)
      }
    } finally {
      await client.end().catch(() => {})
    }
    await wait(25)
  }
}

async function stop(child: ChildProcess, places: Places): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.ref()
    child.stdin?.end()
    await ended
  }
  giveUp(places)
}

function giveUp({ owner }: Places): void {
  rmSync(owner, { force: true })
  running.delete(owner)
}
