import type { Command } from 'commander'
import { isRefused } from '../../core/base/faults.ts'
import { rehearsal } from '../../core/offers/rehearsal.ts'
import type { RehearsedSide } from '../../core/offers/rehearsal-side.ts'
import type { TermsLibrary } from '../../core/pricing/library.ts'
import { addTermsOption, readLibrary } from './cart-input.ts'
import { visibleDocument } from './plain-text.ts'
import { recordedCarts } from './rehearse-carts.ts'
import { readDraft } from './rehearse-drafts.ts'
import { rehearsalText } from './rehearse-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'

interface RehearseOptions {
  readonly draft?: string
  readonly under?: string
  readonly without?: readonly string[]
  readonly cheapest?: true
  readonly keepWindows?: true
  readonly ruleSet: string
  readonly terms?: string
  readonly json?: true
}

const EXAMPLES = `
Examples:
  tessera rehearse samples/carts/*.json --draft june.json       a campaign before its launch
  tessera rehearse carts.ndjson --under aliexpress-2020-03      under other terms
  tessera rehearse carts.ndjson --terms drafts/ --under mine    under a draft of your own terms
  tessera rehearse carts.ndjson --draft june.json --without old-coupon --cheapest

Carts are inputs of a quote: a document a file, or one a line (.ndjson, and standard input). They are
priced as recorded, and with the draft: what it costs each payer, who pays less and who pays more, which
offers nobody could use, and what to look at. A draft is a file as "tessera offers import" takes it. Its
offers count as claimed; its windows are left out, for the carts are of another time.

Exit codes: 0 rehearsed, 2 bad input, 3 a fault of the program itself.`

export function define(command: Command): void {
  addTermsOption(command.argument('<carts...>', 'files of carts; - is standard input'))
    .option('--draft <file>', 'offers that are tried, as a feed (.json or .csv)')
    .option('--rule-set <id>', 'the rule-set of a draft that does not say', 'aliexpress-2026')
    .option('--under <rule-set>', 'the rule-set that is tried, in place of the one that carts name')
    .option('--without <ids...>', 'offers of the carts that are left out')
    .option('--cheapest', 'buyers choose the cheapest, not what they chose')
    .option('--keep-windows', "hold the draft's offers to their windows")
    .option('--json', 'print the report as a JSON document')
    .addHelpText('after', EXAMPLES)
    .action((files: readonly string[], options: RehearseOptions) => {
      if (!options.draft && !options.under && !options.without) {
        command.error('error: say what is tried: --draft, --under or --without')
      }
      return rehearse(files, options)
    })
}

async function rehearse(files: readonly string[], options: RehearseOptions): Promise<void> {
  const library = await readLibrary(options.terms)
  if (isRefused(library)) return refuse(library, options.json)
  const { under, draft, ruleSet } = options
  if (under !== undefined && !library.get(under)) {
    const known = library.all.map(({ id }) => id).join(', ')
    const fault = `There is no rule-set "${under}". Known: ${known}.`
    return refuse({ refused: [{ path: '--under', fault }] }, options.json)
  }
  const keepWindow = options.keepWindows === true
  const drafts = draft === undefined ? [] : await readDraft(draft, { library, ruleSet, keepWindow })
  if (isRefused(drafts)) return refuse(drafts, options.json)
  const today = sideOf(library, options)
  const tried = { ...today, drafts, terms: under, without: options.without }
  const rehearsing = rehearsal(today, tried)
  const fault = await recordedCarts(files, rehearsing.add)
  if (fault) return refuse(fault, options.json)
  const report = rehearsing.report()
  if (options.json) return sayJson(report)
  say(await rehearsalText(visibleDocument(report), pageColumns()))
}

function sideOf(library: TermsLibrary, { cheapest }: RehearseOptions): RehearsedSide {
  return { library, choosing: cheapest ? 'cheapest' : 'as-recorded' }
}
