import type { Tracked, Variant } from '../../state/tracker/documents.ts'
import { listingHref } from '../../state/tracker/reads.ts'
import { keyWords, priceText, titleOf } from '../../state/tracker/words.ts'

const ORIGINS: Readonly<Record<Tracked['listing']['origin'], string>> = {
  marketplace: 'on the marketplace',
  shop: 'at its shop',
  own: 'in this shop',
  feed: 'in its shop',
}

/** What the product is, who sells it, and which variant is looked at. */
export function PriceHead({ tracked }: { readonly tracked: Tracked }) {
  const { listing, variants } = tracked
  const { title, id, storeName, store, address, origin, isSample } = listing
  const shop = storeName ?? store
  return (
    <header class="price-head">
      <h1>{titleOf(title, id)}</h1>
      <p class="soft">
        {isSample && <span class="flag warn">Sample</span>} {shop && <span>{shop} · </span>}
        <code>{id}</code>
        {address && safeAddress(address) && (
          <>
            {' · '}
            <a href={address} rel="noreferrer nofollow ugc" target="_blank">
              See it {ORIGINS[origin]}
              <span class="unseen"> (in a new window)</span>
            </a>
          </>
        )}
      </p>
      {variants.length > 1 && <Variants tracked={tracked} />}
    </header>
  )
}

/** Only an address of the web is a link, whatever a shop says. */
const safeAddress = (address: string): boolean => /^https?:\/\//i.test(address)

/** A variant is chosen by its address: links, so that it needs no script and can be opened beside another. */
function Variants({ tracked: { variants, chosen, listing } }: { readonly tracked: Tracked }) {
  const isChosen = ({ of }: Variant) =>
    chosen !== null && JSON.stringify(of) === JSON.stringify(chosen.of)
  const current = variants.find(isChosen)
  return (
    <details class="variants">
      <summary>
        <span class="variant-count">{variants.length} variants</span>{' '}
        <span>{current ? variantWords(current) : 'Choose one'}</span>
      </summary>
      <ul>
        {variants.map((one) => (
          <li key={JSON.stringify(one.of)}>
            <a
              href={listingHref(listing.id, one.of)}
              aria-current={one === current ? 'true' : undefined}
            >
              {variantWords(one)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function variantWords({ name, of, totalMinor, stock }: Variant): string {
  const price = totalMinor === null ? 'not read yet' : priceText(totalMinor, of.currency)
  const said = stock === 'out' ? 'sold out' : price
  return `${name ?? of.sku ?? 'As it is'} (${keyWords(of)}): ${said}`
}
