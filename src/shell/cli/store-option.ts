/** Which database a command works on: the options, and opening it. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { defaultFolder } from '../store/embedded/folder.ts'
import { openStore, type Store } from '../store/store.ts'
import { refuse } from './screen.ts'

export interface StoreOptions {
  readonly database?: string
  readonly data?: string
  readonly json?: true
}

/** `--database` and `--data`, the same wherever something is kept. */
export function addStoreOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--database <url>', 'a PostgreSQL database; else that of DATABASE_URL').conflicts(
        'data',
      ),
    )
    .option('--data <folder>', 'the folder of an embedded database')
}

/** Does something with the store that was asked for, and closes it; where there is none, that is told. */
export async function withStore(
  options: StoreOptions,
  act: (store: Store) => Promise<void>,
): Promise<void> {
  const store = await opened(options)
  if (store === null) return
  try {
    await act(store)
  } finally {
    await store.close()
  }
}

async function opened({ data, json, ...options }: StoreOptions): Promise<Store | null> {
  const url = options.database ?? process.env.DATABASE_URL
  const folder = resolve(data ?? defaultFolder())
  const isEmbedded = data !== undefined || url === undefined
  if (isEmbedded && !existsSync(join(folder, 'data', 'PG_VERSION'))) {
    const fault =
      'Holds no database. Name its folder with --data, or a server with --database or DATABASE_URL; npm start makes one.'
    refuse({ refused: [{ path: folder, fault }] }, json)
    return null
  }
  try {
    return await openStore(isEmbedded ? { folder, connections: 4 } : { url, connections: 4 })
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    // A URL may hold a password, which is not for a log.
    const path = isEmbedded ? folder : '--database'
    refuse({ refused: [{ path, fault: `The database cannot be opened: ${why}` }] }, json)
    return null
  }
}
