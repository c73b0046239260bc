import { useMarket } from '../../state/market/market.ts'
import type { Wallet } from '../../state/shop/wallet.ts'
import { OneField } from './one-field.tsx'

/** Claims what a code is for. */
export function CodeForm({ wallet }: { readonly wallet: Wallet }) {
  const { notice } = useMarket()
  const send = async (code: string) => {
    const answer = await wallet.claimCode(code)
    if (answer.ok) notice.value = 'The coupon of this code is yours.'
    return answer
  }
  return (
    <section class="panel" aria-labelledby="code-title">
      <h2 id="code-title">Have a code?</h2>
      <OneField name="code" label="Code" verb="Claim it" send={send} />
    </section>
  )
}
