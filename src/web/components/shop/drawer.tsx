import type { Drawer as DrawerDocument } from '../../state/shop/wallet.ts'
import { type Held, leftText, ownTime } from '../../state/shop/words.ts'
import { FindingNote } from './finding.tsx'

/** Everything that a buyer holds: what lapses soon first, what is over folded away (fg.drawer). */
export function Drawer(props: { readonly drawer: DrawerDocument; readonly currency: string }) {
  const { drawer, currency } = props
  const soon = drawer.usable.filter((one) => one.soon)
  const later = drawer.usable.filter((one) => !one.soon)
  const isEmpty = [drawer.usable, drawer.held, drawer.reserved].every((all) => all.length === 0)
  const over = [
    { title: 'Used', rows: drawer.used },
    { title: 'Lapsed or ended', rows: drawer.expired },
    { title: 'Forfeited', rows: drawer.forfeited },
  ]
  return (
    <>
      {isEmpty && (
        <p class="note">
          You hold no coupon that can be used. <a href="/coupons">The coupon centre</a> has some.
        </p>
      )}
      <HeldList
        title={`Lapsing within ${drawer.soonDays} days`}
        rows={soon}
        currency={currency}
        isSoon
      />
      <HeldList title="Ready to use" rows={later} currency={currency} />
      <HeldList title="Free again after a failed payment" rows={drawer.held} currency={currency} />
      <HeldList
        title="In an order that is not paid yet"
        rows={drawer.reserved}
        currency={currency}
      />
      {over.map(({ title, rows }) => (
        <Folded key={title} title={title} rows={rows} currency={currency} />
      ))}
    </>
  )
}

function HeldList(props: {
  readonly title: string
  readonly rows: readonly Held[]
  readonly currency: string
  readonly isSoon?: boolean
}) {
  const { title, rows, currency, isSoon = false } = props
  if (rows.length === 0) return null
  return (
    <section class="held-list" aria-label={title} data-soon={isSoon}>
      <h2>
        {title} <span class="count">{rows.length}</span>
      </h2>
      <Rows rows={rows} currency={currency} />
    </section>
  )
}

function Folded(props: {
  readonly title: string
  readonly rows: readonly Held[]
  readonly currency: string
}) {
  const { title, rows, currency } = props
  if (rows.length === 0) return null
  return (
    <details class="panel">
      <summary>
        {title} <span class="count">{rows.length}</span>
      </summary>
      <Rows rows={rows} currency={currency} />
    </details>
  )
}

function Rows({ rows, currency }: { readonly rows: readonly Held[]; readonly currency: string }) {
  return (
    <ul class="coupons">
      {rows.map((held) => (
        <li key={`${held.offer} ${held.ordinal}`} class="coupon held">
          <div class="coupon-said">
            <h3>{held.title}</h3>
            <p class="soft">{whenWords(held)}</p>
            {held.cart && <FindingNote finding={held.cart} currency={currency} />}
          </div>
          {held.usableUntil !== null && held.cart !== null && (
            <p class="coupon-act">
              <span class={held.soon ? 'flag warn' : 'soft'}>
                {leftText(held.usableUntil, Date.now())}
              </span>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** When it can be used, or what it is in. */
function whenWords({ usableUntil, heldUntil, order, ended, seller }: Held): string {
  return [
    seller ? `From ${seller}` : 'From the platform',
    heldUntil ? `free again at ${ownTime(heldUntil)}` : '',
    order ? `order ${order}` : '',
    ended ? 'the promotion was ended' : usableUntil ? `until ${ownTime(usableUntil)}` : 'no end',
  ]
    .filter((word) => word !== '')
    .join(' · ')
}
