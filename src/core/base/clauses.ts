/**
 * The clause catalogue: every rule, figure and promise of the source documents, and the decisions
 * taken where these are silent. Rules, refusals and tests cite it by id, so an id never changes its
 * meaning. The texts live in `clauses/*.json`, one file per source.
 */
import bp from '../../../clauses/bp.json' with { type: 'json' }
import cp from '../../../clauses/cp.json' with { type: 'json' }
import decisions from '../../../clauses/decisions.json' with { type: 'json' }
import eb from '../../../clauses/eb.json' with { type: 'json' }
import faq from '../../../clauses/faq.json' with { type: 'json' }
import fg from '../../../clauses/fg.json' with { type: 'json' }
import fr from '../../../clauses/fr.json' with { type: 'json' }
import g3 from '../../../clauses/g3.json' with { type: 'json' }
import lz from '../../../clauses/lz.json' with { type: 'json' }
import pol from '../../../clauses/pol.json' with { type: 'json' }
import sp from '../../../clauses/sp.json' with { type: 'json' }
import tc from '../../../clauses/tc.json' with { type: 'json' }
import wc from '../../../clauses/wc.json' with { type: 'json' }

/** Which part of the system answers for a clause. */
export const clauseAreas = [
  'pricing',
  'refunds',
  'coins',
  'terms',
  'offers',
  'wallet',
  'optimiser',
  'calendar',
  'tracker',
  'orders',
  'escrow',
  'disputes',
  'returns',
  'guarantee',
  'warranty',
  'messages',
  'conduct',
  'accounts',
] as const

export type ClauseArea = (typeof clauseAreas)[number]

/**
 * rule: enforced by code. fact: shown, or used as a default. note: context, nothing to enforce.
 * decision: what this project chose where the sources leave a question open (D-n).
 */
export const clauseKinds = ['rule', 'fact', 'note', 'decision'] as const

export type ClauseKind = (typeof clauseKinds)[number]

/** A figure that a clause states: one, a list (a pair is a range), or one per key. */
export type ClauseFigure =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | Readonly<Record<string, string>>

export interface Clause {
  readonly id: string
  readonly area: ClauseArea
  readonly kind: ClauseKind
  readonly says: string
  /** Figures that code and pages take from here instead of repeating them as literals. */
  readonly numbers?: Readonly<Record<string, ClauseFigure>>
}

/** A document that clauses come from; its id is the first part of their ids. */
export interface ClauseSource {
  readonly id: string
  readonly title: string
}

interface SourceFile {
  readonly source: ClauseSource
  readonly clauses: readonly Clause[]
}

// JSON imports widen every literal to string: test/clauses.test.ts holds what is asserted here.
const files = [cp, tc, fg, pol, faq, bp, g3, fr, sp, lz, eb, wc, decisions] as readonly SourceFile[]

export const clauseSources: readonly ClauseSource[] = files.map((file) => file.source)

/** The whole catalogue, by source and in the order in which each source states its clauses. */
export const clauses: readonly Clause[] = files.flatMap((file) => file.clauses)

const byId: ReadonlyMap<string, Clause> = new Map(clauses.map((clause) => [clause.id, clause]))

const sourceById: ReadonlyMap<string, ClauseSource> = new Map(
  clauseSources.map((source) => [source.id, source]),
)

/** The clause of exactly this id; any string may be asked, '__proto__' included. */
export function clauseById(id: string): Clause | undefined {
  return byId.get(id)
}

/** A clause and all its parts: 'tc.18' gives tc.18.a.i.1 to tc.18.c, 'tc' the whole source. */
export function clausesUnder(id: string): readonly Clause[] {
  const prefix = `${id}.`
  return clauses.filter((clause) => clause.id === id || clause.id.startsWith(prefix))
}

/** The document that a clause id points into: 'tc' for tc.11.b, 'D' for D-5. */
export function sourceOfClause(id: string): ClauseSource | undefined {
  return sourceById.get(id.split(/[.-]/, 1)[0] as string)
}
