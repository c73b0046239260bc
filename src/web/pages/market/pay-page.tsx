import { useEffect, useMemo } from 'preact/hooks'
import { Waiting } from '../../components/market/waiting.tsx'
import { TestPaymentCard } from '../../components/orders/test-payment.tsx'
import { useMarket } from '../../state/market/market.ts'
import { testPaymentLoader } from '../../state/orders/test-payment.ts'

/** Often enough to see an answer come, seldom enough for a page that is left open. */
const LOOK_MS = 2_000

/** The page of the built-in test provider: whoever pays chooses here what comes of it (faq.payfail). */
export function PayPage({ id }: { readonly id: string }) {
  const market = useMarket()
  const payment = useMemo(() => testPaymentLoader(market, id), [market, id])
  const state = payment.now.value.value?.state
  useEffect(() => {
    payment.load()
  }, [payment])
  useEffect(() => {
    if (state !== 'checking') return
    const timer = setInterval(() => {
      if (!document.hidden) payment.load()
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [state, payment])
  return (
    <Waiting on={payment} rows={6}>
      {(shown) => <TestPaymentCard payment={shown} />}
    </Waiting>
  )
}
