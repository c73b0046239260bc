import { useEffect } from 'preact/hooks'
import { SignInCard } from '../../components/market/sign-in-card.tsx'
import { Skeleton } from '../../components/market/waiting.tsx'
import { homeOf, placeIn, useMarket } from '../../state/market/market.ts'

/** Signs in, and goes on to where the visitor was going. */
export function SignInPage() {
  const account = useMarket().account.value
  useEffect(() => {
    if (account) window.location.replace(placeIn(window.location.search) ?? homeOf(account))
  }, [account])
  return account ? <Skeleton rows={3} /> : <SignInCard />
}
