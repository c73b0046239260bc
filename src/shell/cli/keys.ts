import type { Command } from 'commander'
import { SCOPES } from '../../contract/market/endpoint.ts'
import { createKey } from '../store/access/keys.ts'
import { refuse, say } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'

interface KeyOptions extends StoreOptions {
  readonly scopes: string
  readonly seller?: string
}

const EXAMPLES = `
Examples:
  tessera keys checkout --scopes claims:write,quotes,buyers:write
  tessera keys stock-feed --scopes offers:write --seller lumen

Scopes: ${SCOPES.join(', ')}.
The key is shown this once: the database keeps only its digest.

Exit codes: 0 the key was issued, 2 a scope is unknown, 3 a fault of the program.`

export function define(command: Command): void {
  addStoreOptions(command.argument('<name>', 'what the key is for'))
    .requiredOption('--scopes <list>', 'what it may do, with commas between')
    .option('--seller <id>', 'only for the rows of this seller')
    .addHelpText('after', EXAMPLES)
    .action((name: string, options: KeyOptions) => issue(name, options))
}

async function issue(
  name: string,
  { scopes: list, seller, ...options }: KeyOptions,
): Promise<void> {
  const scopes = list.split(',').map((one) => one.trim())
  const unknown = scopes.filter((one) => !SCOPES.some((scope) => scope === one))
  if (unknown.length > 0) {
    const fault = `There is no scope ${unknown.join(', ')}. Known: ${SCOPES.join(', ')}.`
    return refuse({ refused: [{ path: '--scopes', fault }] }, options.json)
  }
  await withStore(options, async (store) => {
    const { token } = await createKey(store, { name, scopes, seller: seller ?? null })
    say(token)
  })
}
