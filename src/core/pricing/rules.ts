import type { Rounding } from '../base/exact.ts'
import { type Fault, pointer } from '../base/faults.ts'
import { parseInstant } from '../base/instant.ts'
import {
  RULE_PROPERTIES,
  type Rule,
  type RuleProperty,
  type RuleSet,
  SETTING_PROPERTIES,
  type Setting,
  type SettingProperty,
} from './terms-document.ts'

/** Settings of the rule-set that speak of no kind. */
export interface Settings {
  readonly rounding: Rounding
  readonly shippingComesBackOn: ReadonlySet<string>
  readonly coinsComeBack: 'with-the-whole' | 'never'
  readonly shippingRecheckedOnReturn: boolean
}

/** The rule that counts, by kind and property. */
export type Winners = Map<string, Partial<Record<RuleProperty, Rule>>>

export function checkNames(rules: RuleSet, faults: Fault[]): void {
  const kinds = new Set(rules.kinds.map((kind) => kind.id))
  const known = (name: string, path: string): void => {
    if (!kinds.has(name)) faults.push({ path, fault: `No kind is called "${name}".` })
  }
  const told = (fault: string | null, path: string): void => {
    if (fault !== null) faults.push({ path, fault })
  }
  unique(rules.kinds, '/kinds', faults)
  unique(rules.rules, '/rules', faults)
  unique(rules.settings, '/settings', faults)
  checkSteps(rules, faults)
  checkSlots(rules.rules, faults)
  for (const [at, rule] of rules.rules.entries()) {
    const path = pointer('/rules', at)
    if (rule.on !== '*') for (const [k, name] of rule.on.entries()) known(name, `${path}/on/${k}`)
    if (Array.isArray(rule.stacksWith)) {
      for (const [k, name] of rule.stacksWith.entries()) known(name, `${path}/stacksWith/${k}`)
    }
    if (rule.step !== undefined && !rules.steps.includes(rule.step)) {
      faults.push({ path: `${path}/step`, fault: `No step is called "${rule.step}".` })
    }
    told(overrideFault(rules.rules, rule), `${path}/overrides`)
  }
  for (const [at, row] of rules.settings.entries()) {
    told(overrideFault(rules.settings, row), `/settings/${at}/overrides`)
  }
}

function unique(rows: readonly { readonly id: string }[], path: string, faults: Fault[]): void {
  const seen = new Set<string>()
  for (const [at, row] of rows.entries()) {
    if (seen.has(row.id))
      faults.push({ path: `${path}/${at}/id`, fault: `"${row.id}" stands twice.` })
    seen.add(row.id)
  }
}

function checkSteps({ steps, inForce }: RuleSet, faults: Fault[]): void {
  for (const [at, step] of steps.entries()) {
    if (steps.indexOf(step) === at) continue
    faults.push({ path: pointer('/steps', at), fault: `"${step}" stands twice.` })
  }
  if (!inForce?.until) return
  if ((parseInstant(inForce.until) as number) > (parseInstant(inForce.from) as number)) return
  faults.push({ path: '/inForce/until', fault: 'Must be after from.' })
}

/** A name stands for one slot: held by the order in one rule and by the store in another, it would be two. */
function checkSlots(rules: readonly Rule[], faults: Fault[]): void {
  const known = new Map<string, string>()
  for (const [at, { slot }] of rules.entries()) {
    if (!slot) continue
    const per = known.get(slot.name) ?? slot.per
    known.set(slot.name, per)
    if (per === slot.per) continue
    const fault = `The slot "${slot.name}" is one per ${per} in another rule; give this one a name of its own.`
    faults.push({ path: `/rules/${at}/slot/per`, fault })
  }
}

/** An override names a rule that is there, that says something of the same property, and no circle. */
function overrideFault(rows: readonly (Rule | Setting)[], row: Rule | Setting): string | null {
  if (row.overrides === undefined) return null
  const byId = new Map(rows.map((other) => [other.id, other]))
  const general = byId.get(row.overrides)
  if (general === undefined) return `No rule is called "${row.overrides}".`
  if (!PROPERTIES.some((property) => property in row && property in general)) {
    return `"${general.id}" is about something else; a rule overrides one about the same.`
  }
  const passed = new Set<string>()
  let next: string | undefined = row.id
  for (; next !== undefined; next = byId.get(next)?.overrides) {
    if (passed.has(next)) return 'These rules override each other in a circle.'
    passed.add(next)
  }
  return null
}

const PROPERTIES: readonly string[] = [...RULE_PROPERTIES, ...SETTING_PROPERTIES]

export function resolveRules(rules: RuleSet, faults: Fault[]): Winners {
  const winners: Winners = new Map(rules.kinds.map((kind) => [kind.id, {}]))
  for (const property of RULE_PROPERTIES) {
    if (property === 'excludes') continue // Exclusions add up: two of them never contradict.
    for (const kind of rules.kinds) {
      const claims = rules.rules.filter(
        (rule) => rule[property] !== undefined && (rule.on === '*' || rule.on.includes(kind.id)),
      )
      const winner = winnerOf(claims, `"${property}" of "${kind.id}"`, (rule, fault) =>
        faults.push({ path: pointer('/rules', rules.rules.indexOf(rule)), fault }),
      )
      const won = winners.get(kind.id)
      if (winner && won) won[property] = winner
    }
  }
  return winners
}

/** The one claim that no other overrides; two such are a conflict, told at the later one. */
function winnerOf<R extends Rule | Setting>(
  claims: readonly R[],
  what: string,
  report: (row: R, fault: string) => void,
): R | undefined {
  const overridden = new Set(claims.map((row) => row.overrides))
  const standing = claims.filter((row) => !overridden.has(row.id))
  const [first, second] = standing
  if (first === undefined) return undefined // None claims it, or a circle, which was told.
  if (second) {
    report(
      second,
      `"${first.id}" and "${second.id}" both claim ${what}; name the one that this rule overrides.`,
    )
  }
  return first
}

export function resolveSettings(rows: readonly Setting[], faults: Fault[]): Settings {
  const said = new Map<SettingProperty, Setting>()
  for (const property of SETTING_PROPERTIES) {
    const claims = rows.filter((row) => row[property] !== undefined)
    const winner = winnerOf(claims, `"${property}"`, (row, fault) =>
      faults.push({ path: pointer('/settings', rows.indexOf(row)), fault }),
    )
    if (winner) said.set(property, winner)
  }
  return {
    rounding: said.get('rounding')?.rounding ?? 'half-up',
    shippingComesBackOn: new Set(said.get('shippingComesBackOn')?.shippingComesBackOn ?? []),
    coinsComeBack: said.get('coinsComeBack')?.coinsComeBack ?? 'with-the-whole',
    shippingRecheckedOnReturn:
      said.get('shippingRecheckedOnReturn')?.shippingRecheckedOnReturn ?? false,
  }
}
