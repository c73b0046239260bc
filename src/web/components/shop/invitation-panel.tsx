import { useState } from 'preact/hooks'
import type { Answer } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import { useMarket } from '../../state/market/market.ts'
import type { Wallet } from '../../state/shop/wallet.ts'
import { ClauseLink } from '../clause.tsx'
import { ActButton } from '../market/act-button.tsx'
import { OneField } from './one-field.tsx'

type Invitation = DocumentOf<'Invitation'>

/** The buyer's own invitation code, and the place to redeem another's (tc.15.a). */
export function InvitationPanel({ wallet }: { readonly wallet: Wallet }) {
  const { notice } = useMarket()
  const [answer, setAnswer] = useState<Answer<Invitation> | null>(null)
  const redeem = async (code: string) => {
    const came = await wallet.redeem(code)
    if (came.ok) {
      const { length } = came.value.claims
      notice.value =
        length === 1 ? 'Welcome: a coupon is yours.' : `Welcome: ${length} coupons are yours.`
    }
    return came
  }
  return (
    <section class="panel" aria-labelledby="invitation-title">
      <h2 id="invitation-title">Invite friends</h2>
      {answer === null && (
        <>
          <p class="soft">
            Once you have placed an order you have a code for friends who are new here.{' '}
            <ClauseLink id="tc.15.a" />
          </p>
          <p>
            <ActButton act={async () => setAnswer(await wallet.invitation())}>
              Show my code
            </ActButton>
          </p>
        </>
      )}
      {answer?.ok && <OwnCode invitation={answer.value} />}
      {answer?.ok === false && (
        <p class="finding" data-outcome="barred" role="alert">
          {answer.problem.detail}{' '}
          {answer.problem.clause && <ClauseLink id={answer.problem.clause} />}
        </p>
      )}
      <OneField
        name="invitation"
        label="Invited by a friend? Their code"
        verb="Redeem"
        send={redeem}
      />
    </section>
  )
}

function OwnCode({ invitation }: { readonly invitation: Invitation }) {
  const { notice } = useMarket()
  const { code, redeemed, limit } = invitation
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code)
      notice.value = 'The code is copied.'
    } catch {
      // No permission, or no secure connection: the code stands there to be read.
      notice.value = 'Your browser does not let us copy: the code stands beside the button.'
    }
  }
  return (
    <p class="own-code">
      <code>{code}</code>
      <ActButton class="small" act={copy}>
        Copy
      </ActButton>
      <small class="redeemed">
        Redeemed {redeemed} of {limit} times.
      </small>
    </p>
  )
}
