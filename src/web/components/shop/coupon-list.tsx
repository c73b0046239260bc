import type { ProblemDocument } from '../../../client/call.ts'
import { useMarket } from '../../state/market/market.ts'
import type { CouponShelf } from '../../state/shop/coupons.ts'
import { type Coupon, couponBenefit, couponMinimum, leftText } from '../../state/shop/words.ts'
import { ClauseLink } from '../clause.tsx'
import { Icon } from '../dialog.tsx'
import { ActButton } from '../market/act-button.tsx'
import { FindingNote } from './finding.tsx'

/** Coupons as tickets: what each gives, what it would do to the cart, and the way to get it. */
export function CouponList(props: {
  readonly shelf: CouponShelf
  readonly coupons: readonly Coupon[]
  /** The cart's currency. */
  readonly currency: string
}) {
  const { shelf, coupons, currency } = props
  return (
    <>
      <h2 class="unseen">Coupons to claim</h2>
      <ul class="coupons">
        {coupons.map((coupon) => (
          <CouponRow key={coupon.offer} shelf={shelf} coupon={coupon} currency={currency} />
        ))}
      </ul>
    </>
  )
}

function CouponRow(props: {
  readonly shelf: CouponShelf
  readonly coupon: Coupon
  readonly currency: string
}) {
  const { shelf, coupon, currency } = props
  const told = shelf.refused.value.get(coupon.offer)
  const refusal = refusalOf(coupon, told)
  const isRefused = refusal !== null && refusal.reason !== 'already-claimed'
  return (
    <li class="coupon" data-state={stateOf(coupon, refusal)}>
      <div class="coupon-worth">
        <b>{couponBenefit(coupon, currency)}</b>
        <span class="minimum">{couponMinimum(coupon, currency)}</span>
      </div>
      <div class="coupon-said">
        <h3>{coupon.title}</h3>
        <p class="soft">
          {coupon.seller ? `From ${coupon.seller}` : 'From the platform'}
          {coupon.claimUntil && ` · ${leftText(coupon.claimUntil, Date.now())} to claim it`}
        </p>
        {/* Why it cannot be claimed comes before what it would do. */}
        {coupon.cart && !isRefused && <FindingNote finding={coupon.cart} currency={currency} />}
        {isRefused && (
          <p class="finding" data-outcome="barred" role={told ? 'alert' : undefined}>
            {refusal.message} {refusal.clause && <ClauseLink id={refusal.clause} />}
          </p>
        )}
      </div>
      <CouponAct shelf={shelf} coupon={coupon} refusal={refusal} />
    </li>
  )
}

/** Why a claim would be refused, or was. */
interface Refused {
  readonly reason: string
  readonly message: string
  readonly clause: string | undefined
}

function refusalOf({ claim }: Coupon, told: ProblemDocument | undefined): Refused | null {
  if (told) {
    const { reason = '', detail, clause } = told
    return { reason, message: detail, clause }
  }
  return claim && { reason: claim.refusal, message: claim.message, clause: claim.clause }
}

/** Words for why there is nothing to press. What may pass (no connection, say) leaves the button. */
const GONE: Readonly<Record<string, string>> = {
  'already-claimed': 'Claimed',
  exhausted: 'All taken',
  'budget-spent': 'All taken',
  ended: 'Ended',
  'claim-over': 'Over',
  expired: 'Over',
  'not-started': 'Not yet',
  'not-new-buyer': 'New members only',
  'not-enough-coins': 'Too few coins',
  'wrong-country': 'Other country',
  disqualified: 'Blocked',
  'unknown-offer': 'Gone',
}

function stateOf({ held }: Coupon, refusal: Refused | null): 'open' | 'claimed' | 'gone' {
  if (refusal === null || GONE[refusal.reason] === undefined) return 'open'
  return held > 0 || refusal.reason === 'already-claimed' ? 'claimed' : 'gone'
}

/** The way to a coupon, or that there is none. */
function CouponAct(props: {
  readonly shelf: CouponShelf
  readonly coupon: Coupon
  readonly refusal: Refused | null
}) {
  const { shelf, coupon, refusal } = props
  const account = useMarket().account.value
  const { title, coins, held } = coupon
  const state = stateOf(coupon, refusal)
  const verb = coins === null ? 'Claim' : `Get it for ${coins} coins`
  if (state !== 'open') {
    return (
      <p class="coupon-act done">
        {state === 'claimed' ? <Icon name="tick" /> : null}
        {state === 'claimed' ? 'Claimed' : GONE[refusal?.reason ?? '']}
      </p>
    )
  }
  if (account === null) {
    const next = encodeURIComponent(window.location.pathname + window.location.search)
    return (
      <p class="coupon-act">
        <a class="button" href={`/sign-in?next=${next}`}>
          Sign in to claim<span class="unseen"> {title}</span>
        </a>
      </p>
    )
  }
  if (account !== undefined && account.role !== 'buyer') {
    return <p class="coupon-act soft">Buyers can claim it.</p>
  }
  return (
    <div class="coupon-act">
      <ActButton class="primary" label={`${verb}: ${title}`} act={() => shelf.claim(coupon)}>
        {verb}
      </ActButton>
      {held > 0 && <small>You hold {held}.</small>}
    </div>
  )
}
