import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { defaultFolder } from '../store/embedded/folder.ts'
import { BOOKS } from '../store/ledger/books.ts'
import { checkBook } from '../store/ledger/check.ts'
import type { Trial } from '../store/ledger/trial.ts'
import { openStore, type Store } from '../store/store.ts'
import { progressLine } from './ledger-progress.ts'
import { isInOrder, trialDocument, trialText } from './ledger-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'

interface CheckOptions {
  readonly database?: string
  readonly data?: string
  readonly json?: true
}

/** The books were read, and something in them is wrong. */
const NOT_IN_ORDER = 1

const EXAMPLES = `
Examples:
  tessera ledger check                       the database of DATABASE_URL, or the embedded one
  tessera ledger check --database postgres://db.example.org/tessera
  tessera ledger check --data .data --json

Reads every entry of every ledger while others write, and computes it again: the sums of the accounts,
each chain's numbers, balances and seals, and its end.

Exit codes: 0 in order, 1 something was changed, 2 the database cannot be read, 3 a fault of the
program itself.`

export function define(command: Command): void {
  command
    .command('check')
    .description('draw up the trial balance, and find what was changed in the books')
    .addOption(new Option('--database <url>', 'a PostgreSQL database').conflicts('data'))
    .option('--data <folder>', 'the folder of an embedded database')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(check)
}

async function check(options: CheckOptions): Promise<void> {
  const store = await opened(options)
  if (store === null) return
  try {
    const trials: Trial[] = []
    for (const book of BOOKS) {
      const progress = progressLine(process.stderr)
      trials.push(await checkBook(store, book, { onProgress: progress.show }))
      progress.clear()
    }
    if (options.json) sayJson(trials.map(trialDocument))
    else for (const trial of trials) say(await trialText(trial, pageColumns()))
    if (!trials.every(isInOrder)) process.exitCode = NOT_IN_ORDER
  } finally {
    await store.close()
  }
}

/** The store that was asked for; null where there is none, which is told. */
async function opened({ data, json, ...options }: CheckOptions): Promise<Store | null> {
  const database = options.database ?? process.env.DATABASE_URL
  const folder = resolve(data ?? defaultFolder())
  const isEmbedded = data !== undefined || database === undefined
  if (isEmbedded && !existsSync(join(folder, 'data', 'PG_VERSION'))) {
    const fault =
      'Holds no database. Name its folder with --data, or a server with --database or DATABASE_URL.'
    refuse({ refused: [{ path: folder, fault }] }, json)
    return null
  }
  try {
    return await openStore(
      isEmbedded ? { folder, connections: 2 } : { url: database, connections: 2 },
    )
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    // A URL may hold a password, which is not for a log.
    const path = isEmbedded ? folder : '--database'
    refuse({ refused: [{ path, fault: `The database cannot be opened: ${why}` }] }, json)
    return null
  }
}
