import type { Instant } from '../base/instant.ts'
import { instantText } from '../base/instant-text.ts'
import { dayText } from '../offers/pacific-day.ts'
import type { RefundCause } from '../orders/money/refund-ask.ts'
import { lastDayBefore } from '../orders/pacific-time.ts'
import type { Process } from '../orders/process.ts'
import type { MoneyNow } from './books.ts'
import { BUYER_HABITS, SELLER_HABITS } from './habits.ts'
import { OUTCOMES, type OutcomeId } from './life.ts'
import type { Market } from './market.ts'
import type { SimulationOptions } from './simulation-options.ts'
import type { Tally } from './tally.ts'
import type { World } from './world.ts'

export interface StateRow {
  readonly state: string
  readonly name: string
  /** How many orders are in it at the end. */
  readonly orders: number
  /** How often it was left, and after how long: a tenth earlier, half of them, a tenth later. */
  readonly left: number
  readonly p10Ms: number
  readonly medianMs: number
  readonly p90Ms: number
}

export interface FlowRow {
  readonly from: string
  readonly to: string
  readonly event: string
  readonly times: number
}

/** A clock that passed because nobody acted: who lost by silence. */
export interface SilenceRow {
  readonly state: string
  readonly clock: string
  readonly name: string
  readonly loses: string
  readonly says: string
  readonly clause: string
  readonly times: number
  /** Whether it ended the state: then it decided. */
  readonly decided: boolean
}

export interface HabitRow {
  readonly who: 'seller' | 'buyer'
  readonly habit: string
  readonly name: string
  readonly says: string
  readonly orders: number
  readonly outcomes: Readonly<Record<OutcomeId, number>>
}

export interface RefundRow {
  readonly cause: RefundCause
  readonly currency: string
  readonly times: number
  readonly cash: number
}

export interface TrialRow {
  readonly currency: string
  readonly orders: Readonly<Record<string, number>>
  readonly sellers: Readonly<Record<string, number>>
}

export interface ReportedDay {
  readonly day: string
  readonly underWay: number
  readonly money: readonly MoneyNow[]
}

/** What a simulation came to: plain values, the same for the same options on every machine. */
export interface SimulationReport {
  readonly options: SimulationOptions
  readonly process: string
  readonly from: string
  readonly until: string
  readonly checkouts: number
  readonly sellers: number
  readonly buyers: number
  /** What was sent, and the steps that were taken, those of clocks too. */
  readonly commands: number
  readonly steps: number
  readonly states: readonly StateRow[]
  readonly flow: readonly FlowRow[]
  readonly silence: readonly SilenceRow[]
  readonly refusals: readonly {
    readonly event: string
    readonly state: string
    readonly refusal: string
    readonly clause: string
    readonly times: number
  }[]
  readonly moneyRefusals: readonly {
    readonly refusal: string
    readonly clause: string
    readonly times: number
  }[]
  readonly marks: readonly {
    readonly party: string
    readonly mark: string
    readonly times: number
  }[]
  readonly messages: readonly {
    readonly party: string
    readonly message: string
    readonly times: number
  }[]
  readonly offers: readonly { readonly effect: string; readonly times: number }[]
  readonly refunds: readonly RefundRow[]
  readonly habits: readonly HabitRow[]
  readonly days: readonly ReportedDay[]
  readonly trial: readonly TrialRow[]
  /** Which laws were held, and how often. */
  readonly checks: readonly { readonly law: string; readonly times: number }[]
}

interface Ran {
  readonly world: World
  readonly options: SimulationOptions
  readonly market: Market
  readonly flow: Process
  readonly from: Instant
  readonly visits: readonly unknown[]
}

/** Draws up the report of a run that is over. */
export function reportOf({ world, options, market, flow, from, visits }: Ran): SimulationReport {
  const { tally, books } = world
  return {
    options,
    process: flow.id,
    from: instantText(from),
    until: instantText(world.now),
    checkouts: visits.length,
    sellers: market.sellers.length,
    buyers: market.buyers.length,
    commands: tally.commands,
    steps: tally.steps,
    states: statesOf(flow, tally),
    flow: tally.flow.rows.map(({ words: [from = '', to = '', event = ''], times }) => {
      return { from, to, event, times }
    }),
    silence: silenceOf(flow, tally),
    refusals: tally.refusals.rows.map(({ words, times }) => {
      const [event = '', state = '', refusal = '', clause = ''] = words
      return { event, state, refusal, clause, times }
    }),
    moneyRefusals: tally.moneyRefusals.rows.map(({ words: [refusal = '', clause = ''], times }) => {
      return { refusal, clause, times }
    }),
    marks: tally.marks.rows.map(({ words: [party = '', mark = ''], times }) => {
      return { party, mark, times }
    }),
    messages: tally.messages.rows.map(({ words: [party = '', message = ''], times }) => {
      return { party, message, times }
    }),
    offers: tally.offers.rows.map(({ words: [effect = ''], times }) => ({ effect, times })),
    refunds: tally.refunds,
    habits: habitsOf(tally),
    days: tally.days.map(({ at, money, underWay }) => {
      return { day: dayText(lastDayBefore(at)), underWay, money }
    }),
    trial: books.currencies.map((currency) => ({ currency, ...books.trialOf(currency) })),
    checks: tally.checks.rows.map(({ words: [law = ''], times }) => ({ law, times })),
  }
}

function statesOf(flow: Process, tally: Tally): StateRow[] {
  return flow.document.states
    .filter(({ id }) => id !== flow.initial)
    .map(({ id, name }) => {
      const stays = (tally.stays.get(id) ?? []).toSorted((a, b) => a - b)
      const at = (percent: number) => stays[Math.floor(((stays.length - 1) * percent) / 100)] ?? 0
      const times = { p10Ms: at(10), medianMs: at(50), p90Ms: at(90) }
      return {
        state: id,
        name,
        orders: tally.outcomes.of('state', id),
        left: stays.length,
        ...times,
      }
    })
}

function silenceOf(flow: Process, tally: Tally): SilenceRow[] {
  return flow.document.states.flatMap(({ id: state }) =>
    flow.runsIn(state).flatMap(({ clock, loses, silence }) => {
      const leaves = tally.silence.of(state, clock.id, 'leaves')
      const times = leaves + tally.silence.of(state, clock.id, 'stays')
      const { id, name, clause } = clock
      const decided = flow
        .rowsOf(state, id)
        .some(({ to }) => to !== null && to !== 'same' && to !== state)
      return [{ state, clock: id, name, loses, says: silence, clause, times, decided }]
    }),
  )
}

function habitsOf(tally: Tally): HabitRow[] {
  const tables = [
    ['seller', SELLER_HABITS],
    ['buyer', BUYER_HABITS],
  ] as const
  return tables.flatMap(([who, habits]) =>
    habits.map(({ id, name, says }) => {
      const outcomes = Object.fromEntries(
        OUTCOMES.map((outcome) => [outcome.id, tally.outcomes.of(who, id, outcome.id)]),
      ) as Record<OutcomeId, number>
      const orders = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
      return { who, habit: id, name, says, orders, outcomes }
    }),
  )
}
