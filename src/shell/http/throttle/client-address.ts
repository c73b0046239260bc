import { BlockList } from 'node:net'
import { addressBytes } from '../../fetch/address.ts'

/** A request as far as it tells where it comes from. */
export interface Origin {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The other end of the connection. */
  readonly remoteAddress: string | undefined
}

/** Proxies of ours, by address or range (`10.0.0.0/8`): what they say of a client is believed. */
export function proxyList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const bytes = addressBytes(address)
    if (bytes === null) throw new Error(`${range} is no address or range of addresses`)
    const family = bytes.length === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, bits === undefined ? bytes.length * 8 : Number(bits), family)
  }
  return list
}

/**
 * Where a request comes from. X-Forwarded-For is read from its end, as far as proxies of ours wrote it:
 * what stands before was written by the client, who may write what it likes.
 */
export function clientAddress({ headers, remoteAddress }: Origin, proxies: BlockList): string {
  let client = plainAddress(remoteAddress ?? '') ?? 'unknown'
  const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  for (const entry of said.reverse()) {
    if (!isProxy(client, proxies)) break
    const next = plainAddress(entry.trim())
    if (next === null) break
    client = next
  }
  return client
}

function isProxy(address: string, proxies: BlockList): boolean {
  if (address === 'unknown') return false
  return proxies.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}

/** An address without port, brackets and zone; one of IPv4 in its own form also where IPv6 carries it. */
function plainAddress(text: string): string | null {
  const bare = text
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return addressBytes(bare) === null ? null : bare.toLowerCase()
}

/**
 * Under which name an address is counted: one of IPv6 by its first 64 bits, for whoever has one of them
 * has them all.
 */
export function addressName(address: string): string {
  const bytes = addressBytes(address)
  if (bytes === null || bytes.length === 4) return address
  return `${Buffer.from(bytes.slice(0, 8)).toString('hex')}/64`
}
