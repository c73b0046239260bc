import { type Address, decoded } from './address.ts'
import type { HostRole } from './hosts.ts'

/** The parameters in which a wrapper carries the link that it leads to. */
const TARGETS = ['redirectUrl', 'targetUrl', 'dl_target_url'] as const

/**
 * The link inside a share or wrapper link, as the texts that it can be read as; null where the address wraps
 * none. Wrappers encode it once, twice, by half or not at all, and then its own parameters run on behind it
 * (fg.t.paste).
 */
export function wrappedIn(role: HostRole, { queryText, query }: Address): readonly string[] | null {
  if (role !== 'share' && role !== 'short') return null
  for (const name of TARGETS) {
    const value = query.get(name)
    if (value === undefined || value === '') continue
    const start = queryText.search(new RegExp(`(?:^|&)${name}=`))
    const whole = queryText.slice(queryText.indexOf('=', start) + 1)
    return [withScheme(value), withScheme(decoded(whole))]
  }
  return null
}

/** An address that was encoded twice is decoded again. */
function withScheme(text: string): string {
  return /^https?%3a/i.test(text) ? decoded(text) : text
}
