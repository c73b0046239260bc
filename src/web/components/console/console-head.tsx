import type { ComponentChildren } from 'preact'

const PAGES = [
  { href: '/console', name: 'Offers' },
  { href: '/console/campaigns', name: 'Campaigns' },
] as const

/** The head of a page of the console: where one is, and what can be begun here. */
export function ConsoleHead(props: {
  readonly title: ComponentChildren
  readonly here: string
  readonly children?: ComponentChildren
}) {
  const { title, here, children } = props
  return (
    <div class="console-head">
      <nav aria-label="Console">
        {PAGES.map(({ href, name }) => (
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
