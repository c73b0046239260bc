import type { ComponentChildren } from 'preact'
import { hearAccount, homeOf, signOut, useMarket } from '../../state/market/market.ts'
import { ProblemNote } from './problem-note.tsx'
import { SignInCard } from './sign-in-card.tsx'
import { Skeleton } from './waiting.tsx'

type Role = 'buyer' | 'seller' | 'agent' | 'admin'

/** Lets in people of these roles; others are told what to do. What they may see the server decides. */
export function Gate(props: {
  readonly roles: readonly Role[]
  /** What they sign in for. */
  readonly why: string
  readonly children: ComponentChildren
}) {
  const { roles, why, children } = props
  const market = useMarket()
  const account = market.account.value
  const problem = market.problem.value
  const ask = async () => hearAccount(market, await market.api.me())
  if (problem) return <ProblemNote problem={problem} onRetry={ask} />
  if (account === undefined) return <Skeleton rows={5} />
  if (account === null) return <SignInCard why={why} />
  if (roles.includes(account.role)) return <>{children}</>
  return (
    <section class="panel sign-in">
      <h1>This page is for {roles.map((role) => `${role}s`).join(', ')}</h1>
      <p>
        You are signed in as {account.name}, {account.role}.
      </p>
      <p class="actions">
        <a class="button" href={homeOf(account)}>
          Go to your own pages
        </a>
        <button type="button" onClick={() => signOut(market)}>
          Sign out
        </button>
      </p>
    </section>
  )
}
