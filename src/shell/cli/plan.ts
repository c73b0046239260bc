import { type Command, Option } from 'commander'
import { isRecord } from '../../core/base/schema.ts'
import { CHECKOUTS_MAX, type Plan } from '../../core/pricing/plan-document.ts'
import type { PlanExplanation } from '../../core/pricing/why.ts'
import { planText } from './plan-text.ts'
import { defineSearchCommand, type SearchOptions, wholeNumber } from './search-command.ts'

interface PlanOptions extends SearchOptions {
  readonly checkouts?: number
  readonly units?: true
}

/** Two are soon thought of, and beyond three a buyer pays more often than most care to. */
const CHECKOUTS = 3

const EXAMPLES = `
Examples:
  tessera plan cart.json                     into which checkouts to split the cart, and what that saves
  tessera plan cart.json --checkouts 2       in two at most
  tessera plan cart.json --units             where pieces of one line may go into different checkouts
  tessera plan cart.json --why               and why offers are left out and checkouts kept apart
  tessera plan cart.json --time-ms 500       what is found in half a second, and how good it is
  tessera plan --ndjson < carts.ndjson       one cart a line in, one plan a line out, in order

The checkouts are paid one after the other: an offer, its budget and the coins are used up by the first
that needs them, and each pays its own shipping. The cart may say "maxCheckouts" and "options"
{ "units", "timeMs" } itself; what stands on the command line counts first.

The plan is proved: no other has a smaller total. Of equal totals it has fewer checkouts, then fewer
offers. A search that takes too long, some ten seconds unless --time-ms says otherwise, answers the
best that it found and what is proved; Ctrl-C ends it likewise.

Exit codes: 0 fine, 2 bad input.`

export function define(command: Command): void {
  const checkouts = new Option(
    '--checkouts <number>',
    `how many checkouts at most; without it "maxCheckouts" of the cart, else ${CHECKOUTS}`,
  ).argParser((text) => wholeNumber(text, CHECKOUTS_MAX))
  command
    .addOption(checkouts)
    .option('--units', 'pieces of one line may go into different checkouts')
  defineSearchCommand<Plan, PlanExplanation, PlanOptions>(command, {
    search: 'plan',
    searchWhy: 'plan-explanation',
    foundIn: (explained) => explained.plan,
    examples: EXAMPLES,
    documentOf: planDocument,
    text: planText,
  })
}

/** The document of a plan: what the command line says stands in for what the cart says. */
function planDocument(cart: unknown, { checkouts, units }: PlanOptions): unknown {
  if (!isRecord(cart)) return cart
  const maxCheckouts = checkouts ?? cart.maxCheckouts ?? CHECKOUTS
  if (!units) return { ...cart, maxCheckouts }
  const said = isRecord(cart.options) ? cart.options : {}
  return { ...cart, maxCheckouts, options: { ...said, units } }
}
