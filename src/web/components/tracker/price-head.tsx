import { useMarket } from '../../state/market/market.ts'
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

/** A variant is chosen by its address, so that a link leads to it. */
function Variants({ tracked: { variants, chosen, listing } }: { readonly tracked: Tracked }) {
  const { isHere } = useMarket().clock
  const href = ({ of }: Variant) => listingHref(listing.id, of)
  const isChosen = ({ of }: Variant) =>
    chosen !== null &&
    of.sku === chosen.of.sku &&
    of.shipTo === chosen.of.shipTo &&
    of.currency === chosen.of.currency &&
    of.surface === chosen.of.surface
  return (
    <div class="field variants">
      <label for="variant">
        Variant <span class="count">{variants.length}</span>
      </label>
      <select
        id="variant"
        disabled={!isHere.value}
        onChange={(event) => window.location.assign(event.currentTarget.value)}
      >
        {variants.map((one) => (
          <option key={href(one)} value={href(one)} selected={isChosen(one)}>
            {variantWords(one)}
          </option>
        ))}
      </select>
    </div>
  )
}

function variantWords({ name, of, totalMinor, stock }: Variant): string {
  const price = totalMinor === null ? 'not read yet' : priceText(totalMinor, of.currency)
  const said = stock === 'out' ? 'sold out' : price
  return `${name ?? of.sku ?? 'As it is'} (${keyWords(of)}): ${said}`
}
