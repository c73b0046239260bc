import type { ComponentChildren } from 'preact'

/** What every page begins and ends with. */
export function Shell(props: {
  readonly title: string
  readonly styles: readonly string[]
  /** Asked for at once, so that words rarely change their letters after they were drawn. */
  readonly fonts: readonly string[]
  readonly theme: string
  readonly script?: string
  readonly current: 'lab' | 'terms'
  readonly children: ComponentChildren
}) {
  const { title, styles, fonts, theme, script, current, children } = props
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={PITCH} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        {fonts.map((href) => (
          <link
            key={href}
            rel="preload"
            as="font"
            type="font/woff2"
            crossorigin="anonymous"
            href={href}
          />
        ))}
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {/* Runs before the first paint: a page that is dark by choice is never light first. */}
        <script src={theme} />
        {script && <script type="module" src={script} />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <SiteHeader current={current} />
        {children}
        <footer class="site-footer">
          <p>
            Prices are computed in your browser by the same core that answers the API. No cart
            leaves this page; a copied link holds it.
          </p>
        </footer>
      </body>
    </html>
  )
}

export const PITCH =
  'Prices any marketplace cart under any stack of coupons, codes, coins and discounts: exact to the cent, and explained.'

function SiteHeader({ current }: { readonly current: 'lab' | 'terms' }) {
  return (
    <header class="site-header">
      <a class="brand" href="/">
        <Mark />
        <span>Tessera</span>
      </a>
      <nav aria-label="Pages">
        <a href="/" aria-current={current === 'lab' ? 'page' : undefined}>
          Stack lab
        </a>
        <a href="/terms" aria-current={current === 'terms' ? 'page' : undefined}>
          Terms
        </a>
        <a href="/docs">API</a>
      </nav>
      <button type="button" id="theme" hidden>
        Theme
      </button>
    </header>
  )
}

/** Three tiles of a mosaic in place and one taken off. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect x="1" y="1" width="10" height="10" />
      <rect x="1" y="13" width="10" height="10" />
      <rect x="13" y="13" width="10" height="10" />
      <rect class="off" x="15.5" y="-0.5" width="7.5" height="7.5" transform="rotate(14 19 3)" />
    </svg>
  )
}
