import type { Transaction } from 'kysely'
import type { Short } from '../../../core/offers/claim-draft.ts'
import type { ClaimAct } from '../../../core/offers/claim-world.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { Order } from '../../../core/orders/order.ts'
import type { PricingOptions } from '../../../core/pricing/quote.ts'
import type { ClaimsWithin, OpenWithin } from '../claims/acts-within.ts'
import type { Ask } from '../claims/ask.ts'
import { keepAcceptedQuotes } from '../money/accepted-quotes.ts'
import { reimburse } from '../money/reimbursements.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { claimActOf, decideClaims } from './claim-effects.ts'
import type { KnownExtensions, ShardClocks } from './clock.ts'
import { moveCoins, reserveTheCoins } from './coin-effects.ts'
import type { Change, Decided, OrderRequest, Scene } from './decision.ts'
import { writeMessages } from './messages.ts'
import { moveMoney } from './money-effects.ts'
import { heardEvents, loadPayments, writePayments } from './payment-rows.ts'
import {
  type Checkout,
  knownKeys,
  loadCheckouts,
  type RemindAt,
  writeCheckouts,
  writeMarks,
  writeOrders,
  writeSteps,
} from './rows.ts'

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
  requests: readonly OrderRequest[],
): Promise<Worked> {
  const { shard } = tools
  const time = await tools.clocks.hold(ask, shard)
  const now = new Date(time.now)
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
      open?.undone()
      throw error
    }
    return { ...answersOf(decided, barred), open }
  }
}

type Decisions = Pick<Scene, 'checkout' | 'isKnown' | 'heard' | 'payment'> & {
  readonly changed: (checkout: Checkout) => void
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
    const done = new Set<string>()
    return {
      checkout: (id) => standing.get(id) ?? null,
      changed: (checkout) => void standing.set(checkout.id, checkout),
      isKnown: (order, key) => keys.has(`${order}\n${key}`) || done.has(`${order}\n${key}`),
      heard: (provider, id) => heard.has(`${provider}\n${id}`),
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
  if (decided.change) scene.changed(decided.change.checkout)
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

/** Decides the claims of all changes; the first that cannot be has all decided anew without it. */
function barClaims(open: OpenWithin, changes: readonly (Change | null)[], barred: Barred): void {
  for (const [at, change] of changes.entries()) {
    const no = change && decideClaims(open, actsOf(change))
    if (!no) continue
    barred.set(at, no)
    return
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

function answersOf(decided: readonly Decided<unknown>[], barred: Barred): Omit<Worked, 'open'> {
  const shorts = [...barred].flatMap(([request, bar]) =>
    'short' in bar ? [{ request, short: bar }] : [],
  )
  return { answers: decided.map(({ answer }) => answer), shorts }
}
