import { useEffect, useState } from 'preact/hooks'
import { parseInstant } from '../../core/base/instant.ts'
import type { OfferDocument } from '../../core/pricing/offer-document.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { asCodeOf, withOffer } from '../state/cart.ts'
import { useLab } from '../state/context.ts'
import { loadCampaignOffers } from '../state/samples.ts'
import { whenText } from '../state/when.ts'
import { offerName, offerWords } from '../state/words.ts'
import { Dialog } from './dialog.tsx'

const SHOWN_MAX = 60

/** The published codes of 2025 and 2026, by their letters; those that fit the cart come by themselves. */
export function CodeSearch({ onClose }: { readonly onClose: () => void }) {
  const lab = useLab()
  const input = lab.form.value
  const [codes, setCodes] = useState<readonly OfferDocument[] | null>(null)
  const [letters, setLetters] = useState('')
  const [everywhere, setEverywhere] = useState(false)
  useEffect(() => {
    loadCampaignOffers().then(setCodes)
  }, [])
  const { country } = input.buyer
  const fitting = (codes ?? []).filter((code) => everywhere || fits(code, country, input.at))
  const found = fitting.filter((code) => offerName(code).includes(letters.trim().toUpperCase()))
  return (
    <Dialog title="Add a campaign code" onClose={onClose}>
      <div class="field">
        <label for="code-letters">Search by code</label>
        <input
          id="code-letters"
          type="search"
          autocomplete="off"
          spellcheck={false}
          value={letters}
          onInput={(event) => setLetters(event.currentTarget.value)}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={!everywhere}
          onChange={(event) => setEverywhere(!event.currentTarget.checked)}
        />
        <span>
          Only codes for {country ?? 'any country'} on {whenText(input.at)}
        </span>
      </label>
      <p class="soft" role="status">
        {codes === null ? 'Fetching the codes…' : countText(found.length, fitting.length)}
      </p>
      <ul class="found">
        {found.slice(0, SHOWN_MAX).map((code) => (
          <FoundCode key={code.id} code={code} />
        ))}
      </ul>
      {codes !== null && found.length === 0 && (
        <p>
          No published code fits. Look at all countries and dates, or add an offer of your own with
          this code.
        </p>
      )}
    </Dialog>
  )
}

function countText(found: number, fitting: number): string {
  const shown = found > SHOWN_MAX ? `, the first ${SHOWN_MAX} shown` : ''
  return `${found} of ${fitting} codes${shown}.`
}

function fits(code: OfferDocument, country: string | null | undefined, at: string): boolean {
  const now = parseInstant(String(at))
  if (code.countries && !(country && code.countries.includes(country))) return false
  if (now === null) return true
  const from = code.from ? parseInstant(code.from) : null
  const until = code.until ? parseInstant(code.until) : null
  return (from === null || from <= now) && (until === null || now < until)
}

function FoundCode({ code }: { readonly code: OfferDocument }) {
  const lab = useLab()
  const input = lab.form.value
  const offer = asCodeOf(shippedTerms.get(String(input.terms)), code)
  const has = (input.offers ?? []).some((other) => other.id === code.id)
  const renamed = offer.kind === code.kind ? '' : ` as ${offer.kind}, their name under these terms`
  return (
    <li>
      <span class="what">
        <span class="name">{offerName(code)}</span>
        <small>{offerWords(code, input.currency).join(' · ')}</small>
      </span>
      <button
        type="button"
        class="small"
        disabled={has}
        aria-label={`${has ? 'Added' : 'Add'} ${offerName(code)}`}
        onClick={() => lab.replace(withOffer(input, offer), `Added ${offerName(code)}${renamed}.`)}
      >
        {has ? 'Added' : 'Add'}
      </button>
    </li>
  )
}
