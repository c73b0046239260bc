/** The documents of plans and of why the others are dearer, as schemas: see answers.ts. */
import { count, id, quantity } from '../core/base/fields.ts'
import {
  described,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../core/base/schema.ts'
import type { LeftOut } from '../core/pricing/left-out.ts'
import { CHECKOUTS_MAX, type Plan, type PlannedCheckout } from '../core/pricing/plan-document.ts'
import type { Progress } from '../core/pricing/progress.ts'
import { REASONS } from '../core/pricing/reasons.ts'
import type { BestExplanation, PlanExplanation } from '../core/pricing/why.ts'
import { type Agrees, bestAnswer, change, clause, quoteAnswer, sum, text } from './answers.ts'

const wholeLines = list(id, 1)
const pieces = list(object({ line: id, quantity }, {}), 1)

/** The lines of a checkout: ids; with pieces where single pieces may be dealt apart. */
const dealt: Schema<PlannedCheckout['lines']> = {
  json: { anyOf: [wholeLines.json, pieces.json] },
  ok: (value) => wholeLines.ok(value) || pieces.ok(value),
  find: (value, path, faults) => {
    const ids = Array.isArray(value) && value.every((one) => typeof one === 'string')
    const schema = ids ? wholeLines : pieces
    schema.find(value, path, faults)
  },
}

const plannedCheckout = object({ lines: dealt, chosen: list(id), quote: quoteAnswer }, {})

/** The cheapest way to pay a cart in several checkouts, and the proof (pricing §7). */
export const planAnswer = described(
  object(
    {
      checkouts: list(plannedCheckout, 1),
      total: sum,
      bound: sum,
      proved: truth,
      single: sum,
    },
    {},
  ),
  { title: 'Plan' },
)
true satisfies Agrees<Plan, typeof planAnswer>

/** Why an offer is not used in the cheapest choice or plan. */
const leftOutAnswer = described(
  object(
    {
      offer: id,
      reason: oneOf([
        ...REASONS.map((row) => row.reason),
        'costs-more' as const,
        'gains-nothing' as const,
        'not-searched' as const,
      ]),
      cost: described(orNull(change), {
        description: 'What the total would rise by if it had to be used; null where it cannot be.',
      }),
      displaces: list(id),
      clause,
      message: text,
    },
    {},
  ),
  { title: 'LeftOut' },
)
true satisfies Agrees<LeftOut, typeof leftOutAnswer>

const place = integer(1, CHECKOUTS_MAX, 'Must be the place of a checkout in the plan, from 1.')

/** Why two checkouts of a plan are not paid as one. */
const splitGainAnswer = described(
  object(
    {
      checkouts: list(place, 2, 2),
      gain: described(change, { description: 'What paying the two as one would cost more.' }),
      lost: list(id),
      message: text,
    },
    {},
  ),
  { title: 'SplitGain' },
)
true satisfies Agrees<PlanExplanation['splits'][number], typeof splitGainAnswer>

/** The cheapest choice, and why each offer that is not in it would not make it cheaper. */
export const bestExplanationAnswer = described(
  object({ best: bestAnswer, leftOut: list(leftOutAnswer) }, {}),
  { title: 'BestExplanation' },
)
true satisfies Agrees<BestExplanation, typeof bestExplanationAnswer>

/** The plan, why each offer is not used in it, and what each two of its checkouts save. */
export const planExplanationAnswer = described(
  object({ plan: planAnswer, leftOut: list(leftOutAnswer), splits: list(splitGainAnswer) }, {}),
  { title: 'PlanExplanation' },
)
true satisfies Agrees<PlanExplanation, typeof planExplanationAnswer>

/** How a search stands: a line of its stream before the document. */
export const progressAnswer = described(
  object(
    {
      progress: object(
        {
          steps: described(count, { description: 'Some nanoseconds each.' }),
          total: described(sum, { description: 'The best total so far.' }),
          bound: described(sum, { description: 'No answer comes below it.' }),
        },
        {},
      ),
    },
    {},
  ),
  { title: 'SearchProgress' },
)
true satisfies Agrees<{ readonly progress: Progress }, typeof progressAnswer>
