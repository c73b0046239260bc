import { hostRole } from './hosts.ts'

/** A stretch of a text that looks like an address, as far as it may reach. */
export type Candidate = string

// Chats are short; a page that somebody copied whole may hold a thousand links, of which none is meant.
const CANDIDATES_MAX = 40

/** What parts a text from a link in it: blanks, quotes, and the brackets and stops of Asian scripts. */
const SEPARATORS = /[\s<>"'`“”‘’«»‹›【】「」『』《》〈〉〔〕（）［］｛｝，。、！？；：…]+/u

const INVISIBLE =
  /^[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$/gu

/** The words of a text: what stands between its separators, without the marks around it. */
export function words(text: string): string[] {
  return text
    .split(SEPARATORS)
    .map((word) => word.replace(INVISIBLE, ''))
    .filter((word) => word !== '')
}

/** Every stretch of a word list that could be an address, in order. */
export function candidates(found: readonly string[]): Candidate[] {
  const addresses: Candidate[] = []
  for (const word of found) {
    const address = addressIn(word)
    if (address === null) continue
    addresses.push(address, ...shorter(address))
    if (addresses.length >= CANDIDATES_MAX) break
  }
  return addresses
}

/** The address in a word, with what stands before it ("Link:https://…") left out. */
function addressIn(word: string): Candidate | null {
  const at = word.search(/https?:\/\//i)
  // What stands before must not make the rest a part of another address.
  if (at > 0 && /[/\\@?&#%=]/.test(word.slice(0, at))) return trimmed(word)
  if (at >= 0) return trimmed(word.slice(at))
  const bare = trimmed(word.replace(/^[([{*_~,;|-]+/, ''))
  if (bare.startsWith('//')) return bare
  if (hostRole(bare.split(/[/?#]/, 1)[0]?.toLowerCase() ?? '')) return `https://${bare}`
  return /^[a-z][a-z0-9+.-]*:\/\/|^[\w-]+(?:\.[\w-]+)+[/?]/i.test(bare) ? bare : null
}

/** Marks at the end of a path end the sentence around it; after a bare host they would make another host. */
function trimmed(word: string): string {
  return /^[a-z]+:\/\/[^/?#]*$/i.test(word) ? word : word.replace(/[)\]}.,;:!*~|]+$/, '')
}

/**
 * A link that runs into words of another script ends where they begin, but only within its path: a host with
 * other letters is another host.
 */
function shorter(address: Candidate): Candidate[] {
  const at = address.search(/[^\u0021-\u007e]/)
  const authority = /^(?:https?:)?\/\/[^/?#]*[/?#]/i.exec(address)?.[0].length ?? address.length
  return at >= authority ? [address.slice(0, at)] : []
}
