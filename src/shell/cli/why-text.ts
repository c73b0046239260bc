import type { LeftOut } from '../../core/pricing/left-out.ts'
import type { PlanExplanation } from '../../core/pricing/why.ts'
import { paragraph, visibleDocument } from './plain-text.ts'
import { heading } from './receipt.ts'
import { paint } from './screen.ts'

/** Why a choice or plan is as it is: what the command prints after it with --why. */
export interface Reasons {
  readonly leftOut: readonly LeftOut[]
  readonly splits?: PlanExplanation['splits']
}

/** Why each offer is left out, and what paying two checkouts as one would cost more. */
export function whyText(reasons: Reasons, width: number): string {
  const { leftOut, splits = [] } = visibleDocument(reasons)
  const said = (message: string): string => paragraph(message, width, ['    '])
  const offers = leftOut.map(({ offer, reason, clause, message }) => {
    return `${offer}  ${paint('red', reason)}  ${clause}\n${said(message)}`
  })
  const pairs = splits.map(({ checkouts: [first, second], message }) => {
    return `${first} and ${second}\n${said(message)}`
  })
  return [
    offers.length === 0
      ? 'Every offer is used.'
      : `${heading('Offers left out')}\n${offers.join('\n')}`,
    ...(pairs.length === 0 ? [] : [`${heading('Checkouts kept apart')}\n${pairs.join('\n')}`]),
  ].join('\n\n')
}
