/**
 * Whether an address is of the public internet. The bytes decide, never the spelling: a text that is
 * not read as an address in one of the two forms that resolvers and WHATWG URLs give is not public.
 */
export function isPublicAddress(text: string): boolean {
  const four = readIpv4(text)
  if (four !== null) return !SPECIAL_IPV4.some((range) => isWithin(four, range))
  const six = readIpv6(text)
  if (six === null || !isWithin(six, UNICAST_IPV6) || isIsatap(six)) return false
  return !SPECIAL_IPV6.some((range) => isWithin(six, range))
}

/** The bytes of an address, 4 or 16, or null where a text is none. */
export function addressBytes(text: string): readonly number[] | null {
  return readIpv4(text) ?? readIpv6(text)
}

/** Addresses that begin with the same bits. */
interface Range {
  readonly bytes: readonly number[]
  readonly bits: number
}

/** What is not public in IPv4: the special-purpose registry of IANA, and what clouds put elsewhere. */
const SPECIAL_IPV4: readonly Range[] = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carriers' own; 100.100.100.200 tells a cloud's machines about themselves
  '127.0.0.0/8', // this machine
  '168.63.129.16/32', // a cloud's own services, at a public address
  '169.254.0.0/16', // this link; 169.254.169.254 tells machines of clouds about themselves
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocols
  '192.0.2.0/24', // examples
  '192.31.196.0/24', // sinks of name service
  '192.52.193.0/24', // tunnels of multicast
  '192.88.99.0/24', // relays of 6to4
  '192.168.0.0/16', // private
  '192.175.48.0/24', // sinks of name service
  '198.18.0.0/15', // measuring
  '198.51.100.0/24', // examples
  '203.0.113.0/24', // examples
  '224.0.0.0/4', // to many
  '240.0.0.0/4', // reserved, and to all
].map(rangeOf)

/** What IANA has given to unicast: everything else is special, or will be. */
const UNICAST_IPV6 = rangeOf('2000::/3')

/** What is not public within it. Tunnels are out because they lead to an IPv4 address of their own. */
const SPECIAL_IPV6: readonly Range[] = [
  '2001::/23', // protocols: Teredo, ORCHID, measuring
  '2001:db8::/32', // examples
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // sinks of name service
  '3ffe::/16', // the former test network
  '3fff::/20', // examples
].map(rangeOf)

/** Interface ids of ISATAP: the last four bytes are an IPv4 address to which a router may lead. */
function isIsatap(bytes: readonly number[]): boolean {
  const [first = 0, ...rest] = bytes.slice(8, 12)
  return (first & 0xfd) === 0 && rest[0] === 0 && rest[1] === 0x5e && rest[2] === 0xfe
}

function isWithin(bytes: readonly number[], range: Range): boolean {
  for (let bit = 0; bit < range.bits; bit += 8) {
    const mask = range.bits - bit >= 8 ? 0xff : (0xff << (8 - (range.bits - bit))) & 0xff
    const at = bit / 8
    if ((((bytes[at] as number) ^ (range.bytes[at] as number)) & mask) !== 0) return false
  }
  return true
}

function rangeOf(text: string): Range {
  const [address = '', bits] = text.split('/')
  const bytes = addressBytes(address)
  if (bytes === null) throw new Error(`Broken invariant: ${text} is no range of addresses`)
  return { bytes, bits: Number(bits) }
}

/** Four decimal numbers without leading zeros, and nothing else: other spellings are read differently by different readers. */
function readIpv4(text: string): number[] | null {
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) return null
  const bytes = text.split('.').map(Number)
  return bytes.every((byte) => byte <= 255) ? bytes : null
}

/** Eight groups, with one `::` for zeros at most, and an IPv4 address in place of the last two perhaps. */
function readIpv6(text: string): number[] | null {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text)) return null
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = [halves[0] as string, halves[1]].map(readGroups)
  if (!head || tail === null) return null
  if (tail === undefined) return head.length === 16 ? head : null
  const zeros = 16 - head.length - tail.length
  // `::` stands for one group at least.
  return zeros >= 2 ? [...head, ...Array<number>(zeros).fill(0), ...tail] : null
}

/** The bytes of groups between colons; undefined where there is no such half, null where it is none. */
function readGroups(text: string | undefined): number[] | null | undefined {
  if (text === undefined) return undefined
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [at, group] of groups.entries()) {
    const four = at === groups.length - 1 ? readIpv4(group) : null
    if (four) bytes.push(...four)
    else if (/^[0-9a-f]{1,4}$/i.test(group))
      bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff)
    else return null
  }
  return bytes
}
