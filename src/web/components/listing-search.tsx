import { useState } from 'preact/hooks'
import { withListing, withOwnItem } from '../state/cart.ts'
import { useLab } from '../state/context.ts'
import { moneyText, parseMoney } from '../state/money.ts'
import { type Listing, listings } from '../state/samples.ts'
import { Dialog } from './dialog.tsx'

/** The listings to choose from, by words of their name, store or category. */
export function ListingSearch({ onClose }: { readonly onClose: () => void }) {
  const lab = useLab()
  const { currency } = lab.form.value
  const [words, setWords] = useState('')
  const [said, setSaid] = useState('')
  const priced = listings.filter((listing) => listing.currency === currency)
  const found = priced.filter((listing) => matches(listing, words))
  const others = [...new Set(listings.map((listing) => listing.currency))].filter(
    (other) => other !== currency,
  )
  const add = (listing: Listing) => {
    lab.replace(withListing(lab.form.value, listing), `Added ${listing.name}.`)
    setSaid(`Added ${listing.name}.`)
  }
  return (
    <Dialog title="Add a listing" onClose={onClose}>
      <div class="field">
        <label for="listing-words">Search by name, store or category</label>
        <input
          id="listing-words"
          type="search"
          autocomplete="off"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      <p class="soft" role="status">
        {said || `${found.length} of ${priced.length} listings in ${currency}.`}
      </p>
      <ul class="found">
        {found.map((listing) => (
          <FoundListing key={listing.id} listing={listing} add={() => add(listing)} />
        ))}
      </ul>
      {found.length === 0 && <p>No listing matches. Try another word, or write your own item.</p>}
      <p class="soft">
        Prices are not converted: for listings in {others.join(', ')}, change the cart’s currency.
      </p>
      <OwnItem
        add={(name, price) => {
          lab.replace(withOwnItem(lab.form.value, name, price), `Added ${name}.`)
          setSaid(`Added ${name}.`)
        }}
      />
    </Dialog>
  )
}

function matches(listing: Listing, words: string): boolean {
  const text = [listing.name, listing.store ?? '', ...listing.category].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function FoundListing({ listing, add }: { readonly listing: Listing; readonly add: () => void }) {
  return (
    <li>
      <span class="what">
        {listing.name}
        <small>
          {[listing.store, listing.category.join(' › '), `seen ${listing.read}`]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <span class="amount">{moneyText(listing.unitPrice, listing.currency)}</span>
      <button type="button" class="small" aria-label={`Add ${listing.name}`} onClick={add}>
        Add
      </button>
    </li>
  )
}

function OwnItem({ add }: { readonly add: (name: string, unitPrice: number) => void }) {
  const { currency } = useLab().form.value
  const [name, setName] = useState('')
  const [price, setPrice] = useState('')
  const [fault, setFault] = useState('')
  const submit = (event: Event) => {
    event.preventDefault()
    const unitPrice = parseMoney(price, currency)
    if (name.trim() === '' || unitPrice === null) {
      setFault('Write a name, and a price such as 19.99.')
      return
    }
    add(name.trim(), unitPrice)
    setName('')
    setPrice('')
    setFault('')
  }
  return (
    <details class="part">
      <summary>Write your own item</summary>
      <form class="fields" onSubmit={submit}>
        <div class="field">
          <label for="own-name">Name</label>
          <input
            id="own-name"
            maxLength={120}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="own-price">Price in {currency}</label>
          <input
            id="own-price"
            class="number"
            inputMode="decimal"
            value={price}
            onInput={(event) => setPrice(event.currentTarget.value)}
          />
        </div>
        <button type="submit">Add the item</button>
        {fault && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
      </form>
    </details>
  )
}
