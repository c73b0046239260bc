import { Deliverer } from '../../jobs/deliver.ts'
import { hooksOfChanges, hooksOfMessages } from '../../jobs/fan-out.ts'
import { type Job, type Jobs, startJobs } from '../../jobs/jobs.ts'
import { CODE_TAKEN, type TakenCode } from '../../store/claims/claim-code.ts'
import { settleTransfers } from '../../store/claims/settle.ts'
import { sweepLapsedCoins } from '../../store/coins/lapsing.ts'
import { sweepAnniversaries } from '../../store/issuing/anniversaries.ts'
import { sweepCartsLeft } from '../../store/issuing/carts-left.ts'
import { settleExchanges } from '../../store/issuing/exchange-settling.ts'
import { settleFirings } from '../../store/issuing/firings.ts'
import { sweepPlaces } from '../../store/issuing/invitation-places.ts'
import { settleInvitations } from '../../store/issuing/invited-set.ts'
import { tellingConsumers } from '../../tracker/tell-alerts.ts'
import { trackerJobs } from '../../tracker/tracker-jobs.ts'
import type { Market } from './market.ts'
import { type OrderSurroundings, orderConsumers, orderJobs } from './order-jobs.ts'

/**
 * What a marketplace does in the background: effects of one key on another, deliveries, what falls due,
 * and what a process that died left half done. Any number of servers may do so beside each other.
 */
export function startMarketJobs(market: Market, surroundings: OrderSurroundings): Jobs {
  const { store, claims, client } = market
  const { onFault, pages, mailer } = surroundings
  const { tracker, telling } = market
  telling.begin({ pages, hasMail: mailer !== null })
  const hooks = hooksOfMessages(store)
  const consumers = {
    'claims.granted': [hooks],
    'claims.changed': [hooks],
    ...orderConsumers(market, hooks, surroundings),
    ...tellingConsumers({ store, pages }),
    [CODE_TAKEN]: [
      async (messages: readonly { readonly document: object }[]) => {
        for (const { document } of messages) await claims.settleCode(document as TakenCode)
      },
    ],
  }
  const jobs = [
    hooksOfChanges(store),
    new Deliverer(store, client).job(),
    ...sweeps(market),
    ...orderJobs(market, surroundings),
    ...trackerJobs({ store, tracker, telling, onFault }),
  ]
  return startJobs(store, {
    consumers,
    jobs,
    onFault: ({ job, fault, error }) => onFault(error ?? new Error(`${job}: ${fault}`)),
  })
}

/** Often enough that nobody waits for long, and seldom enough to cost nothing. */
const MINUTE_MS = 60_000
/** What a process that died left between a pool and a slice cannot be claimed meanwhile. */
const SETTLING_MS = 5_000

function sweeps({ store, claims }: Market): Job[] {
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'carts left': () => sweepCartsLeft(store, claims),
    anniversaries: () => sweepAnniversaries(store, claims),
    'coins that lapse': () => sweepLapsedCoins(store),
    exchanges: () => settleExchanges(store, claims),
    triggers: () => settleFirings(store, claims),
    invitations: () => settleInvitations(store, claims),
    'places of inviters': () => sweepPlaces(store),
  }
  return [
    ...Object.entries(acts).map(([name, act]) => again(name, MINUTE_MS, act)),
    again('uses on their way', SETTLING_MS, () => settleTransfers(store)),
  ]
}

function again(name: string, everyMs: number, act: () => Promise<unknown>): Job {
  return {
    name,
    everyMs,
    run: async () => {
      await act()
      return false
    },
  }
}
