import type { Command } from 'commander'
import { decimalText } from '../../core/base/iso4217.ts'
import { minorUnits } from '../../core/offers/feed-amount.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { PUBLIC_TERMS } from '../../core/tracker/stack/public-terms.ts'
import { SHOP_PRODUCTS } from '../sources/shop/shop-prices.ts'
import { OfferBook } from '../store/book/offer-book.ts'
import type { Store } from '../store/store.ts'
import { readListing, type StandingHistory } from '../store/tracker/listings.ts'
import { newWatchList } from '../store/tracker/watch-lists.ts'
import { addWatch } from '../store/tracker/watches.ts'
import { Tracker } from '../tracker/tracker.ts'
import { visible } from './plain-text.ts'
import { refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'

interface WatchOptions extends StoreOptions {
  readonly target: string
  readonly sku?: string
  readonly shipTo?: string
  readonly currency?: string
  readonly url: string
}

const EXAMPLES = `
Examples:
  tessera watch https://www.aliexpress.com/item/1005006341680568.html --target 19.99
  tessera watch 1005006341680568 --target 19.99 --currency EUR --ship-to DE

Reads the price once, opens a watch list and prints its link: whoever has it may change the list, and add
how to be told. A running server goes on looking, and tells.

Exit codes: 0 it is watched, 2 the product or its price could not be read.`

export function define(command: Command): void {
  addStoreOptions(command.argument('<link>', 'a link, or the id of a product'))
    .requiredOption('--target <amount>', 'be told at this price, in its currency: 19.99')
    .option('--sku <id>', 'the variant; the cheapest otherwise')
    .option('--ship-to <country>', 'the country, as two letters')
    .option('--currency <code>', 'the currency of the price')
    .option('--url <address>', 'where people reach the pages', 'http://localhost:8080')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action((link: string, options: WatchOptions) =>
      withStore(options, async (store) => {
        const book = new OfferBook(store)
        await book.start()
        const terms = shippedTerms.get('aliexpress-2026') ?? PUBLIC_TERMS
        const tracker = new Tracker(
          store,
          { book, terms },
          { withSamples: await hasSamples(store) },
        )
        try {
          await watch(store, tracker, { link, options })
        } finally {
          await tracker.close()
          await book.close()
        }
      }),
    )
}

/** Whether the server of this database has the sample shop, and so this command too. */
async function hasSamples(store: Store): Promise<boolean> {
  const [first] = SHOP_PRODUCTS
  const found = first && (await readListing(store, first.id, new Date()))
  return found?.listing.isSample ?? false
}

interface Asked {
  readonly link: string
  readonly options: WatchOptions
}

async function watch(store: Store, tracker: Tracker, { link, options }: Asked): Promise<void> {
  const refused = (fault: string) => refuse({ refused: [{ path: link, fault }] }, options.json)
  const pasted = await tracker.meaning(link)
  if (pasted.item === null) return refused(pasted.says ?? pasted.link.why)
  const asked = {
    shipTo: options.shipTo ?? pasted.link.shipTo ?? 'US',
    currency: options.currency ?? pasted.link.currency ?? 'USD',
  }
  const { says } = await tracker.open(pasted, asked)
  const found = await readListing(store, pasted.item.listing, new Date(tracker.now))
  const standing = cheapest(found?.histories ?? [], {
    sku: options.sku ?? pasted.link.skuId,
    currency: options.currency,
  })
  if (!found || !standing)
    return refused(says ?? 'Its price could not be read yet: try again soon.')
  const { of } = standing
  const target = minorUnits(options.target, of.currency)
  if (target === null || target === 0) {
    const fault = `Must be an amount in ${of.currency}, such as 19.99.`
    return refuse({ refused: [{ path: '--target', fault }] }, options.json)
  }
  const at = new Date(tracker.now)
  const { token, id: list } = await newWatchList(store, at)
  await addWatch(store, { list, of, kind: 'target', target }, at)
  const address = `${options.url.replace(/\/+$/, '')}/watch/${token}`
  const { totalMinor } = standing
  if (options.json) return sayJson({ list: address, of, totalMinor, targetMinor: target })
  say(
    [
      visible(found.listing.title ?? of.listing),
      `  now ${totalMinor === null ? 'unknown' : decimalText(totalMinor, of.currency)} ${of.currency}, watched for ${decimalText(target, of.currency)}`,
      `  your list: ${address}`,
    ].join('\n'),
  )
}

interface Wanted {
  readonly sku: string | undefined
  readonly currency: string | undefined
}

function cheapest(
  histories: readonly StandingHistory[],
  { sku, currency }: Wanted,
): StandingHistory | null {
  const fitting = histories.filter(
    ({ of, receipt }) =>
      receipt !== null &&
      (sku === undefined || of.sku === sku) &&
      (currency === undefined || of.currency === currency),
  )
  const [best] = fitting.sort((a, b) => (a.totalMinor ?? 0) - (b.totalMinor ?? 0))
  return best ?? null
}
