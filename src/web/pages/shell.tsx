import type { ComponentChildren } from 'preact'

/** Where in the head of the page its reader is. */
export type Current =
  | 'lab'
  | 'prices'
  | 'coupons'
  | 'wallet'
  | 'orders'
  | 'console'
  | 'terms'
  | 'account'

/** What every page begins and ends with. */
export function Shell(props: {
  readonly title: string
  readonly styles: readonly string[]
  /** Asked for at once, so that words rarely change their letters after they were drawn. */
  readonly fonts: readonly string[]
  readonly theme: string
  readonly script?: string
  /** What the script is made of besides itself: asked for at once, not one after the other. */
  readonly parts?: readonly string[]
  readonly current: Current
  readonly children: ComponentChildren
}) {
  const { title, styles, fonts, theme, script, parts = [], current, children } = props
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
        {parts.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <SiteHeader current={current} />
        {children}
        <footer class="site-footer">
          <p>{isMarket(current) ? MARKET_FOOT : LAB_FOOT}</p>
        </footer>
      </body>
    </html>
  )
}

export const PITCH =
  'Prices any marketplace cart under any stack of coupons, codes, coins and discounts: exact to the cent, and explained.'

const LAB_FOOT =
  'Prices are computed in your browser by the same core that answers the API. The cart stays in this browser; a copied link holds it, and the coupon pages send it to ask what a coupon would do to it.'

const MARKET_FOOT =
  'Two cookies: one keeps you signed in, one tells this browser from others, so that nobody can guess codes for long. Every rule is cited by its clause: press one to read it.'

/** Whether a page is of the marketplace: its readers are people who sign in. */
function isMarket(current: Current): boolean {
  return current !== 'lab' && current !== 'terms'
}

const LINKS = [
  { current: 'lab', href: '/', name: 'Stack lab' },
  { current: 'prices', href: '/track', name: 'Prices' },
  { current: 'coupons', href: '/coupons', name: 'Coupons' },
  { current: 'wallet', href: '/wallet', name: 'Wallet' },
  { current: 'orders', href: '/orders', name: 'Orders' },
  { current: 'console', href: '/console', name: 'Console' },
  { current: 'terms', href: '/terms', name: 'Terms' },
  { current: null, href: '/docs', name: 'API' },
] as const

function SiteHeader({ current }: { readonly current: Current }) {
  return (
    <header class="site-header">
      <a class="brand" href="/">
        <Mark />
        <span>Tessera</span>
      </a>
      <nav aria-label="Pages">
        {LINKS.map((link) => (
          <a
            key={link.href}
            href={link.href}
            aria-current={current === link.current ? 'page' : undefined}
          >
            {link.name}
          </a>
        ))}
      </nav>
      {isMarket(current) && <div id="account" />}
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
