import { type Signal, signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import { type Client, connect, type DocumentOf } from '../../../client/client.ts'
import { type Clock, createClock } from './clock.ts'
import { type Given, givenAnswer, ME } from './given.ts'

export type Account = DocumentOf<'Account'>

/** What every page of the marketplace has at hand. */
export interface Market {
  readonly api: Client
  /** Who is signed in: null is nobody, undefined is not known yet. */
  readonly account: Signal<Account | null | undefined>
  /** Why it could not be known. */
  readonly problem: Signal<ProblemDocument | null>
  /** The last thing that happened, in a sentence: announced, then replaced. */
  readonly notice: Signal<string>
  /** The clause whose text is open. */
  readonly clause: Signal<string | null>
  /** What the server drew the page from, where it did. */
  readonly given: Given | null
  readonly clock: Clock
}

export function createMarket(given: Given | null = null): Market {
  const market: Market = {
    api: connect(),
    account: signal(undefined),
    problem: signal(null),
    notice: signal(''),
    clause: signal(null),
    given,
    clock: createClock(given?.now ?? null),
  }
  const me = givenAnswer<DocumentOf<'Me'>>(given, ME)
  if (me !== null) hearAccount(market, me)
  return market
}

/**
 * What the page came with for a path of the API, for whoever it was drawn for; null for anybody else who
 * has signed in meanwhile.
 */
export function givenTo<T>({ given, account }: Market, path: string): Answer<T> | null {
  const me = givenAnswer<DocumentOf<'Me'>>(given, ME)
  const drawnFor = me?.ok ? (me.value.account?.id ?? null) : undefined
  return drawnFor === (account.value?.id ?? null) ? givenAnswer<T>(given, path) : null
}

/** The query that this page was asked for with, as the server and the browser both know it. */
export function queryOf({ given }: Pick<Market, 'given'>): URLSearchParams {
  const url = given?.url ?? (typeof window === 'undefined' ? '/' : window.location.href)
  return new URL(url, HERE).searchParams
}

export const MarketContext = createContext<Market | null>(null)

export function useMarket(): Market {
  const market = useContext(MarketContext)
  if (market === null) throw new Error('a part of the marketplace stands outside of it')
  return market
}

/** Takes the answer to who is signed in. */
export function hearAccount({ account, problem }: Market, answer: Answer<DocumentOf<'Me'>>): void {
  problem.value = null
  if (answer.ok) account.value = answer.value.account
  else if (answer.status === 401) account.value = null
  else problem.value = answer.problem
}

/** The session has ended meanwhile: the page asks to sign in, and keeps what stands in it. */
export function noticeRefusal(
  { account }: Market,
  { status }: Pick<ProblemDocument, 'status'>,
): void {
  if (status === 401) account.value = null
}

export async function signOut(market: Market): Promise<void> {
  const answer = await market.api.signOut({ path: { session: 'current' } })
  if (answer.ok || answer.status === 401) market.account.value = null
  else market.notice.value = `You are still signed in. ${answer.problem.detail}`
}

/** Where somebody goes who signed in without having been on the way to anywhere. */
export function homeOf({ role }: Pick<Account, 'role'>): string {
  return role === 'buyer' ? '/coupons' : '/console'
}

/** A path of this site that an address names as the place to go on to; null for any other place. */
export function placeIn(search: string): string | null {
  const next = new URLSearchParams(search).get('next')
  if (next === null || !next.startsWith('/') || !URL.canParse(next, HERE)) return null
  const { origin, pathname, search: query, hash } = new URL(next, HERE)
  // A path that begins with two strokes would be read as the name of another site.
  return origin === HERE && !pathname.startsWith('//') ? pathname + query + hash : null
}

const HERE = 'https://here.invalid'
