import { isIP } from 'node:net'
import { isPublicAddress } from './address.ts'

/** What is reachable besides the public internet: for doubles that tests run on this machine. */
export interface TestDoors {
  readonly addresses: readonly string[]
  readonly ports: readonly number[]
  /** The certificate that signs those of the doubles. */
  readonly ca?: string
}

/** A URL that may be asked for, or why not as a sentence. */
export type Target = { readonly url: URL } | { readonly fault: string }

const LENGTH_MAX = 8_000

/** Parsers read these in different ways, and drop some of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const AMBIGUOUS = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/

const SCHEMES: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/**
 * Reads a URL that somebody else wrote. What can be read in two ways is refused before it is parsed;
 * then there is one parser, and what it says is what is dialled.
 */
export function readTarget(text: string, doors?: TestDoors): Target {
  if (text.length > LENGTH_MAX) return { fault: 'Is longer than 8,000 characters.' }
  if (AMBIGUOUS.test(text)) {
    return {
      fault: 'Holds a blank, a control character or a backslash: leave it out, or encode it.',
    }
  }
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1]
  if (authority === undefined) return { fault: 'Must begin with https:// or http:// and a host.' }
  if (authority.includes('@')) return { fault: 'Must not hold a user name or password.' }
  const url = URL.parse(text)
  if (url === null) return { fault: 'Is not a URL.' }
  const fault = portFault(url, doors) ?? hostFault(url, doors)
  return fault === null ? { url } : { fault }
}

function portFault(url: URL, doors?: TestDoors): string | null {
  const usual = SCHEMES[url.protocol]
  if (usual === undefined) return 'Must begin with https:// or http://.'
  if (url.port === '' || doors?.ports.includes(Number(url.port))) return null
  // The parser drops the port where it is the usual one.
  return `Must use the usual port (${usual}).`
}

const NOT_PUBLIC = 'Names a host that is not of the public internet.'

function hostFault({ hostname }: URL, doors?: TestDoors): string | null {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) !== 0) return mayDial(address, doors) ? null : NOT_PUBLIC
  return isPublicName(hostname) ? null : NOT_PUBLIC
}

/** Whether an address may be dialled. */
export function mayDial(address: string, doors?: TestDoors): boolean {
  return isPublicAddress(address) || (doors?.addresses.includes(address) ?? false)
}

/** Names that resolvers answer from the machine or the network that they stand in. */
const OWN_NAMES = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'lan',
  'home.arpa',
  'svc',
  'onion',
]

/** Whether a name can be one of the public internet: two labels at least, each of a proper length. */
function isPublicName(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
  const labels = name.split('.')
  if (labels.length < 2 || name.length > 253) return false
  if (!labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)))
    return false
  return !OWN_NAMES.some((own) => name === own || name.endsWith(`.${own}`))
}
