import { moneyText } from '../../state/money.ts'
import { TEST_ANSWERS, TEST_DELAYS, type TestPayment } from '../../state/orders/test-payment.ts'
import { When } from './when.tsx'

const STATES: Readonly<Record<Exclude<TestPayment['state'], 'open'>, readonly [string, string]>> = {
  checking: ['Being checked', 'The answer has not come yet. You need not wait here.'],
  paid: ['Paid', 'The marketplace hears of it now.'],
  failed: ['It failed', 'The marketplace hears of it now. You can pay again from the order.'],
  cancelled: ['Called off', 'Nobody waits for this payment any more.'],
}

/** A test payment: no money moves. What comes of it is chosen here; the form needs no script. */
export function TestPaymentCard({ payment }: { readonly payment: TestPayment }) {
  const { amountMinor, currency, description, state } = payment
  return (
    <section class="panel test-payment" aria-labelledby="test-title">
      <p class="test-mark">Test provider: no money moves</p>
      <h1 id="test-title">
        Pay {moneyText(amountMinor, currency)} {currency}
      </h1>
      <p class="soft">{description}</p>
      {state === 'open' ? <Choice payment={payment} /> : <Outcome payment={payment} />}
    </section>
  )
}

function Choice({ payment }: { readonly payment: TestPayment }) {
  return (
    <form method="post" action={`/pay/${encodeURIComponent(payment.reference)}`} class="stack">
      <fieldset class="test-answers">
        <legend>What comes of it?</legend>
        {TEST_ANSWERS.map(({ value, label }) => (
          <label key={value} class="radio">
            <input type="radio" name="answer" value={value} defaultChecked={value === 'pay'} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="delay">When does the answer come?</label>
        <select id="delay" name="delaySeconds">
          {TEST_DELAYS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p class="actions">
        <button type="submit" class="primary">
          Go on
        </button>
        <Back payment={payment} words="Back without paying" />
      </p>
    </form>
  )
}

function Outcome({ payment }: { readonly payment: TestPayment }) {
  const { state, answersAt, answer } = payment
  if (state === 'open') return null
  const [title, says] = STATES[state]
  const chosen = TEST_ANSWERS.find(({ value }) => value === answer)
  return (
    <div class="stack" role="status">
      <p class="test-outcome" data-outcome={state}>
        {title}
      </p>
      {chosen && state !== 'cancelled' && <p>{chosen.label}</p>}
      <p class="soft">
        {says}
        {state === 'checking' && answersAt && (
          <>
            {' '}
            It comes <When at={answersAt} />
          </>
        )}
      </p>
      <p>
        <Back payment={payment} words="Back to the order" isPrimary />
      </p>
    </div>
  )
}

function Back(props: {
  readonly payment: TestPayment
  readonly words: string
  readonly isPrimary?: boolean
}) {
  const { payment, words, isPrimary = false } = props
  return (
    <a class={isPrimary ? 'button primary' : 'button'} href={safeReturn(payment)}>
      {words}
    </a>
  )
}

/** Where the marketplace wants its buyer back; an address that is none leads to the orders. */
function safeReturn({ returnUrl }: TestPayment): string {
  return /^(\/(?!\/)|https?:\/\/)/.test(returnUrl) ? returnUrl : '/orders'
}
