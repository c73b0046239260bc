/** What a host of the marketplace serves, and so how its paths are read. */
export type HostRole = 'site' | 'short' | 'share' | 'campaign' | 'tracker'

/** The language sites. */
const LANGUAGES = 'ar de es fr he id it ja ko nl pl pt ru th tr vi'.split(' ')

const SITES = [
  'aliexpress.com',
  'www.aliexpress.com',
  'm.aliexpress.com',
  ...LANGUAGES.map((language) => `${language}.aliexpress.com`),
  ...LANGUAGES.map((language) => `m.${language}.aliexpress.com`),
  'aliexpress.us',
  'www.aliexpress.us',
  'm.aliexpress.us',
  'aliexpress.ru',
  'www.aliexpress.ru',
  'm.aliexpress.ru',
]

/**
 * Every host that counts, by its whole name (fg.t.paste): a pattern on the ending would let through what
 * somebody registers tomorrow, and shops of others live under country sites.
 */
const HOSTS: ReadonlyMap<string, HostRole> = new Map([
  ...SITES.map((host) => [host, 'site'] as const),
  ['s.click.aliexpress.com', 'short'],
  ['a.aliexpress.com', 'short'],
  ['sl.aliexpress.ru', 'short'],
  ['star.aliexpress.com', 'share'],
  ['portals.aliexpress.com', 'share'],
  ['sale.aliexpress.com', 'campaign'],
  ['pricearchive.org', 'tracker'],
  ['www.pricearchive.org', 'tracker'],
] satisfies readonly (readonly [string, HostRole])[])

export const HOST_NAMES: readonly string[] = [...HOSTS.keys()]

/** What a host serves; undefined for every host that is not on the list. */
export function hostRole(host: string): HostRole | undefined {
  return HOSTS.get(host)
}
