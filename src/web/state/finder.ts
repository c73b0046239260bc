import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Quote } from '../../core/pricing/document.ts'
import type { Input } from '../../core/pricing/input.ts'
import { basketCarts } from './baskets.ts'
import { foundSentence, standingOf, withBound } from './findings.ts'
import type { Lab } from './lab.ts'
import { playChoice } from './play.ts'
import { type Heard, searchDesk } from './search-desk.ts'
import type { Answer, Ask, Reasons, Split } from './search-messages.ts'

/** An answer with what it is an answer to. */
export interface Found {
  readonly ask: Ask
  readonly answer: Answer
  /** The quote that was on show when the answer came. */
  readonly before: Quote
  /** Null where there are none, `coming` while they are worked out. */
  readonly reasons: Reasons | 'coming' | null
  /** The checkouts of a plan as carts of their own. */
  readonly baskets: readonly Input[]
}

/** A search under way: the best that it has at hand, what that comes to, and what is proved. */
export interface Running {
  readonly ask: Ask
  readonly answer: Answer | null
  /** What would be to pay without any offer. */
  readonly full: number
  readonly total: number
  readonly bound: number
}

/** What the answer on show is about: the cart in the lab, or one that the lab has a basket of. */
export type About = 'cart' | 'other' | { readonly basket: number }

/** Finds the cheapest choice and the cheapest split of the lab's cart, beside the page. */
export interface Finder {
  readonly running: ReadonlySignal<Running | null>
  readonly found: ReadonlySignal<Found | null>
  readonly about: ReadonlySignal<About>
  /** What happened last, in a sentence for readers who do not see it. */
  readonly said: ReadonlySignal<string>
  findBest(): void
  split(split: Split): void
  /** Ends the search; what it has at hand is kept, with what is proved of it. */
  stop(): void
  openBasket(at: number): void
  /** Puts back the cart that was split. */
  openWhole(): void
}

const WENT_WRONG = {
  refused: 'The cheapest way can be found once the cart is mended.',
  failed: 'The search could not run in this browser. Reload the page and try again.',
} as const

/** What a search writes down for all to see. */
interface Board {
  readonly lab: Lab
  readonly running: Signal<Running | null>
  readonly found: Signal<Found | null>
  readonly said: Signal<string>
}

export function createFinder(lab: Lab): Finder {
  const desk = searchDesk()
  const board: Board = { lab, running: signal(null), found: signal(null), said: signal('') }
  const { running, found } = board
  const end = () => {
    desk.end()
    running.value = null
    if (found.peek()?.reasons === 'coming')
      found.value = { ...(found.peek() as Found), reasons: null }
  }
  const begin = (ask: Ask) => {
    end()
    if (lab.stale.value) {
      lab.notice.value = WENT_WRONG.refused
      return
    }
    const { totals } = lab.shown.value.quote
    const [full, total] = [totals.total + totals.saved, Number.POSITIVE_INFINITY]
    running.value = { ask, answer: null, full, total, bound: 0 }
    board.said.value = 'Searching…'
    desk.begin(ask, (heard) => hear(board, ask, heard))
  }
  const stop = () => {
    const search = running.value
    end()
    if (search?.answer) settle(board, { ...foundOf(board, search), reasons: null })
    else lab.notice.value = 'Stopped. Nothing was found yet.'
  }
  effect(() => {
    const search = running.value
    if (search === null || cartKey(lab.draft.value) === cartKey(search.ask.input)) return
    end()
    lab.notice.value = 'The search has ended: the cart is another one now.'
  })
  return {
    running,
    found,
    said: board.said,
    about: computed(() => aboutOf(lab.draft.value, found.value)),
    findBest: () => begin({ kind: 'best', input: lab.form.value }),
    split: (split) => begin({ kind: 'plan', input: lab.form.value, split }),
    stop,
    openBasket: (at) => openBasket(lab, found.value?.baskets ?? [], at),
    openWhole: () => {
      if (found.value) lab.replace(found.value.ask.input, 'The whole cart is back in the lab.')
    },
  }
}

function hear(board: Board, ask: Ask, heard: Heard): void {
  const { lab, running, found } = board
  const search = running.value
  if (heard.tell === 'failed' || heard.tell === 'refused') {
    running.value = null
    lab.notice.value = WENT_WRONG[heard.tell]
  } else if (heard.tell === 'reasons') {
    if (found.value?.ask === ask) found.value = { ...found.value, reasons: heard.reasons }
  } else if (search !== null && heard.tell === 'progress') {
    const { total, bound } = heard.progress
    running.value = {
      ...search,
      ...(search.answer ? {} : { total }),
      bound: Math.max(search.bound, bound),
    }
  } else if (search !== null && heard.tell !== 'progress') {
    const { total, bound } = standingOf(heard.answer)
    const next = {
      ...search,
      answer: heard.answer,
      total,
      bound: Math.max(search.bound, bound),
    }
    if (heard.tell === 'answer') settle(board, foundOf(board, next))
    else {
      running.value = next
      // Baskets can be looked at while better ones are looked for; a choice is ticked but once.
      if (ask.kind === 'plan') found.value = foundOf(board, next)
    }
  }
}

/** The search is over: its answer is shown, said, and where it is a choice, ticked. */
function settle({ lab, running, found, said }: Board, end: Found): void {
  batch(() => {
    running.value = null
    found.value = end
    said.value = foundSentence(end.answer, end.before.totals.total)
    if (end.answer.kind === 'best') tick(lab, end.answer.best.chosen)
  })
}

function foundOf({ lab }: Board, { ask, answer: sofar, bound }: Running): Found {
  const answer = withBound(sofar as Answer, bound)
  const baskets = answer.kind === 'plan' ? basketCarts(ask.input, answer.plan) : []
  return { ask, answer, before: lab.shown.value.quote, reasons: 'coming', baskets }
}

function openBasket(lab: Lab, baskets: readonly Input[], at: number): void {
  const cart = baskets[at]
  if (!cart) return
  const many = baskets.length
  if (cartKey(lab.draft.value) === cartKey(cart)) {
    tick(lab, cart.choose, 'The offers of this checkout are ticked.')
  } else {
    lab.replace(cart, `Checkout ${at + 1} of ${many} is in the lab. Undo takes it out again.`)
  }
}

/** Ticks a choice, and shows the way there. */
function tick(lab: Lab, choose: Input['choose'], said?: string): void {
  const from = lab.form.value
  batch(() => {
    lab.replace({ ...from, choose }, said)
    playChoice(lab, from)
  })
}

function aboutOf(draft: unknown, found: Found | null): About {
  if (found === null) return 'cart'
  const key = cartKey(draft)
  if (key === cartKey(found.ask.input)) return 'cart'
  const basket = found.baskets.findIndex((cart) => cartKey(cart) === key)
  return basket < 0 ? 'other' : { basket }
}

/** What a search depends on: the whole document but for the ticks, since every offer is tried. */
function cartKey(document: unknown): string {
  return JSON.stringify({ ...(document as object | null), choose: 'all' })
}
