import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { inOrderOfAttempt, sellerOf } from './flat.ts'
import type { WorkloadDocument, WorkloadOffer } from './workload.ts'

/**
 * Medusa's promotion functions on the same carts: the real ones from npm, called as its promotion
 * service calls them once the promotions are loaded from the database.
 *
 * Medusa has no slots (one coupon per seller, one code per checkout), so it is timed twice: alone,
 * where it applies every promotion whose minimum is reached and comes to a lower total; and with the
 * slots kept for it, where it is spared the work of offers that the terms refuse and its total is the
 * quote's, but for the rounding that it leaves to its caller. Left out of both, in its favour: loading
 * and sorting promotions, campaign budgets, usage limits, the conversion of the answer at the end.
 */
export interface Medusa {
  /** Readies a cart; each run returns its total in minor units, unrounded as Medusa leaves it. */
  prepare(document: WorkloadDocument): {
    readonly alone: () => number
    readonly withSlots: () => number
  }
}

const PEERS = fileURLToPath(new URL('./peers/', import.meta.url))

/** Loads the peer, installing it on first use; null, with a line that says why, where it cannot. */
export function loadMedusa(): Medusa | null {
  if (!existsSync(`${PEERS}node_modules/.package-lock.json`) && !install()) return null
  const functions = loadFunctions()
  return { prepare: (document) => prepare(functions, document) }
}

function install(): boolean {
  console.log('Installing the peers to compare with (about 8 MB, once): npm ci in bench/peers …')
  const args = ['ci', '--prefix', PEERS, '--ignore-scripts', '--no-audit', '--no-fund']
  const npm = spawnSync('npm', args, { cwd: PEERS, encoding: 'utf8' })
  if (npm.status === 0) return true
  const why = npm.error?.message ?? npm.stderr.split('\n').find((line) => line.includes('error'))
  console.log(
    `Medusa is left out: npm could not install bench/peers (${why ?? 'no reason given'}).`,
  )
  console.log('Run "npm ci --prefix bench/peers --ignore-scripts" where npm reaches its registry.')
  return false
}

interface Amount {
  toNumber(): number
}

interface Action {
  readonly amount: Amount
}

interface Item {
  readonly id: string
  readonly seller: string
  readonly quantity: number
  readonly subtotal: unknown
  readonly original_total: unknown
  readonly is_discountable: true
}

interface Context {
  readonly currency_code: string
  readonly items: readonly Item[]
  readonly shipping_methods: readonly { readonly id: string; readonly subtotal: unknown }[]
  readonly sellers: Readonly<Record<string, { readonly subtotal: number }>>
  readonly subtotal: number
  running: number
}

interface Rule {
  readonly attribute: string
  readonly operator: string
  readonly values: readonly { readonly value: string }[]
}

interface Promotion {
  readonly code: string
  readonly type: 'standard'
  readonly is_tax_inclusive: false
  readonly rules: readonly Rule[]
  readonly application_method: {
    readonly type: 'fixed' | 'percentage'
    readonly target_type: 'items' | 'order' | 'shipping_methods'
    readonly allocation: 'each' | 'across'
    readonly value: number
    readonly target_rules: readonly Rule[]
  }
}

type Applied = Map<string, Amount>

interface Functions {
  areRulesValidForContext(rules: readonly Rule[], context: Context, scope: string): boolean
  getComputedActionsForItems(p: Promotion, items: Context['items'], applied: Applied): Action[]
  getComputedActionsForShippingMethods(
    p: Promotion,
    methods: Context['shipping_methods'],
    applied: Applied,
  ): Action[]
  BigNumber: new (value: number) => unknown
}

/**
 * The functions' own files ask for two barrels that pull in the whole framework with its database
 * layer. Only while they load, those two names lead to files of ours that pass on the same functions
 * from the same package, file by file (see peers/README.md).
 */
function loadFunctions(): Functions {
  const url = (file: string): string => new URL(`./peers/${file}`, import.meta.url).href
  const hooks = registerHooks({
    resolve: (name, context, next) => {
      if (name === '@medusajs/framework/utils') {
        return { url: url('framework-utils.cjs'), format: 'commonjs', shortCircuit: true }
      }
      if (name === '../common' && context.parentURL?.endsWith('/utils/dist/totals/math.js')) {
        return { url: url('utils-common.cjs'), format: 'commonjs', shortCircuit: true }
      }
      return next(name, context)
    },
  })
  try {
    const load = createRequire(`${PEERS}package.json`)
    return {
      ...load('@medusajs/promotion/dist/utils/compute-actions/line-items.js'),
      ...load('@medusajs/promotion/dist/utils/compute-actions/shipping-methods.js'),
      ...load('@medusajs/promotion/dist/utils/validations/promotion-rule.js'),
      BigNumber: load('./framework-utils.cjs').BigNumber,
    } as Functions
  } finally {
    hooks.deregister()
  }
}

interface Attempt {
  readonly promotion: Promotion
  /** Attempts of one slot exclude each other once one of them has applied; null: there are no slots. */
  readonly slot: string | null
}

function prepare(functions: Functions, document: WorkloadDocument): ReturnType<Medusa['prepare']> {
  const context = contextOf(functions, document)
  const fees = document.shipping.reduce((sum, row) => sum + row.fee, 0)
  const total = (attempts: readonly Attempt[]) => (): number => {
    const shippingOff = price(functions, context, attempts)
    return context.running + fees - shippingOff
  }
  const withSlots = attemptsOf(document)
  const alone = withSlots.map(({ promotion }) => ({ promotion, slot: null }))
  return { alone: total(alone), withSlots: total(withSlots) }
}

/** Leaves what is left of the items in `context.running`; returns what comes off the shipping. */
function price(functions: Functions, context: Context, attempts: readonly Attempt[]): number {
  const applied: Applied = new Map()
  const taken = new Set<string>()
  let shippingOff = 0
  context.running = context.subtotal
  for (const { promotion, slot } of attempts) {
    if (slot !== null && taken.has(slot)) continue
    if (!functions.areRulesValidForContext(promotion.rules, context, 'order')) continue
    const shipping = promotion.application_method.target_type === 'shipping_methods'
    const actions = shipping
      ? functions.getComputedActionsForShippingMethods(promotion, context.shipping_methods, applied)
      : functions.getComputedActionsForItems(promotion, context.items, applied)
    if (slot !== null && actions.length > 0) taken.add(slot)
    let amount = 0
    for (const action of actions) amount += action.amount.toNumber()
    if (shipping) shippingOff += amount
    else context.running -= amount
  }
  return shippingOff
}

/** Amounts are wrapped once, as Medusa's cart does: its arithmetic is quicker so than on numbers. */
function contextOf(functions: Functions, document: WorkloadDocument): Context {
  const wrap = (amount: number): unknown => new functions.BigNumber(amount)
  const sellers: Record<string, { subtotal: number }> = {}
  let subtotal = 0
  for (const line of document.lines) {
    const seller = sellerOf(document, line.store)
    const list = line.unitPrice * line.quantity
    sellers[seller] = { subtotal: (sellers[seller]?.subtotal ?? 0) + list }
    subtotal += list
  }
  return {
    currency_code: 'usd',
    items: document.lines.map((line) => ({
      id: line.id,
      seller: sellerOf(document, line.store),
      quantity: line.quantity,
      subtotal: wrap(line.unitPrice * line.quantity),
      original_total: wrap(line.unitPrice * line.quantity),
      is_discountable: true,
    })),
    shipping_methods: document.shipping.map((row) => ({ id: row.seller, subtotal: row.fee })),
    sellers,
    subtotal,
    running: subtotal,
  }
}

function attemptsOf(document: WorkloadDocument): Attempt[] {
  const { coupons, codes, freeShippings } = inOrderOfAttempt(document)
  return [
    ...coupons.map((offer) => ({ slot: offer.funder, promotion: sellerCoupon(offer) })),
    ...codes.map((offer) => ({ slot: 'code', promotion: code(offer) })),
    ...freeShippings.map((offer) => ({ slot: 'free-shipping', promotion: freeShipping(offer) })),
  ]
}

function sellerCoupon(offer: WorkloadOffer): Promotion {
  const seller = offer.funder.slice('seller:'.length)
  return promotion(offer, `sellers.${seller}.subtotal`, {
    type: 'fixed',
    target_type: 'items',
    allocation: 'across',
    value: offer.benefit.off ?? 0,
    target_rules: [{ attribute: 'items.seller', operator: 'eq', values: [{ value: seller }] }],
  })
}

function code(offer: WorkloadOffer): Promotion {
  return promotion(offer, 'running', {
    type: 'percentage',
    target_type: 'order',
    allocation: 'across',
    value: offer.benefit.percent ?? 0,
    target_rules: [],
  })
}

function freeShipping(offer: WorkloadOffer): Promotion {
  return promotion(offer, 'running', {
    type: 'percentage',
    target_type: 'shipping_methods',
    allocation: 'each',
    value: 100,
    target_rules: [],
  })
}

/** A promotion whose only rule is its minimum, tested against an attribute of the context. */
function promotion(
  offer: WorkloadOffer,
  attribute: string,
  method: Promotion['application_method'],
): Promotion {
  return {
    code: offer.id,
    type: 'standard',
    is_tax_inclusive: false,
    rules: [{ attribute, operator: 'gte', values: [{ value: String(offer.minimum.spend) }] }],
    application_method: method,
  }
}
