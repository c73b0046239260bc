import { createHash } from 'node:crypto'
import { readTarget } from '../fetch/target.ts'
import type { ListedItem } from './source.ts'

/** What shops and their advertisers write into addresses to follow people: it is no part of the product. */
const TRACES =
  /^(utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|ttclid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|spm|scm)$/i

const URL_MAX = 2_000

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
  if (url.href.length > URL_MAX) return { fault: 'Is longer than 2,000 characters.' }
  const digest = createHash('sha256').update(url.href).digest('hex').slice(0, 24)
  return { origin: 'shop', listing: `${url.hostname.slice(0, 100)}:${digest}`, url: url.href }
}
