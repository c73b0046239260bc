import { manifest } from 'virtual:client-manifest'
import type { MarketPageName } from './state/market/routes.ts'

const LAB = 'entry-client.tsx'
const MARKET = 'entry-market.tsx'

function chunk(entry: string) {
  const found = manifest[entry]
  if (found === undefined) throw new Error(`the build for browsers has no ${entry}`)
  return found
}

const fileOf = (entry: string): string => `/${chunk(entry).file}`

/** An entry with everything that it imports, near or far; what comes on demand is left out. */
function closure(entries: readonly string[]): string[] {
  const found = new Set<string>()
  const visit = (entry: string) => {
    if (found.has(entry)) return
    found.add(entry)
    for (const next of chunk(entry).imports ?? []) visit(next)
  }
  for (const entry of entries) visit(entry)
  return [...found]
}

function pageAssets(entry: string) {
  const chunks = closure([entry]).map(chunk)
  const files = (part: 'css' | 'assets') => [
    ...new Set(chunks.flatMap((one) => (one[part] ?? []).map((file) => `/${file}`))),
  ]
  return {
    styles: files('css'),
    // Letters of English and figures: whatever else a page names comes when it is named.
    fonts: files('assets').filter((file) => /-latin-wght-.*\.woff2$/.test(file)),
    theme: fileOf('theme.ts'),
  }
}

/** What pages of the lab and of terms ask for. */
export const assets = { page: pageAssets(LAB), lab: fileOf(LAB) }

const market = pageAssets(MARKET)

/** The folders that pages of the marketplace stand in. */
const FOLDERS = ['market', 'tracker'] as const

function pageFile(page: MarketPageName): string {
  const files = FOLDERS.map((folder) => `pages/${folder}/${page}-page.tsx`)
  const found = files.find((file) => manifest[file] !== undefined)
  if (found === undefined) throw new Error(`the build for browsers has no page ${page}`)
  return found
}

/** What a page of the marketplace asks for. Its own file and all that it imports come at once. */
export function marketAssets(page: MarketPageName) {
  const script = fileOf(MARKET)
  const parts = closure([MARKET, pageFile(page)]).map(fileOf)
  return { ...market, script, parts: parts.filter((file) => file !== script) }
}
