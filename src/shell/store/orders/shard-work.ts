import type { Transaction } from 'kysely'
import type { Short } from '../../../core/offers/claim-draft.ts'
import type { ClaimAct } from '../../../core/offers/claim-world.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { Order } from '../../../core/orders/order.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import { ACT_STATEMENTS, type ClaimsWithin, type OpenWithin } from '../claims/acts-within.ts'
import type { Ask } from '../claims/ask.ts'
import { KEEP_QUOTES, keepAcceptedQuotes } from '../money/accepted-quotes.ts'
import { MONEY_STATEMENTS } from '../money/open-orders.ts'
import { reimburse } from '../money/reimbursements.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { claimActOf, decideClaims } from './claim-effects.ts'
import type { KnownExtensions, ShardClocks } from './clock.ts'
import { moveCoins, reserveTheCoins } from './coin-effects.ts'
import { prepareAlso } from './connections.ts'
import type { Change, Decided, OrderRequest, Scene } from './decision.ts'
import { dueOfBuyers } from './lapsed.ts'
import { writeMessages } from './messages.ts'
import { moveMoney } from './money-effects.ts'
import { countPaidOrders } from './paid-buyers.ts'
import { heardEvents, loadPayments, writePayments } from './payment-rows.ts'
import { bringingUp } from './requests.ts'
import {
  knownKeys,
  loadCheckouts,
  type RemindAt,
  sentText,
  writeCheckouts,
  writeMarks,
  writeOrders,
  writeSteps,
} from './rows.ts'

prepareAlso([...MONEY_STATEMENTS, KEEP_QUOTES, ...ACT_STATEMENTS])

/** What transactions on a shard's orders are made with. */
export interface ShardTools {
  readonly store: Store
  readonly shard: number
  readonly clocks: ShardClocks
  readonly extensions: KnownExtensions
  readonly claims: ClaimsWithin
  readonly options: PricingOptions
  readonly remindAt: RemindAt
}

/** What a transaction came to: an answer for each request, or what it was short of. */
export interface Worked {
  readonly answers: readonly (unknown | typeof LATER)[]
  readonly shorts: readonly { readonly request: number; readonly short: Short }[]
  /** To be called when the transaction has ended. */
  readonly open: OpenWithin | null
}

/** The request is to be asked again when what it was short of is there. */
export const LATER = Symbol('later')

interface Working {
  readonly trx: Transaction<Tables>
  readonly ask: Ask
}

/** Why requests cannot have what they reserve, by their places. */
type Barred = Map<number, Refusal | Short>

/**
 * Carries out requests to the orders of a shard in one transaction that holds the shard: they are decided
 * one after the other, each by what those before it left, and what they change is written at once.
 */
export async function workOn(
  { trx, ask }: Working,
  tools: ShardTools,
  asked: readonly OrderRequest[],
): Promise<Worked> {
  const { shard } = tools
  const time = await tools.clocks.hold(ask, shard)
  const now = new Date(time.now)
  const before = await lapsedBefore(ask, { shard, now }, asked)
  const requests = [...before, ...asked]
  const known = await tools.extensions.read(ask, time.extensions)
  const reader = await readFor(ask, shard, requests)
  const barred: Barred = new Map()
  for (;;) {
    const scene = { ...reader(), now: time.now, extensions: known }
    const decided = requests.map((request, at) => decide(scene, request, barred.get(at)))
    const changes = decided.map(({ change }) => change)
    const open = await openClaims(tools, { ask, now }, changes)
    const size = barred.size
    if (open) barClaims(open, changes, barred)
    if (barred.size === size) await barCoins({ tools, trx, now }, changes, barred)
    if (barred.size > size) {
      open?.undone()
      continue
    }
    try {
      await write(
        { trx, ask },
        { tools, now, open },
        changes.filter((one) => one !== null),
      )
    } catch (error) {
      open?.undone(error)
      throw error
    }
    return { ...answersOf(decided, barred, before.length), open }
  }
}

/** What other orders of those who reserve offers have let go by now is free for them (pol.unpaid, D-10). */
async function lapsedBefore(
  ask: Ask,
  { shard, now }: { readonly shard: number; readonly now: Date },
  asked: readonly OrderRequest[],
): Promise<OrderRequest[]> {
  const buyers = asked.flatMap(({ reserver }) => reserver ?? [])
  const once = [...new Set(buyers)].map((buyer) => ({ buyer, at: now }))
  const due = await dueOfBuyers(ask, shard, once)
  return due.flat().map(bringingUp)
}

type Decisions = Pick<Scene, 'checkout' | 'sentBy' | 'heard' | 'payment'> & {
  readonly changed: (change: Change) => void
}

/** Reads all that requests look at; each call begins anew with what was read. */
async function readFor(
  ask: Ask,
  shard: number,
  requests: readonly OrderRequest[],
): Promise<() => Decisions> {
  const checkouts = await loadCheckouts(
    ask,
    shard,
    requests.flatMap((one) => one.checkouts),
  )
  const keys = await knownKeys(
    ask,
    shard,
    requests.flatMap(({ key }) => key ?? []),
  )
  const heard = await heardEvents(
    ask,
    shard,
    requests.flatMap(({ event }) => event ?? []),
  )
  const attempts = requests.flatMap(({ attempt }) => attempt ?? [])
  const payments = await loadPayments(ask, shard, attempts)
  return () => {
    const standing = new Map(checkouts)
    const done = new Map<string, string>()
    const told = new Set<string>()
    return {
      checkout: (id) => standing.get(id) ?? null,
      changed: ({ checkout, steps, heard: event }) => {
        standing.set(checkout.id, checkout)
        for (const { order, key, step } of steps) {
          if (key !== null) done.set(`${order.id}\n${key}`, sentText(step))
        }
        if (event) told.add(`${event.provider}\n${event.id}`)
      },
      sentBy: (order, key) => {
        const name = `${order}\n${key}`
        return keys.get(name) ?? done.get(name) ?? null
      },
      heard: (provider, id) => {
        const event = `${provider}\n${id}`
        return heard.has(event) || told.has(event)
      },
      payment: (attempt) => payments.get(attempt) ?? null,
    }
  }
}

function decide(
  scene: Scene & Decisions,
  request: OrderRequest,
  bar: Refusal | Short | undefined,
): Decided<unknown> {
  if (bar && 'short' in bar) return { answer: LATER, change: null }
  const first = request.decide(scene)
  const decided = bar && first.orElse ? first.orElse(bar) : first
  if (decided.change) scene.changed(decided.change)
  return decided
}

async function openClaims(
  { claims }: ShardTools,
  { ask, now }: { readonly ask: Ask; readonly now: Date },
  changes: readonly (Change | null)[],
): Promise<OpenWithin | null> {
  const acts = changes.flatMap((change) => (change ? actsOf(change) : []))
  return acts.length === 0 ? null : claims.open(ask, now, acts)
}

const actsOf = ({ checkout, acts }: Change): ClaimAct[] =>
  acts.map((act) => claimActOf(checkout, act))

/** Decides the claims of all changes; where some cannot be, all are decided anew without these. */
function barClaims(open: OpenWithin, changes: readonly (Change | null)[], barred: Barred): void {
  for (const [at, change] of changes.entries()) {
    const no = change && decideClaims(open, change)
    if (!no) continue
    barred.set(at, no.not)
    // Where nothing of it was decided, the next ones stand as if it had not been asked.
    if (!change.placed || no.decided > 0) return
  }
}

async function barCoins(
  {
    tools,
    trx,
    now,
  }: { readonly tools: ShardTools; readonly trx: Working['trx']; readonly now: Date },
  changes: readonly (Change | null)[],
  barred: Barred,
): Promise<void> {
  for (const [at, change] of changes.entries()) {
    if (!change?.placed) continue
    const answer = await reserveTheCoins({ store: tools.store, trx, now }, change.checkout)
    if (!answer || !isRefusal(answer)) continue
    barred.set(at, answer)
    return
  }
}

interface Writing {
  readonly tools: ShardTools
  readonly now: Date
  readonly open: OpenWithin | null
}

async function write(
  { trx, ask }: Working,
  { tools, now, open }: Writing,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  const { store, shard, options, remindAt } = tools
  const at = { shard, now }
  const placed = changes.filter((change) => change.placed !== undefined)
  const steps = changes.flatMap((change) => change.steps)
  await writeCheckouts(
    ask,
    at,
    placed.map(({ checkout }) => checkout),
  )
  await writeOrders(ask, shard, lastOf(changes), remindAt)
  await writeSteps(ask, shard, steps)
  await writeMarks(ask, shard, steps)
  await countPaidOrders(ask, at, steps)
  await writePayments(ask, at, changes)
  await writeMessages(ask, at, changes)
  await open?.write()
  const work = { store, trx, at: now }
  const acceptances = placed.flatMap((change) => change.placed ?? [])
  await keepAcceptedQuotes(work, acceptances, options)
  await moveCoins({ store, trx }, changes)
  await moveMoney(work, steps)
  for (const { checkout, reimbursed = [] } of changes) {
    for (const one of reimbursed) await reimburse(work, { buyer: checkout.buyer, ...one }, options)
  }
}

/** The orders that changed, as the last of the changes left them. */
function lastOf(changes: readonly Change[]): Order[] {
  const last = new Map<string, Order>()
  for (const { steps } of changes) for (const { order } of steps) last.set(order.id, order)
  // A step holds the order as its command left it: all steps of a command hold the last one.
  return [...last.values()]
}

/** The answers to what was asked, which stands behind so many others. */
function answersOf(
  decided: readonly Decided<unknown>[],
  barred: Barred,
  others: number,
): Omit<Worked, 'open'> {
  const shorts = [...barred].flatMap(([at, bar]) =>
    'short' in bar ? [{ request: at - others, short: bar }] : [],
  )
  return { answers: decided.slice(others).map(({ answer }) => answer), shorts }
}
