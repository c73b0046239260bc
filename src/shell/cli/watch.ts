import { type Command, InvalidArgumentError, Option } from 'commander'
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
import { chosenHistory, historiesText } from './chosen-history.ts'
import { currencyOption, type MarketOptions, shipToOption } from './market-options.ts'
import { asTold } from './pasted-text.ts'
import { visible } from './plain-text.ts'
import { refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'

interface WatchOptions extends StoreOptions, MarketOptions {
  readonly target: string
  readonly sku?: string
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
    .addOption(
      new Option('--target <amount>', 'be told at this price, in its currency: 19.99')
        .argParser(targetOption)
        .makeOptionMandatory(),
    )
    .option('--sku <id>', 'the variant; the cheapest otherwise')
    .addOption(shipToOption('the country, as two letters (default: of the link, else US)'))
    .addOption(currencyOption('the currency of the price (default: of the link, else USD)'))
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

/** Asked before anything is read: of which currency it is, is known after. */
function targetOption(text: string): string {
  if (/^\d{1,12}(?:\.\d{1,3})?$/.test(text) && Number(text) > 0) return text
  throw new InvalidArgumentError('It is an amount of money: 19.99.')
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
  const refused = (fault: string) =>
    refuse({ refused: [{ path: asTold(link), fault }] }, options.json)
  const pasted = await tracker.meaning(link)
  if (pasted.item === null) return refused(pasted.says ?? pasted.link.why)
  const asked = {
    shipTo: options.shipTo ?? pasted.link.shipTo ?? 'US',
    currency: options.currency ?? pasted.link.currency ?? 'USD',
  }
  const { says } = await tracker.open(pasted, asked)
  const found = await readListing(store, pasted.item.listing, new Date(tracker.now))
  const histories = found?.histories ?? []
  const standing = chosenHistory(histories, options, pasted.link)
  if (!found || !standing?.receipt) return refused(says ?? notRead(histories))
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

/** Why there is no price to watch: none was read, or none of those that were read is meant. */
function notRead(histories: readonly StandingHistory[]): string {
  const read = histories.filter(({ receipt }) => receipt !== null)
  if (read.length === 0) return 'Its price could not be read yet: try again soon.'
  return `Has no such price. It has: ${historiesText(read)}.`
}
