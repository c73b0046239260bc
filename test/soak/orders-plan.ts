/** What happens to so many checkouts, by tick: the same for the same seed, whoever asks. */
import type { OrderCommand } from '../../src/core/orders/order-command.ts'
import type { PaymentCause } from '../../src/core/orders/payment-causes.ts'
import { type Draws, drawsFrom } from '../core/draws.ts'

/** Time goes on by six hours: an answer after 48 hours comes on a tick, and one in time before it. */
export const TICK_MS = 6 * 3_600_000
const DAY = 4

/** Something that is done to a checkout. */
export type Deed =
  | { readonly do: 'buy' }
  | { readonly do: 'pay' }
  | { readonly do: 'verify'; readonly attempt: number }
  | { readonly do: 'fail'; readonly attempt: number; readonly cause: PaymentCause }
  | { readonly do: 'act'; readonly order: 1 | 2; readonly command: OrderCommand }

export interface Planned {
  readonly checkout: number
  readonly deed: Deed
}

/** Everything that happens, by tick. */
export type Plan = readonly (readonly Planned[])[]

/** Checkouts begin over so many days. */
const OPEN_DAYS = 60

/** Until all is over: the longest protection, with disputes and more time. */
const DAYS = OPEN_DAYS + 200

/** The plan of some checkouts, which are two orders each. */
export function planOf(checkouts: number, seed: number): Plan {
  const ticks: Planned[][] = Array.from({ length: DAYS * DAY }, () => [])
  for (let checkout = 0; checkout < checkouts; checkout++) {
    const draws = drawsFrom(choicesOf(seed * 1_000_003 + checkout))
    let tick = draws.below(OPEN_DAYS * DAY)
    const then = (ticksLater: number, deed: Deed) => {
      tick += ticksLater
      ticks[tick]?.push({ checkout, deed })
    }
    then(0, { do: 'buy' })
    paid(draws, then)
  }
  return ticks
}

type Then = (ticksLater: number, deed: Deed) => void

function paid(draws: Draws, then: Then): void {
  const act = (ticks: number, order: 1 | 2, command: OrderCommand) =>
    then(ticks, { do: 'act', order, command })
  if (draws.oneIn(8)) {
    // Cancelled before it is paid for, or in part, or left alone.
    if (draws.oneIn(2)) act(1, 1, { event: 'cancel', by: 'buyer' })
    if (draws.oneIn(2)) return
  }
  let attempt = 1
  if (draws.oneIn(4)) {
    then(1, { do: 'pay' })
    // Silence for a day, or a failure; then another payment, and sometimes the money of the first.
    const isSilent = draws.oneIn(2)
    if (isSilent) then(5, { do: 'pay' })
    else {
      then(1, { do: 'fail', attempt, cause: 'insufficient-funds' })
      then(1, { do: 'pay' })
    }
    if (draws.oneIn(2)) then(0, { do: 'verify', attempt })
    attempt = 2
  } else then(1, { do: 'pay' })
  then(draws.below(3), { do: 'verify', attempt })
  for (const order of [1, 2] as const)
    delivered(draws, (ticks, command) => act(ticks, order, command))
}

type Act = (ticksLater: number, command: OrderCommand) => void

const LINES = { 1: ['lamp'], 2: ['pot'] }

function delivered(draws: Draws, act: Act): void {
  if (draws.oneIn(6)) {
    act(1, { event: 'request-cancel', by: 'buyer', reason: 'why not' })
    const answer = draws.pick(['approve', 'refuse', null] as const)
    if (answer) act(draws.below(10), { event: answer, by: 'seller' })
    if (answer !== 'refuse') return
  }
  if (draws.oneIn(8)) return
  act(1 + draws.below(16), { event: 'ship', by: 'seller', tracking: 'T1' })
  if (draws.oneIn(4)) act(8, { event: 'logistics', by: 'carrier', status: 'departed' })
  if (draws.oneIn(8)) act(8, { event: 'extend', by: 'seller', days: 5 })
  const line = draws.pick([LINES[1][0], LINES[2][0]]) as string
  if (draws.oneIn(10)) {
    act(20, { event: 'dispute-opened', by: 'disputes', line })
    act(draws.below(60), { event: 'dispute-closed', by: 'disputes', line, refunded: false })
  }
  if (draws.oneIn(2)) act(draws.below(40), { event: 'confirm', by: 'buyer', lines: [line] })
}

/** Whole numbers by a seed: a few dozen are enough for a checkout. */
function choicesOf(seed: number): number[] {
  let state = seed >>> 0
  return Array.from({ length: 48 }, () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xffff
  })
}
