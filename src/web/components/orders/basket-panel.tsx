import { useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import { useMarket } from '../../state/market/market.ts'
import { moneyText } from '../../state/money.ts'
import { type Basket, listPrice, type SampleListing } from '../../state/orders/basket.ts'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'

/** The basket, codes to try, and the way to the price. */
export function BasketPanel(props: {
  readonly basket: Basket
  readonly listings: readonly SampleListing[]
}) {
  const { basket, listings } = props
  const account = useMarket().account.value
  const [codes, setCodes] = useState('')
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const pieces = basket.pieces.value
  const count = [...pieces.values()].reduce((sum, one) => sum + one, 0)
  const currency = listings[0]?.currency ?? 'USD'
  const checkOut = async () => setProblem(await basket.checkOut(codes))
  return (
    <section class="receipt basket-panel" aria-labelledby="basket-title">
      <header>
        <h2 id="basket-title">Basket</h2>
        <p aria-live="polite">
          {count === 0 ? 'Nothing yet.' : `${count} ${count === 1 ? 'piece' : 'pieces'}.`} Offers
          and shipping are reckoned in the checkout.
        </p>
      </header>
      <dl class="totals">
        <div class="grand">
          <dt>List price</dt>
          <dd>{`${moneyText(listPrice(listings, pieces), currency)} ${currency}`}</dd>
        </div>
      </dl>
      <div class="field">
        <label for="codes">Codes</label>
        <input
          id="codes"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={codes}
          onInput={(event) => setCodes(event.currentTarget.value)}
        />
        <p class="hint">Several are fine: the checkout says what each does.</p>
      </div>
      {account?.role === 'buyer' && count > 0 && (
        <ActButton class="primary wide" act={checkOut} busy="Reckoning…">
          Check out
        </ActButton>
      )}
      {account?.role === 'buyer' && count === 0 && (
        <p class="soft">Add something, and check out.</p>
      )}
      {account === null && (
        <p>
          <a class="button primary" href="/sign-in?next=/shop">
            Sign in to check out
          </a>
        </p>
      )}
      {account && account.role !== 'buyer' && <p class="soft">Buyers can check out here.</p>}
      {problem && <ProblemNote problem={problem} />}
      {problem?.errors?.map(({ detail, pointer }) => (
        <p key={pointer} class="fault">
          {detail}
        </p>
      ))}
    </section>
  )
}
