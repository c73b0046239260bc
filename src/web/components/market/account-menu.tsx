import { signOut, useMarket } from '../../state/market/market.ts'

/** Who is signed in, at the top of the page, with the way in and out. */
export function AccountMenu() {
  const market = useMarket()
  const account = market.account.value
  if (account === undefined) return <span class="account" />
  if (account === null) {
    return (
      <span class="account">
        <a href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}>Sign in</a>
      </span>
    )
  }
  return (
    <span class="account">
      <span class="who">
        {account.name} <small>{account.role}</small>
      </span>
      <button type="button" class="small" onClick={() => signOut(market)}>
        Sign out
      </button>
    </span>
  )
}
