import type { Command } from 'commander'
import { decimalText } from '../../core/base/iso4217.ts'
import type { Best } from '../../core/pricing/best.ts'
import type { Quote } from '../../core/pricing/document.ts'
import { quote } from '../../core/pricing/quote.ts'
import type { Terms } from '../../core/pricing/terms.ts'
import type { BestExplanation } from '../../core/pricing/why.ts'
import type { CartToPrice } from './cart-input.ts'
import { visible, visibleDocument } from './plain-text.ts'
import { gapText } from './progress-screen.ts'
import { receipt } from './receipt.ts'
import { pageColumns } from './screen.ts'
import { defineSearchCommand } from './search-command.ts'

const EXAMPLES = `
Examples:
  tessera best cart.json                     which offers to use, and what that saves
  tessera best cart.json --choose AE08,o2    the best choice among these
  tessera best cart.json --why               and why each other offer is better left out
  tessera best cart.json --time-ms 500       what is found in half a second, and how good it is
  tessera best --ndjson < carts.ndjson       one cart a line in, one choice a line out, in order

The choice is proved: no other has a smaller total. Of equal totals it uses fewer offers, then those that
expire first. A search that takes too long, some ten seconds unless --time-ms says otherwise, answers
the best that it found and what is proved; Ctrl-C ends it likewise.

Exit codes: 0 fine, 2 bad input.`

export function define(command: Command): void {
  defineSearchCommand(command, {
    search: 'best',
    searchWhy: 'best-explanation',
    foundIn: ({ best }: BestExplanation) => best,
    examples: EXAMPLES,
    documentOf: (cart) => cart,
    text: choiceText,
  })
}

async function choiceText(found: Best, { input, library }: CartToPrice): Promise<string> {
  const { title } = (library.get(found.quote.terms) as Terms).document
  const page = visibleDocument({ title, width: pageColumns() })
  const all = quote(input, { terms: library }) as Quote
  return `${headline(found, all)}\n\n${await receipt(visibleDocument(found.quote), page)}`
}

function headline({ total, bound, proved, chosen }: Best, all: Quote): string {
  const money = (minor: number): string => `${decimalText(minor, all.currency)} ${all.currency}`
  const use = chosen.length === 0 ? 'Use no offer' : `Use ${chosen.map(visible).join(', ')}`
  const gain = all.totals.total - total
  const than = gain > 0 ? `, ${money(gain)} less than with every offer attempted` : ''
  const proof = proved
    ? 'No choice is cheaper.'
    : `It is proved that none comes below ${money(bound)} (gap ${gapText(total, bound)}).`
  return `${use}: ${money(total)}${than}. ${proof}`
}
