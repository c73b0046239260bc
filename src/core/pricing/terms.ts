import type { Fault, Refused } from '../base/faults.ts'
import { pointer } from '../base/faults.ts'
import { type Instant, parseInstant } from '../base/instant.ts'
import type { Reason } from './reasons.ts'
import { checkNames, resolveRules, resolveSettings, type Settings, type Winners } from './rules.ts'
import {
  RULE_PROPERTIES,
  type Rule,
  type RuleProperty,
  type RuleSet,
  ruleSet,
  type SlotPer,
} from './terms-document.ts'

/** Why a kind behaves as it does: the rule that won, its clause, and the clause that it overrides. */
export interface Authority {
  readonly rule: string
  readonly clause: string
  readonly overrides: string | null
}

/** A place that at most one offer may hold. Kinds with the same slot share `index`. */
export interface Slot {
  readonly index: number
  readonly name: string
  readonly per: SlotPer
}

/** A kind with its rules resolved, ready for the evaluator. */
export interface Kind {
  readonly id: string
  readonly name: string
  readonly clause: string
  /** Place in the order of attempt: by step, then by place inside the step. */
  readonly place: number
  readonly step: string
  readonly slot: Slot | null
  /** Whether a spend minimum must be exceeded, not only reached. */
  readonly exceeds: boolean
  /** Whether a spend minimum is tested against what is left, not against the list. */
  readonly ofRunning: boolean
  /** Whether the minimum is that of the stores' select pools. */
  readonly pooled: boolean
  /** This kind as one bit, and the kinds that it allows beside it as bits. */
  readonly bit: number
  readonly allows: number
  readonly claimed: boolean
  /** Whether it is for the first of several checkouts only (pricing §7). */
  readonly firstCheckoutOnly: boolean
  readonly excludedTraits: ReadonlySet<string>
  readonly authority: Readonly<Record<RuleProperty, Authority>>
  /** Clause of each excluded trait. */
  readonly traitClauses: ReadonlyMap<string, string>
}

/** A rule-set, checked and compiled. */
export interface Terms {
  readonly id: string
  readonly programme: string
  readonly from: Instant | null
  readonly until: Instant | null
  readonly kinds: ReadonlyMap<string, Kind>
  readonly kindsInOrder: readonly Kind[]
  readonly slots: readonly Slot[]
  readonly settings: Settings
  /** Clauses of its own for reasons that no rule of it decides. */
  readonly refusals: ReadonlyMap<Reason, string>
  readonly document: RuleSet
}

const DEFAULT_AUTHORITY: Authority = { rule: 'default', clause: 'tc.1', overrides: null }

/**
 * Checks and compiles a rule-set. Refused with paths: a wrong shape, a kind or step that is not
 * declared, a kind without a step, and two rules that claim the same thing of a kind while neither
 * overrides the other (tc.2).
 */
export function compileTerms(document: unknown): Terms | Refused {
  const faults: Fault[] = []
  ruleSet.find(document, '', faults)
  if (faults.length > 0) return { refused: faults }
  const rules = document as RuleSet
  checkNames(rules, faults)
  const winners = resolveRules(rules, faults)
  const settings = resolveSettings(rules.settings, faults)
  for (const [at, kind] of rules.kinds.entries()) {
    if (winners.get(kind.id)?.step) continue
    faults.push({ path: pointer('/kinds', at), fault: `No rule gives "${kind.id}" a step.` })
  }
  if (faults.length > 0) return { refused: faults }
  return assemble(rules, winners, settings)
}

function assemble(rules: RuleSet, winners: Winners, settings: Settings): Terms {
  const slots: Slot[] = []
  const bits = new Map(rules.kinds.map((kind, at) => [kind.id, 1 << at]))
  // Sorting is stable: inside a step the kinds keep the order in which they are declared (D-1).
  const stepOf = (kind: Kind): number => rules.steps.indexOf(kind.step)
  const kinds = rules.kinds
    .map((definition) =>
      assembleKind(rules, definition, winners.get(definition.id) ?? {}, { slots, bits }),
    )
    .sort((a, b) => stepOf(a) - stepOf(b))
    .map((kind, place) => ({ ...kind, place }))
  return {
    id: rules.id,
    programme: rules.programme,
    from: rules.inForce ? parseInstant(rules.inForce.from) : null,
    until: rules.inForce?.until ? parseInstant(rules.inForce.until) : null,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    kindsInOrder: kinds,
    slots,
    settings,
    refusals: new Map(rules.refusals?.map(({ reason, clause }) => [reason, clause])),
    document: rules,
  }
}

function assembleKind(
  rules: RuleSet,
  definition: RuleSet['kinds'][number],
  won: Partial<Record<RuleProperty, Rule>>,
  shared: { slots: Slot[]; bits: ReadonlyMap<string, number> },
): Kind {
  const step = won.step?.step as string
  const stacksWith = won.stacksWith?.stacksWith ?? 'all'
  const excluding = rules.rules.filter(
    (rule) => rule.excludes && (rule.on === '*' || rule.on.includes(definition.id)),
  )
  const traitClauses = new Map(
    excluding.flatMap((rule) =>
      (rule.excludes ?? []).map((trait) => [trait, rule.clause] as const),
    ),
  )
  return {
    id: definition.id,
    name: definition.name,
    clause: definition.clause,
    place: 0,
    step,
    slot: slotOf(won.slot?.slot ?? null, shared.slots),
    exceeds: won.minimum?.minimum?.compare === 'exceeds',
    ofRunning: won.minimum?.minimum?.of === 'running',
    pooled: won.minimum?.minimum?.of === 'pool',
    bit: shared.bits.get(definition.id) as number,
    allows:
      stacksWith === 'all'
        ? -1
        : stacksWith.reduce((mask, name) => mask | (shared.bits.get(name) as number), 0),
    claimed: won.claimed?.claimed ?? false,
    firstCheckoutOnly: won.firstCheckoutOnly?.firstCheckoutOnly ?? false,
    excludedTraits: new Set(traitClauses.keys()),
    authority: Object.fromEntries(
      RULE_PROPERTIES.map((property) => [property, authorityOf(rules.rules, won[property])]),
    ) as Record<RuleProperty, Authority>,
    traitClauses,
  }
}

function slotOf(said: { name: string; per: SlotPer } | null, slots: Slot[]): Slot | null {
  if (said === null) return null
  const known = slots.find((slot) => slot.name === said.name && slot.per === said.per)
  if (known) return known
  const slot = { index: slots.length, name: said.name, per: said.per }
  slots.push(slot)
  return slot
}

function authorityOf(rules: readonly Rule[], won: Rule | undefined): Authority {
  if (!won) return DEFAULT_AUTHORITY
  const general = rules.find((rule) => rule.id === won.overrides)
  return { rule: won.id, clause: won.clause, overrides: general?.clause ?? null }
}
