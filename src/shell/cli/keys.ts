import type { Command } from 'commander'
import { SCOPES, type Scope } from '../../contract/market/endpoint.ts'
import { isForSellers, SELLER_SCOPES } from '../../contract/market/seller-scopes.ts'
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
Of a seller's key: ${SELLER_SCOPES.join(', ')}.
The key is shown this once: the database keeps only its digest.

Exit codes: 0 the key was issued, 2 there is no such scope or it is none for a seller, 3 a fault of the program.`

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
  const fault = scopesFault(scopes, seller)
  if (fault !== null) return refuse({ refused: [{ path: '--scopes', fault }] }, options.json)
  await withStore(options, async (store) => {
    const { token } = await createKey(store, { name, scopes, seller: seller ?? null })
    say(token)
  })
}

/** What is wrong with the scopes of a key, as a sentence; null where nothing is. */
function scopesFault(scopes: readonly string[], seller: string | undefined): string | null {
  const isKnown = (one: string): one is Scope => SCOPES.some((scope) => scope === one)
  const unknown = scopes.filter((one) => !isKnown(one))
  if (unknown.length > 0) {
    return `There is no scope ${unknown.join(', ')}. Known: ${SCOPES.join(', ')}.`
  }
  const beyond = seller === undefined ? [] : scopes.filter(isKnown).filter((s) => !isForSellers(s))
  if (beyond.length === 0) return null
  return `A key of a seller cannot have ${beyond.join(', ')}. It can have: ${SELLER_SCOPES.join(', ')}.`
}
