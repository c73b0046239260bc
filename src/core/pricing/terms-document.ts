import { id, instant } from '../base/fields.ts'
import {
  described,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
  truth,
  wordOr,
} from '../base/schema.ts'
import { reason } from './reasons.ts'

/** A clause id of the catalogue, or a decision D-n of a rule-set's authors. */
const clause: Schema<string> = leaf(
  { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' },
  (value) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value),
  'Must be a clause id such as tc.10.c.',
)

/** A sentence for the reader of the terms. */
const sentence: Schema<string> = leaf(
  { type: 'string', maxLength: 2000 },
  (value) => typeof value === 'string' && value.length <= 2000,
  'Must be a text of at most 2000 characters.',
)

const kindDefinition = object({ id, name: id, clause }, { note: sentence })

const slotRule = object(
  { name: id, per: oneOf(['line', 'product', 'order', 'store', 'seller', 'checkout']) },
  {},
)

const minimumRule = object(
  { compare: oneOf(['reaches', 'exceeds']), of: oneOf(['list', 'running', 'pool']) },
  {},
)

const kindList = wordOr('all', list(id))

const on = wordOr('*', list(id, 1))

/** What a rule may say of a kind: exactly one of these a row. */
const ruleProperties = {
  step: id,
  slot: orNull(slotRule),
  minimum: minimumRule,
  stacksWith: kindList,
  claimed: truth,
  firstCheckoutOnly: truth,
  excludes: list(id, 1),
} as const

export const RULE_PROPERTIES = Object.keys(ruleProperties) as (keyof typeof ruleProperties)[]
export type RuleProperty = keyof typeof ruleProperties

const rule = refined(
  object(
    { id, on, clause },
    { ...ruleProperties, overrides: id, validFrom: instant, note: sentence },
  ),
  (row, path, faults) => {
    const said = RULE_PROPERTIES.filter((property) => row[property] !== undefined)
    if (said.length === 1) return
    faults.push({ path, fault: `A rule says exactly one of: ${RULE_PROPERTIES.join(', ')}.` })
  },
)

const settingProperties = {
  rounding: oneOf(['half-up', 'down']),
  shippingComesBackOn: list(oneOf(['return', 'cancellation', 'missed-ship-by', 'not-received'])),
  coinsComeBack: oneOf(['with-the-whole', 'never']),
  shippingRecheckedOnReturn: truth,
} as const

export const SETTING_PROPERTIES = Object.keys(settingProperties) as SettingProperty[]
export type SettingProperty = keyof typeof settingProperties

const setting = refined(
  object(
    { id, clause },
    { ...settingProperties, overrides: id, validFrom: instant, note: sentence },
  ),
  (row, path, faults) => {
    const said = SETTING_PROPERTIES.filter((property) => row[property] !== undefined)
    if (said.length === 1) return
    faults.push({ path, fault: `A setting says exactly one of: ${SETTING_PROPERTIES.join(', ')}.` })
  },
)

/** The marketplace's own clause for a reason that no rule of it decides, such as expired. */
const refusal = object({ reason, clause }, {})

/** A rule-set as it is written: one JSON document a programme and version (tc.22). */
export const ruleSet = described(
  object(
    {
      id,
      programme: id,
      title: sentence,
      inForce: orNull(object({ from: instant }, { until: orNull(instant) })),
      steps: list(id, 1, 30),
      kinds: list(kindDefinition, 1, 30),
      rules: list(rule, 1, 500),
      settings: list(setting, 1, 20),
    },
    { summary: sentence, refusals: list(refusal) },
  ),
  { title: 'RuleSet' },
)

export type RuleSet = TypeOf<typeof ruleSet>
export type Rule = RuleSet['rules'][number]
export type Setting = RuleSet['settings'][number]
export type SlotPer = TypeOf<typeof slotRule>['per']
