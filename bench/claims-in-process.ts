import { Claims } from '../src/shell/store/claims/claims.ts'
import type { Store } from '../src/shell/store/store.ts'
import { clear, databaseSeconds, seedOffers } from './claims-market.ts'

/** One measurement of claims in this process. */
export interface InProcess {
  readonly offers: number
  readonly uses: number | null
  /** Claims under way at once. */
  readonly waiting: number
  /** Claims in one statement at most. */
  readonly atOnce: number
  readonly claims: number
}

export interface Measured {
  readonly perSecond: number
  /** Processor microseconds of a claim, here and in the database: steady where the machine is not. */
  readonly hereMicros: number
  readonly databaseMicros: number
}

const WARM_UP = 20_000
/** A slice of each offer is filled in every shard before anything is timed: that happens once in its life. */
const WARM_UP_EACH = 8

let runs = 0

/** Claims as fast as this process can, each by another buyer; all must be granted. */
export async function claimInProcess(store: Store, asked: InProcess): Promise<Measured> {
  const { offers: count, uses, waiting, atOnce, claims: total } = asked
  await clear(store)
  const offers = await seedOffers(store, { count, uses, prefix: `offer-${runs++}` })
  const claims = new Claims(store, { claimsAtOnce: atOnce })
  // Connections are made, statements prepared and code compiled before anything is timed.
  const from = Math.max(WARM_UP, WARM_UP_EACH * count)
  await measured(from, waiting, (n) => claimOne(claims, offers, n))
  const figures = await measured(total, waiting, (n) => claimOne(claims, offers, from + n))
  await claims.close()
  return figures
}

async function claimOne(claims: Claims, offers: readonly string[], n: number): Promise<void> {
  const offer = offers[n % offers.length] as string
  const answer = await claims.claim({ buyer: `buyer-${n}`, offer, key: `request-${n}` })
  if ('refusal' in answer) throw new Error(`${offer} was refused to buyer-${n}: ${answer.refusal}`)
}

/** Orders that reserve three claimed offers each, and then use them: what a second of a sale is made of. */
export async function orderInProcess(
  store: Store,
  { orders, waiting }: { readonly orders: number; readonly waiting: number },
): Promise<{ readonly reserved: Measured; readonly used: Measured }> {
  await clear(store)
  const offers = await seedOffers(store, { count: 3, uses: null, prefix: `order-${runs++}` })
  const claims = new Claims(store)
  const asked = offers.map((offer) => ({ offer, amountMinor: 100 }))
  const each = (act: (buyer: string, order: string) => Promise<object>) =>
    measured(orders, waiting, async (n) => {
      const answer = await act(`holder-${n}`, `order-${n}`)
      if (!('claims' in answer)) throw new Error(`order-${n}: ${JSON.stringify(answer)}`)
    })
  await measured(orders * 3, 10_000, async (n) => {
    const buyer = `holder-${Math.floor(n / 3)}`
    await claims.claim({ buyer, offer: offers[n % 3] as string, key: `c${n}` })
  })
  const reserved = await each((buyer, order) =>
    claims.reserve({ buyer, order, key: `reserve ${order}`, offers: asked }),
  )
  const used = await each((buyer, order) => claims.use({ buyer, order, key: `use ${order}` }))
  await claims.close()
  return { reserved, used }
}

/** Does something so often, so many at once, and measures it. */
async function measured(
  times: number,
  waiting: number,
  act: (n: number) => Promise<void>,
): Promise<Measured> {
  const before = { cpu: process.cpuUsage(), database: databaseSeconds(), ms: performance.now() }
  let next = 0
  const work = async () => {
    while (next < times) await act(next++)
  }
  await Promise.all(Array.from({ length: waiting }, work))
  const seconds = (performance.now() - before.ms) / 1_000
  const { user, system } = process.cpuUsage(before.cpu)
  return {
    perSecond: times / seconds,
    hereMicros: (user + system) / times,
    databaseMicros: ((databaseSeconds() - before.database) * 1e6) / times,
  }
}
