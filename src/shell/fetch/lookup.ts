import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { mayDial, type TestDoors } from './target.ts'

/** The addresses of a name, in the order in which they are to be tried. */
export type Resolve = (name: string) => Promise<readonly string[]>

/**
 * Asks the name servers, and not the system: the system's own way would read the hosts file, and keep a
 * thread that hashing and files need too for as long as a slow server takes.
 */
export function nameServers(): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  return async (name) => {
    const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  }
}

/** The addresses of a name if every one of them may be dialled; throws otherwise. */
export async function checkedAddresses(
  name: string,
  resolve: Resolve,
  doors?: TestDoors,
): Promise<{ readonly address: string; readonly family: 4 | 6 }[]> {
  const addresses = await resolve(name)
  if (addresses.length === 0) throw new Error(`${name} has no address`)
  return addresses.map((address) => {
    if (!mayDial(address, doors)) throw new Error(`${name} leads to ${address}`)
    return { address, family: isIP(address) as 4 | 6 }
  })
}

/**
 * The lookup of a socket: what it answers is what is dialled, so no second answer of the name servers
 * can come between the check and the connection.
 */
export function guardedLookup(resolve: Resolve, doors?: TestDoors): LookupFunction {
  return (name, options, callback) => {
    checkedAddresses(name, resolve, doors).then(
      (addresses) => {
        const [first] = addresses
        if (options.all) callback(null, addresses)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: Error) => callback(error, []),
    )
  }
}
