import { manifest } from 'virtual:client-manifest'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { shippedTerms } from '../core/pricing/shipped.ts'
import { LabPage } from './pages/lab.tsx'
import { Missing } from './pages/missing.tsx'
import { PITCH, Shell } from './pages/shell.tsx'
import { TermsIndex } from './pages/terms-index.tsx'
import { TermsPage } from './pages/terms-page.tsx'
import { createLab } from './state/lab.ts'
import { openingFile, openingInput } from './state/samples.ts'

/** A page as the server sends it. */
export interface Rendered {
  readonly status: number
  readonly title: string
  readonly html: string
}

/** Renders the page of a URL (its path, perhaps with a query) as a whole document. */
export function render(url: string): Rendered {
  const path = new URL(url, 'http://page').pathname.replace(/(?<=.)\/$/, '')
  if (path === '/') return labPage
  if (path === '/terms') return page({ title: 'Terms', body: <TermsIndex /> })
  const [, id] = /^\/terms\/([^/]+)$/.exec(path) ?? []
  const terms = id === undefined ? undefined : shippedTerms.get(decoded(id))
  if (terms) return page({ title: terms.document.title, body: <TermsPage terms={terms} /> })
  return page({ title: 'Not found', body: <Missing />, status: 404 })
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function fileOf(entry: string): string {
  const file = manifest[entry]?.file
  if (file === undefined) throw new Error(`the build for browsers has no ${entry}`)
  return `/${file}`
}

const assets = {
  styles: (manifest['entry-client.tsx']?.css ?? []).map((file) => `/${file}`),
  // Letters of English and figures: whatever else a cart names comes when it is named.
  fonts: (manifest['entry-client.tsx']?.assets ?? [])
    .filter((file) => /-latin-wght-.*\.woff2$/.test(file))
    .map((file) => `/${file}`),
  theme: fileOf('theme.ts'),
}

function page(of: { title: string; body: VNode; status?: number }): Rendered {
  const title = `${of.title} · Tessera`
  const html = renderToString(
    <Shell title={title} current="terms" {...assets}>
      {of.body}
    </Shell>,
  )
  return { status: of.status ?? 200, title, html: `<!doctype html>${html}` }
}

/** The lab opens with the same sample for everybody, so it is rendered once. */
const labPage: Rendered = renderLab()

function renderLab(): Rendered {
  const title = 'Stack lab · Tessera'
  const html = renderToString(
    <Shell title={title} current="lab" script={fileOf('entry-client.tsx')} {...assets}>
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
