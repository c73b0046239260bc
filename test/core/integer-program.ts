import highs, { type Highs } from 'highs'
import type { Input } from '../../src/core/pricing/input.ts'

/**
 * What a plan costs, as an integer program: which line is paid in which checkout (x), which offer is
 * used in which (y), which order is shipped with which (z). It says exactly what pricing §7 says for
 * carts under `aliexpress-2026` without tax whose offers are fixed amounts that are never forfeited;
 * other inputs are refused, for it would say something else of them.
 */
export interface IntegerProgram {
  /** In the LP format. */
  readonly text: string
  /** The plan that a solution stands for, one entry for each checkout that is not empty. */
  read(columns: (name: string) => number): ProgramCheckout[]
}

export interface ProgramCheckout {
  readonly lines: readonly string[]
  readonly chosen: readonly string[]
}

export interface ProgramAnswer {
  /** Null where the time was up before any plan was found. */
  readonly total: number | null
  readonly proved: boolean
  readonly ms: number
  readonly checkouts: readonly ProgramCheckout[]
}

/** Its types speak of the package's other build, in which the loader is one level deeper. */
const loadHighs = highs as unknown as typeof highs.default

let solver: Promise<Highs> | null = null

/** The cheapest plan by HiGHS; where the time is up, the best that it found. */
export async function solveProgram(
  program: IntegerProgram,
  seconds: number,
): Promise<ProgramAnswer> {
  solver ??= loadHighs()
  const loaded = await solver
  const began = performance.now()
  try {
    const solution = loaded.solve(program.text, { ...EXACT, time_limit: seconds })
    const ms = performance.now() - began
    const proved = solution.Status === 'Optimal'
    const columns = (name: string) => {
      const column = solution.Columns[name]
      return column && 'Primal' in column ? column.Primal : Number.NaN
    }
    const checkouts = program.read(columns)
    const isFound = checkouts.length > 0
    return { total: isFound ? Math.round(solution.ObjectiveValue) : null, proved, ms, checkouts }
  } catch (error) {
    // An instance that failed once may fail again: the next program gets a new one.
    solver = null
    throw error
  }
}

/**
 * Every amount is whole, so a plan is proved where none is cheaper by one. HiGHS takes 0.999999 for 1:
 * of fifty lines below 200.00 that is less than a cent, so no minimum is met that is missed.
 */
const EXACT = { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.9 } as const

type Offer = NonNullable<Input['offers']>[number]

/** By kind, the slot that its offers share, and the name of the one unit that such an offer holds. */
const SLOTS: Readonly<Record<string, (offer: Offer) => string>> = {
  'platform-select': () => 'platform',
  'category-coupon': () => 'platform',
  'store-coupon': ({ funder }) => funder,
  'seller-coupon': ({ funder }) => funder,
  code: () => 'code',
}

export function integerProgram(input: Input, maxCheckouts: number): IntegerProgram {
  const cart = readForProgram(input)
  const { lines, offers, fees } = cart
  const checkouts = Array.from({ length: maxCheckouts }, (_, at) => at)
  const everywhere = (term: (k: number) => string[]) => checkouts.flatMap(term)
  const objective = everywhere((k) => [
    ...offers.map(({ off }, o) => `- ${off} ${y(o, k)}`),
    ...fees.map(({ fee }, j) => `+ ${fee} ${z(j, k)}`),
  ])
  const rows = [
    // Checkouts are alike: the first line is in the first one, the second in one of the first two.
    ...lines.flatMap((_, i) => checkouts.filter((k) => k > i).map((k) => `${x(i, k)} = 0`)),
    // Every line is paid once, every offer is used once.
    ...lines.map((_, i) => `${plus(checkouts.map((k) => x(i, k)))} = 1`),
    ...offers.map((_, o) => `${plus(checkouts.map((k) => y(o, k)))} <= 1`),
    ...everywhere((k) => [
      ...fees.flatMap(({ lines }, j) => lines.map((i) => `${z(j, k)} - ${x(i, k)} >= 0`)),
      ...slots(offers).map((held) => `${plus(held.map((o) => y(o, k)))} <= 1`),
      ...offers.map((offer, o) => minimumRow(cart, offer, y(o, k), k)),
    ]),
  ]
  const list = lines.reduce((sum, line) => sum + line.list, 0)
  const names = everywhere((k) => [
    ...lines.map((_, i) => x(i, k)),
    ...offers.map((_, o) => y(o, k)),
    ...fees.map((_, j) => z(j, k)),
  ])
  return {
    text: [
      'Minimize',
      ...inLines(`total: ${objective.join(' ')} + ${list}`),
      'Subject To',
      ...rows.flatMap((row, at) => inLines(`r${at}: ${row}`)),
      'Binary',
      ...inLines(names.join(' ')),
      'End',
    ].join('\n'),
    read: (columns) => {
      const isOne = (name: string) => Math.round(columns(name)) === 1
      return checkouts
        .map((k) => ({
          lines: lines.flatMap(({ id }, i) => (isOne(x(i, k)) ? [id] : [])),
          chosen: offers.flatMap(({ id }, o) => (isOne(y(o, k)) ? [id] : [])),
        }))
        .filter((one) => one.lines.length > 0)
    },
  }
}

const x = (line: number, checkout: number) => `x${line}_${checkout}`
const y = (offer: number, checkout: number) => `y${offer}_${checkout}`
const z = (order: number, checkout: number) => `z${order}_${checkout}`
const plus = (names: readonly string[]) => names.join(' + ')

/** Lines of text that HiGHS reads have an end. */
function inLines(text: string): string[] {
  return text.match(/.{1,200}(\s|$)/g) ?? []
}

interface ProgramCart {
  readonly lines: readonly { readonly id: string; readonly list: number }[]
  readonly offers: readonly ProgramOffer[]
  readonly fees: readonly { readonly fee: number; readonly lines: readonly number[] }[]
}

interface ProgramOffer {
  readonly id: string
  readonly off: number
  readonly minimum: number
  readonly slot: string
  /** Its minimum is of what all other offers left. */
  readonly isLast: boolean
  readonly lines: readonly number[]
}

/** The spend that an offer needs, in this checkout. A code's is of what the others leave (D-3). */
function minimumRow(cart: ProgramCart, offer: ProgramOffer, used: string, k: number): string {
  const spend = offer.lines.map((i) => `+ ${cart.lines[i]?.list} ${x(i, k)}`)
  const taken = cart.offers.flatMap(({ isLast, off }, o) =>
    offer.isLast && !isLast ? [`- ${off} ${y(o, k)}`] : [],
  )
  return `${[...spend, ...taken].join(' ')} - ${offer.minimum} ${used} >= 0`
}

function slots(offers: readonly ProgramOffer[]): number[][] {
  const held = Map.groupBy(offers.keys(), (o) => offers[o]?.slot)
  return [...held.values()]
}

/** Whether an amount can never be forfeited: what four of them take leaves enough for each. */
const AMOUNT_MOST = 0.2

function mustBeLinear({ terms, pricesIncludeTax, choose, lines, offers = [] }: Input): void {
  const isPlain =
    terms === 'aliexpress-2026' &&
    !pricesIncludeTax &&
    choose === undefined &&
    lines.every(({ traits = [], taxRate = 0 }) => traits.length === 0 && taxRate === 0)
  const isLinear = offers.every(
    ({ kind, funder, benefit: { off, ...others }, minimum, scope, uses, budget, claimed }) =>
      SLOTS[kind] !== undefined &&
      off !== undefined &&
      Object.keys(others).length === 0 &&
      off <= (minimum?.spend ?? 0) * AMOUNT_MOST &&
      !minimum?.quantity &&
      !uses &&
      !budget &&
      claimed === true &&
      (kind !== 'code' || (funder === 'platform' && !scope)),
  )
  if (!(isPlain && isLinear)) throw new Error('No integer program says what this input costs.')
}

function readForProgram(input: Input): ProgramCart {
  mustBeLinear(input)
  const lines = input.lines.map((line, at) => {
    const store = input.stores[line.store]
    const seller = store?.seller as string
    return { ...line, at, seller, list: line.unitPrice * (line.quantity ?? 1) }
  })
  const orders = Map.groupBy(lines, ({ seller, method = 'standard' }) => `${seller}/${method}`)
  const fees = (input.shipping ?? []).flatMap(({ seller, method, fee }) => {
    const own = orders.get(`${seller}/${method}`) ?? []
    return fee === 0 || own.length === 0 ? [] : [{ fee, lines: own.map(({ at }) => at) }]
  })
  const offers = (input.offers ?? []).map((offer): ProgramOffer => {
    const { id, kind, funder, scope, benefit, minimum } = offer
    const [who, name] = funder.split(':')
    const own = lines.filter(
      (line) =>
        (who !== 'store' || line.store === name) &&
        (who !== 'seller' || line.seller === name) &&
        (!scope?.categories || scope.categories.some(([first]) => first === line.category?.[0])),
    )
    const slot = SLOTS[kind]?.(offer) as string
    const at = own.map((line) => line.at)
    return {
      id,
      off: benefit.off ?? 0,
      minimum: minimum?.spend ?? 0,
      slot,
      isLast: kind === 'code',
      lines: at,
    }
  })
  return { lines, offers, fees }
}
