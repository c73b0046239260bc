import { createHash } from 'node:crypto'
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { isReachable } from './binaries.ts'

/** The user that runs the server where we are root: PostgreSQL refuses to run as root. */
export const NOBODY = 65_534

/** Who runs the server: null for ourselves. */
export function serverUser(): number | null {
  return process.getuid?.() === 0 ? NOBODY : null
}

const ROOT = resolve(import.meta.dirname, '../../../..')

/** Where the embedded database lives unless it is said otherwise: beside the project, or in /var/lib. */
export function defaultFolder(): string {
  const chosen = process.env.TESSERA_DATA
  if (chosen) return resolve(chosen)
  if (serverUser() === null || isReachable(ROOT)) return join(ROOT, '.data')
  return join('/var/lib/tessera', createHash('sha256').update(ROOT).digest('hex').slice(0, 12))
}

/** The parts of a folder that holds an embedded database. */
export interface Places {
  readonly data: string
  readonly sockets: string
  readonly log: string
  readonly owner: string
}

/** A socket's path must fit 107 bytes, its own name `.s.PGSQL.5432` included. */
const SOCKET_FOLDER_MAX = 107 - '/.s.PGSQL.5432'.length

/** Makes the folder of an embedded database, for the user who runs its server. */
export function prepareFolder(folder: string, uid: number | null): Places {
  mkdirSync(folder, { recursive: true })
  if (uid !== null && !isReachable(dirname(folder))) {
    throw new Error(
      `${folder} cannot be reached by the user who runs PostgreSQL (${uid}): choose another with TESSERA_DATA, for example /var/lib/tessera.`,
    )
  }
  const near = join(folder, 'sockets')
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const sockets =
    Buffer.byteLength(near) <= SOCKET_FOLDER_MAX ? near : join(tmpdir(), `tessera-${hash}`)
  if (!existsSync(sockets)) mkdirSync(sockets, { mode: 0o700 })
  if (uid !== null) for (const path of [folder, sockets]) chownSync(path, uid, uid)
  return {
    data: join(folder, 'data'),
    sockets,
    log: join(folder, 'postgres.log'),
    owner: join(folder, 'owner.pid'),
  }
}
