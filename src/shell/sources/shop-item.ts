import { createHash } from 'node:crypto'
import { readTarget } from '../fetch/target.ts'
import type { ListedItem } from './source.ts'

/** What shops and their advertisers write into addresses to follow people: it is no part of the product. */
const TRACES =
  /^(pdp_npi|curPageLogUid|utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|ttclid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|spm|scm)$/i

const URL_MAX = 2_000

const HOLDS_ACCOUNT =
  'Holds a link of the marketplace with the account of whoever copied it: paste that link itself.'

/**
 * A page of another shop as a listing, or why it is none. Its id is the host with a digest of the address,
 * so that two people who paste the same page follow the same listing, and the id stays short.
 */
export function shopItem(text: string): ListedItem | { readonly fault: string } {
  const target = readTarget(text.trim())
  if ('fault' in target) return target
  const url = new URL(target.url)
  url.hash = ''
  for (const name of [...url.searchParams.keys()]) {
    if (TRACES.test(name)) url.searchParams.delete(name)
  }
  if (namesAccount(url.href)) return { fault: HOLDS_ACCOUNT }
  if (url.href.length > URL_MAX) return { fault: 'Is longer than 2,000 characters.' }
  const digest = createHash('sha256').update(url.href).digest('hex').slice(0, 24)
  return { origin: 'shop', listing: `${url.hostname.slice(0, 100)}:${digest}`, url: url.href }
}

/** Encoded as often as wrappers do, one in the other. */
const LAYERS_MAX = 4

/** Whether a link of the marketplace is in there that names an account: it is neither kept nor told to others. */
function namesAccount(text: string): boolean {
  let plain = text
  for (let layer = 0; layer < LAYERS_MAX; layer++) {
    if (/pdp_npi/i.test(plain)) return true
    plain = plain.replace(/%[0-7][0-9a-f]/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    )
  }
  return false
}
