import type { Command } from 'commander'
import { decimalText } from '../../core/base/iso4217.ts'
import type { Input } from '../../core/pricing/input.ts'
import { type Unlock, unlock } from '../../core/pricing/unlock.ts'
import { defineCartCommand } from './cart-command.ts'
import type { CartToPrice } from './cart-input.ts'
import { visible } from './plain-text.ts'
import { pageColumns } from './screen.ts'
import { table } from './table.ts'

const EXAMPLES = `
Examples:
  tessera unlock cart.json                 what would reach the minimum of each offer that falls short
  tessera unlock cart.json --json          the same as a list
  tessera unlock --ndjson < carts.ndjson   one cart a line in, one list a line out, in order

Missing spend is added as one untaxed item beside the first that takes part, missing pieces as more of
the cheapest. The cost is the new total less the old one: below zero, adding makes the cart cheaper.

Exit codes: 0 fine, 2 bad input.`

export function define(command: Command): void {
  defineCartCommand(command, { examples: EXAMPLES, answer: unlock, text: unlockText })
}

async function unlockText(unlocks: readonly Unlock[], { input }: CartToPrice): Promise<string> {
  if (unlocks.length === 0) return 'No offer is short of its minimum.'
  return unlockTable(unlocks, (input as Input).currency)
}

async function unlockTable(unlocks: readonly Unlock[], currency: string): Promise<string> {
  const rows = unlocks.map(({ offer, short, shortOf, cost, worth }) => [
    visible(offer),
    shortOf === 'items' ? `${short} more pieces` : `${decimalText(short, currency)} more`,
    decimalText(cost, currency),
    worth ? 'yes' : 'no',
  ])
  const head = [
    { head: 'offer', yields: 'cut' },
    { head: 'short of', right: true },
    { head: `cost in ${currency}`, right: true },
    { head: 'worth it' },
  ] as const
  return table(head, rows, pageColumns())
}
