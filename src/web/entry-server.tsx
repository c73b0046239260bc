import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { shippedTerms } from '../core/pricing/shipped.ts'
import { assets, marketAssets } from './assets.ts'
import { Frame } from './components/market/frame.tsx'
import { LabPage } from './pages/lab.tsx'
import { MARKET_PAGES } from './pages/market-pages.tsx'
import { Missing } from './pages/missing.tsx'
import { PITCH, Shell } from './pages/shell.tsx'
import { TermsIndex } from './pages/terms-index.tsx'
import { TermsPage } from './pages/terms-page.tsx'
import { createLab } from './state/lab.ts'
import type { Given } from './state/market/given.ts'
import { createMarket } from './state/market/market.ts'
import {
  decoded,
  MARKET_ROUTES,
  marketRouteOf,
  readsOf,
  standingOf,
} from './state/market/routes.ts'
import { openingFile, openingInput } from './state/samples.ts'

/** A page as the server sends it. */
export interface Rendered {
  readonly status: number
  readonly title: string
  readonly html: string
}

/** The paths of all pages, for the routes of the server; `:id` varies. */
export const PATHS: readonly string[] = [
  '/',
  '/terms',
  '/terms/:id',
  ...MARKET_ROUTES.map(({ path }) => path),
]

export { readsOf }

/**
 * Renders the page of a URL (its path, perhaps with a query) as a whole document: for its reader, where
 * it is given what the API answers that one.
 */
export function render(url: string, given: Given | null = null): Rendered {
  const path = new URL(url, 'http://page').pathname.replace(/(?<=.)\/$/, '')
  if (path === '/') return labPage
  const found = marketRouteOf(path)
  if (found) return marketPage(found, given)
  if (path === '/terms') return page({ title: 'Terms', body: <TermsIndex /> })
  const [, id] = /^\/terms\/([^/]+)$/.exec(path) ?? []
  const terms = id === undefined ? undefined : shippedTerms.get(decoded(id))
  if (terms) return page({ title: terms.document.title, body: <TermsPage terms={terms} /> })
  return page({ title: 'Not found', body: <Missing />, status: 404 })
}

function page(of: { title: string; body: VNode; status?: number }): Rendered {
  const title = `${of.title} · Tessera`
  const html = renderToString(
    <Shell title={title} current="terms" {...assets.page}>
      {of.body}
    </Shell>,
  )
  return { status: of.status ?? 200, title, html: `<!doctype html>${html}` }
}

/** A page of the marketplace: what stands in it is known to its reader alone. */
function marketPage(
  found: NonNullable<ReturnType<typeof marketRouteOf>>,
  given: Given | null,
): Rendered {
  const { route, id } = found
  const standing = standingOf(found, given)
  const title = `${standing.title} · Tessera`
  const Page = MARKET_PAGES[route.page]
  const html = renderToString(
    <Shell title={title} current={route.current} {...marketAssets(route.page)}>
      <main id="main">
        <noscript>
          <p class="note warn no-script">
            {given ? 'To act on something here, allow scripts.' : 'This page needs scripts.'}{' '}
            Without them the API serves the same: see <a href="/docs">/docs</a>.
          </p>
        </noscript>
        <div id="market">
          <Frame market={createMarket(given)}>
            <Page id={id} />
          </Frame>
        </div>
      </main>
      {given && <GivenData given={given} />}
    </Shell>,
  )
  return { status: standing.status, title, html: `<!doctype html>${html}` }
}

/**
 * What the page was drawn from, for its scripts. Of a block of data only its end has to be escaped: as an
 * attribute it would be half as long again, for every quotation mark.
 */
function GivenData({ given }: { readonly given: Given }) {
  // Without "<" it cannot end its own element.
  const data = { __html: JSON.stringify(given).replaceAll('<', '\\u003c') }
  return <script type="application/json" id="given" dangerouslySetInnerHTML={data} />
}

/** The lab opens with the same sample for everybody, so it is rendered once. */
const labPage: Rendered = renderLab()

function renderLab(): Rendered {
  const title = 'Stack lab · Tessera'
  const html = renderToString(
    <Shell title={title} current="lab" script={assets.lab} {...assets.page}>
      <main id="main">
        <div class="intro">
          <h1>Stack lab</h1>
          <p>{PITCH}</p>
          <noscript>
            <p class="note">
              This is the receipt of the opening sample. To change the cart here, allow scripts; or
              send it to <code>POST /v1/quotes</code>.
            </p>
          </noscript>
        </div>
        <div id="lab">
          <LabPage lab={createLab(openingInput, openingFile)} />
        </div>
      </main>
    </Shell>,
  )
  return { status: 200, title, html: `<!doctype html>${html}` }
}
