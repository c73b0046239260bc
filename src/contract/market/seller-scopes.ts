import { type Fault, pointer } from '../../core/base/faults.ts'
import type { Scope } from './endpoint.ts'

/**
 * Which scopes a key of a seller can have. What buyers hold is the platform's business with them: a
 * seller who could act on any buyer would read wallets, and give coins and coupons away at the expense of
 * others. Every scope has its row, so that a new one is decided here before it works.
 */
const IS_FOR_SELLERS: Readonly<Record<Scope, boolean>> = {
  'offers:read': true,
  'offers:write': true,
  'codes:write': true,
  'buyers:read': false,
  'buyers:write': false,
  'claims:write': false,
  'coins:write': false,
  'orders:read': true,
  'orders:write': true,
  'prices:write': false,
  quotes: true,
  'events:read': true,
  webhooks: true,
  keys: true,
}

/** The scopes that a key of a seller can have. */
export const SELLER_SCOPES: readonly Scope[] = (Object.keys(IS_FOR_SELLERS) as Scope[]).filter(
  (scope) => IS_FOR_SELLERS[scope],
)

/** Whether a key of a seller can have a scope. */
export function isForSellers(scope: Scope): boolean {
  return IS_FOR_SELLERS[scope]
}

/** What is wrong with the scopes of a seller's key, by pointers below a path. */
export function sellerScopeFaults(scopes: readonly Scope[], path: string): Fault[] {
  const fault = `A key of a seller cannot have this. It can have: ${SELLER_SCOPES.join(', ')}.`
  return scopes.flatMap((scope, at) =>
    isForSellers(scope) ? [] : [{ path: pointer(path, at), fault }],
  )
}
