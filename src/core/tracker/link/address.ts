/** A web address in its parts, decoded once; a part that cannot be decoded stays as it is written. */
export interface Address {
  readonly host: string
  readonly segments: readonly string[]
  /** The query as it is written, for what is wrapped in it without being encoded. */
  readonly queryText: string
  readonly query: ReadonlyMap<string, string>
}

/** An address, or why it is none that can be read in one way only. */
export type ReadAddress = Address | { readonly fault: string }

// A pasted link has some 30; a list of thousands is no link, and reading it would cost time.
const PARAMETERS_MAX = 400

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/**
 * Reads an address by hand, strictly. Browsers mend what is written wrongly, each in its own way: what one
 * reader takes for a host another takes for a user name. Here such an address is refused (fg.t.paste).
 */
export function readAddress(text: string): ReadAddress {
  const found = /^(?:(https?):)?\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(text)
  if (!found) return { fault: 'it does not begin with https:// and a host' }
  const [, scheme = 'https', authority = '', path = '', queryText = ''] = found
  if (/[\\]/.test(authority + path)) return { fault: 'it holds a backslash before its query' }
  if (authority.includes('@')) return { fault: 'it holds a user name' }
  const [, host, port] = /^([A-Za-z0-9.-]+)(?::(\d*))?$/.exec(authority) ?? []
  if (host === undefined) return { fault: 'its host is not a plain name' }
  if (port !== undefined && port !== PORTS[`${scheme.toLowerCase()}:`]) {
    return { fault: 'it names a port' }
  }
  return {
    host: host.toLowerCase(),
    segments: path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decoded),
    queryText,
    query: parameters(queryText),
  }
}

/** The first value of each parameter: a later one of the same name does not replace it. */
function parameters(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  // "&amp;" is how a link looks that was copied out of a page's source.
  for (const part of text.replaceAll('&amp;', '&').split('&', PARAMETERS_MAX)) {
    const at = part.indexOf('=')
    if (at <= 0) continue
    const name = decoded(part.slice(0, at))
    if (!found.has(name)) found.set(name, decoded(part.slice(at + 1).replaceAll('+', ' ')))
  }
  return found
}

/** A percent-encoded text in plain; as it is where its bytes are no UTF-8. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
