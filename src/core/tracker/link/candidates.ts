import { hostRole } from './hosts.ts'

/** A stretch of a text that looks like an address, as far as it may reach. */
export type Candidate = string

// Chats are short; a page that somebody copied whole may hold a thousand links, of which none is meant.
const CANDIDATES_MAX = 40

/** What parts a text from a link in it: blanks, quotes, and the brackets and stops of Asian scripts. */
const SEPARATORS = /[\s<>"'`“”‘’«»‹›【】「」『』《》〈〉〔〕（）［］｛｝，。、！？；：…]+/u

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/** Marks that end the sentence around a link. */
const CLOSING = /[)\]}.,;:!*~|]/

/** A tab or the end of a line within a host is nothing to a browser: it takes what follows for more of the host. */
const BROKEN_HOST = /(https?:\/\/[^\s/?#]+)[\t\r\n]+(?=\S)/gi

/** The words of a text: what stands between its separators, without the marks around it. */
export function words(text: string): string[] {
  return (
    text
      // Nobody can tell which host was meant: with this sign in it, it is none.
      .replace(BROKEN_HOST, '$1\ufffd ')
      .split(SEPARATORS)
      .map((word) => withoutEnd(withoutStart(word, INVISIBLE), INVISIBLE))
      .filter((word) => word !== '')
  )
}

/** By hand: a pattern that is anchored at the end takes the square of the time on a long run before it. */
function withoutEnd(word: string, mark: RegExp): string {
  let end = word.length
  while (end > 0 && mark.test(word[end - 1] as string)) end--
  return word.slice(0, end)
}

function withoutStart(word: string, mark: RegExp): string {
  let start = 0
  while (start < word.length && mark.test(word[start] as string)) start++
  return word.slice(start)
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
  return /^[a-z]+:\/\/[^/?#]*$/i.test(word) ? word : withoutEnd(word, CLOSING)
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
