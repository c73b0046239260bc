/**
 * The life of an order told once more, in plain steps and without the table: what the tests compare the
 * machine with. Here are its clocks; what parties do stands in plain-acts.ts. Days are counted by
 * Temporal, which the machine does not use.
 */
const ZONE = 'America/Los_Angeles'
const HOUR = 3_600_000

const dateOf = (ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(ZONE).toPlainDate()

const startOf = (date: Temporal.PlainDate): number =>
  date.toZonedDateTime({ timeZone: ZONE }).epochMilliseconds

/** 00:00 of the day after the nth day after a date. */
const endOfDay = (date: Temporal.PlainDate, n: number): number => startOf(date.add({ days: n + 1 }))

export interface Line {
  confirmed: number | null
  refunded: boolean
  disputed: boolean
  money: string
}

export interface ModelFacts {
  readonly lines: readonly string[]
  readonly hasOffers: boolean
  readonly isEconomy: boolean
  readonly shipDays: number
  readonly deliveryDays: number
  readonly answerHours: number
  readonly country: string
}

export interface ModelExtension {
  readonly at: number
  readonly days: number
  readonly countries: readonly string[] | null
}

export class PlainOrder {
  readonly facts: ModelFacts
  state = 'unpaid'
  at: number
  readonly placed: number
  paying = 0
  failed: number | null = null
  paid = 0
  asked = 0
  shipped = 0
  lastConfirmed: number | null = null
  extendedDays = 0
  pauses: { from: number; until: number | null }[] = []
  /** For which due time the end of delivery was told. */
  told: number | null = null
  attempt: string | null = null
  readonly attempts = new Set<string>()
  /** Payments that came to an end: their money came. */
  readonly settled = new Set<string>()
  readonly lines = new Map<string, Line>()
  readonly extensions: ModelExtension[] = []
  readonly reached = new Set<ModelExtension>()
  /** What happened, in order. */
  log: string[] = []

  constructor(facts: ModelFacts, at: number) {
    this.facts = facts
    this.at = at
    this.placed = at
    for (const id of facts.lines) {
      this.lines.set(id, { confirmed: null, refunded: false, disputed: false, money: 'unpaid' })
    }
    this.offers('reserve-offers')
  }

  get isDisputed(): boolean {
    return [...this.lines.values()].some(({ disputed }) => disputed)
  }

  deliverBy(): number {
    return endOfDay(dateOf(this.shipped), this.facts.deliveryDays + this.extendedDays)
  }

  /** The clocks that run now, by name. */
  clocks(): Map<string, number> {
    const clocks = new Map<string, number>()
    if (this.state === 'unpaid') clocks.set('pay-by', endOfDay(dateOf(this.placed), 20))
    if (this.state === 'verifying') clocks.set('verify-by', this.paying + 24 * HOUR)
    if (this.state === 'cancel-requested') {
      clocks.set('answer-by', this.asked + this.facts.answerHours * HOUR)
    }
    if (this.state === 'awaiting-shipment' || this.state === 'cancel-requested') {
      clocks.set('ship-by', endOfDay(dateOf(this.paid), this.facts.shipDays))
    }
    if (this.state === 'awaiting-delivery') clocks.set('deliver-by', this.deliverBy())
    const protection = this.protectionEnd()
    if (protection !== null) clocks.set('protection-end', protection)
    return clocks
  }

  protectionEnd(): number | null {
    if (!['awaiting-delivery', 'completed'].includes(this.state) || this.isDisputed) return null
    const lastDay = dateOf(this.deliverBy()).subtract({ days: 1 })
    const ofDelivery = endOfDay(lastDay, 15 + this.#pausedSince(this.shipped))
    if (this.state === 'awaiting-delivery' || this.lastConfirmed === null) return ofDelivery
    const since = this.lastConfirmed
    return Math.max(ofDelivery, endOfDay(dateOf(since), 15 + this.#pausedSince(since)))
  }

  #pausedSince(since: number): number {
    return this.pauses
      .filter(({ until }) => until !== null && until > since)
      .map(({ from, until }) =>
        dateOf(Math.max(from, since)).until(dateOf(until as number), { largestUnit: 'days' }),
      )
      .reduce((days, one) => days + one.days, 0)
  }

  /** Lets everything happen that is due by an instant. */
  settle(now: number): void {
    for (;;) {
      const due = [...this.clocks()]
        .filter(([name, when]) => name !== 'deliver-by' || this.told !== when)
        .map(([name, when]) => ({ name, when: Math.max(when, this.at), due: when }))
        .sort((a, b) => a.due - b.due)
      const clock = due[0]
      const extension = this.#nextExtension()
      const isExtension = extension && (!clock || extension.when < clock.when)
      const next = isExtension ? extension : clock
      if (!next || next.when > now) return
      this.at = next.when
      if (isExtension) this.#extend(extension.one)
      else if (clock) this.#pass(clock.name, clock.due)
    }
  }

  #nextExtension(): { one: ModelExtension; when: number } | undefined {
    if (this.state !== 'awaiting-delivery') return undefined
    return this.extensions
      .filter((one) => !this.reached.has(one))
      .filter(({ countries }) => !countries || countries.includes(this.facts.country))
      .map((one) => ({ one, when: Math.max(one.at, this.at) }))
      .sort((a, b) => a.when - b.when)[0]
  }

  #extend(one: ModelExtension): void {
    this.reached.add(one)
    this.extendedDays += one.days
    this.log.push('tell')
  }

  #pass(clock: string, due: number): void {
    if (clock === 'pay-by') {
      this.state = 'cancelled'
      this.offers('release-offers')
      this.log.push('mark', 'tell')
    } else if (clock === 'verify-by') {
      this.log.push('void-payment')
      this.fail()
    } else if (clock === 'answer-by') {
      this.refundAll()
      this.log.push('tell', 'tell')
    } else if (clock === 'ship-by') {
      this.refundAll()
      this.log.push('mark', 'tell', 'tell')
    } else if (clock === 'deliver-by') {
      this.told = due
      this.log.push('tell')
    } else if (this.state === 'awaiting-delivery') {
      this.state = 'completed'
      this.toPending([...this.lines.keys()])
      this.log.push('tell', 'tell')
    } else {
      this.state = 'closed'
      for (const line of this.lines.values()) if (line.money === 'pending') line.money = 'available'
      this.log.push('pending-to-available', 'tell')
    }
  }

  offers(what: string): void {
    if (this.facts.hasOffers) this.log.push(what)
  }

  fail(): void {
    this.state = 'unpaid'
    this.attempt = null
    this.failed = this.at
    this.offers('hold-offers')
    this.log.push('tell')
  }

  refundAll(): void {
    this.state = 'cancelled'
    for (const line of this.lines.values()) line.money = 'refunded'
    this.log.push('refund')
    this.offers('return-offers')
  }

  /** Money of these lines leaves escrow; with the last of it whatever else there is. */
  toPending(ids: readonly string[]): void {
    const moving = ids.filter((id) => this.lines.get(id)?.money === 'escrow')
    for (const id of moving) (this.lines.get(id) as Line).money = 'pending'
    const isWhole = ![...this.lines.values()].some(({ money }) => money === 'escrow')
    if (moving.length > 0 || isWhole) this.log.push('escrow-to-pending')
  }

  /** Whether nothing is open any more: then the order is completed. */
  completeIfSettled(): boolean {
    if (this.isDisputed) return false
    const lines = [...this.lines.values()]
    if (!lines.every(({ confirmed, refunded }) => confirmed !== null || refunded)) return false
    this.state = 'completed'
    return true
  }
}
