import type { ComponentChildren } from 'preact'
import { useMarket } from '../../state/market/market.ts'

const PAGES = [
  { href: '/console', name: 'Offers' },
  { href: '/console/campaigns', name: 'Campaigns' },
] as const

/** Sellers ship their own orders; the platform sees everybody's. */
const SELLERS = { href: '/selling', name: 'Orders to ship' } as const
const STAFF = { href: '/console/orders', name: 'Orders' } as const

/** The head of a page of the console: where one is, and what can be begun here. */
export function ConsoleHead(props: {
  readonly title: ComponentChildren
  readonly here: string
  readonly children?: ComponentChildren
}) {
  const { title, here, children } = props
  const role = useMarket().account.value?.role
  const orders =
    role === 'seller' ? [SELLERS] : role === undefined || role === 'buyer' ? [] : [STAFF]
  return (
    <div class="console-head">
      <nav aria-label="Console">
        {[...PAGES, ...orders].map(({ href, name }) => (
          <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <h1>{title}</h1>
      <div class="actions">{children}</div>
    </div>
  )
}
