import type { Claim, ClaimSource } from '../../../core/offers/claim.ts'
import type { RefusalReason } from '../../../core/offers/refusals.ts'
import type { Ask } from './ask.ts'
import { type ClaimRow, claimOf, instantText } from './claim-row.ts'
import {
  CLAIM_STATEMENT,
  FIRST_CLAIMS_STATEMENT,
  OUTCOMES,
  type Outcome,
} from './claim-statement.ts'
import type { Transfer } from './moves.ts'
import { instantArray, numberArray, textArray } from './text-array.ts'

/** A claim that is asked for. */
export interface ClaimRequest {
  readonly buyer: string
  readonly offer: string
  readonly key: string
  /** Null: the buyer takes it from the centre or a panel. */
  readonly source: ClaimSource | null
  readonly at: Date | undefined
}

/** What holds for all requests of an offer in a batch. */
export interface Line {
  readonly offer: string
  readonly version: number
  readonly source: ClaimSource
  readonly claimedAt: string
  readonly usableUntil: string | null
  readonly refusal: RefusalReason | null
  readonly claimFrom: string | null
  readonly isLimited: boolean
  /** Whether its slice had nothing left at the end; only of a limited one. */
  readonly isDry: boolean
}

/** What the requests of a batch came to, by their places in it. */
export class Verdicts {
  readonly #lines: readonly Line[]
  readonly #lineOf: readonly number[]
  /** Null: all were granted. */
  readonly #outcomes: readonly number[] | null
  readonly #replays: ReadonlyMap<number, Claim>

  constructor(
    lines: readonly Line[],
    lineOf: readonly number[],
    outcomes: readonly number[] | null,
    replays: ReadonlyMap<number, Claim>,
  ) {
    this.#lines = lines
    this.#lineOf = lineOf
    this.#outcomes = outcomes
    this.#replays = replays
  }

  lineAt(place: number): Line {
    return this.#lines[(this.#lineOf[place] as number) - 1] as Line
  }

  get areAllGranted(): boolean {
    return this.#outcomes === null
  }

  outcomeAt(place: number): Outcome {
    return OUTCOMES[this.#outcomes?.[place] ?? GRANTED] as Outcome
  }

  /** The claim that its key has already. */
  replayAt(place: number): Claim {
    return this.#replays.get(place) as Claim
  }
}

interface Draft {
  readonly number: number
  readonly offer: string
  source: string
  at: Date | undefined
  readonly buyers: Set<string>
}

interface Answer {
  readonly lines: readonly (readonly [
    version: number,
    source: ClaimSource,
    isLimited: boolean,
    at: number,
    usableUntil: number | null,
    refusal: RefusalReason | null,
    claimFrom: number | null,
  ])[]
  readonly stock: string
  readonly outcomes: string | null
  readonly replays: readonly (readonly [place: number, row: ClaimRow])[] | null
}

/** Requests of one shard that one statement carries out, with transfers to their slices. */
export class ClaimBatch<R extends ClaimRequest> {
  readonly requests: R[] = []
  readonly #lines = new Map<string, Draft>()
  readonly #lineOf: number[] = []
  readonly #places: number[] = []
  readonly #transfers: readonly Transfer[]

  constructor(transfers: readonly Transfer[]) {
    this.#transfers = transfers
    for (const { offer } of transfers) this.#open(offer)
  }

  /** Takes a request in, unless it has to wait for one that is in: of the same buyer, or unlike the others. */
  add(request: R): boolean {
    const { offer, buyer, at } = request
    const source = request.source ?? ''
    const line = this.#lines.get(offer) ?? this.#open(offer)
    const { buyers } = line
    const before = buyers.size
    if (before === 0) {
      line.source = source
      line.at = at
    } else if (line.source !== source || line.at?.getTime() !== at?.getTime()) return false
    const place = buyers.add(buyer).size
    if (place === before) return false
    this.requests.push(request)
    this.#lineOf.push(line.number)
    this.#places.push(place)
    return true
  }

  #open(offer: string): Draft {
    const known = this.#lines.get(offer)
    if (known) return known
    const number = this.#lines.size + 1
    const line = { number, offer, source: '', at: undefined, buyers: new Set<string>() }
    this.#lines.set(offer, line)
    return line
  }

  /**
   * Runs the statement; what each request came to, in their order. Where only first claims are `expected`
   * and one of the buyers has the offer already, nothing is done: a unique violation.
   */
  async run(ask: Ask, shard: number, expected: 'anything' | 'first-claims'): Promise<Verdicts> {
    const statement = expected === 'anything' ? CLAIM_STATEMENT : FIRST_CLAIMS_STATEMENT
    const lines = [...this.#lines.values()]
    const { requests } = this
    const transfers = this.#transfers
    const [answer] = await ask<Answer>(statement, [
      shard,
      textArray(lines.map(({ offer }) => offer)),
      textArray(lines.map(({ source }) => source)),
      instantArray(lines.map(({ at }) => at)),
      numberArray(this.#lineOf),
      numberArray(this.#places),
      textArray(requests.map(({ buyer }) => buyer)),
      textArray(requests.map(({ key }) => key)),
      numberArray(transfers.map(({ offer }) => this.#lines.get(offer)?.number as number)),
      textArray(transfers.map(({ offer }) => offer)),
      numberArray(transfers.map(({ number }) => number)),
      numberArray(transfers.map(({ uses }) => uses)),
      numberArray(transfers.map(({ budget }) => budget)),
    ])
    return this.#judge(answer as Answer)
  }

  #judge(answer: Answer): Verdicts {
    const outcomes = answer.outcomes === null ? null : numbersOf(answer.outcomes)
    const left = numbersOf(answer.stock)
    for (const [place, line] of this.#lineOf.entries()) {
      if (outcomes === null || outcomes[place] === GRANTED) (left[line - 1] as number)--
    }
    const offers = [...this.#lines.keys()]
    const lines = answer.lines.map(
      ([version, source, isLimited, at, until, refusal, from], place): Line => ({
        offer: offers[place] as string,
        version,
        source,
        claimedAt: instantText(at),
        usableUntil: until === null ? null : instantText(until),
        refusal,
        claimFrom: from === null ? null : instantText(from),
        isLimited,
        isDry: isLimited && (left[place] as number) <= 0,
      }),
    )
    const replays = new Map(answer.replays?.map(([place, row]) => [place - 1, claimOf(row)]))
    return new Verdicts(lines, this.#lineOf, outcomes, replays)
  }
}

const GRANTED = OUTCOMES.indexOf('granted')

/** An array of PostgreSQL, which has braces, as numbers. */
function numbersOf(text: string): number[] {
  return JSON.parse(`[${text.slice(1, -1)}]`) as number[]
}
