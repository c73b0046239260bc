import type { Fault } from '../base/faults.ts'
import { pointer } from '../base/faults.ts'
import { id, instant } from '../base/fields.ts'
import { described, object, orNull, refined, type Schema, type TypeOf } from '../base/schema.ts'
import { isEmpty } from './bounds.ts'
import { titleText } from './issued-offer.ts'
import { findIllFormed } from './stored-text.ts'

const fields = object(
  {
    id,
    title: titleText,
    /** The rule-set that its offers are of (tc.22). */
    terms: id,
  },
  {
    /** The promotion's window, half-open; null or absent where it has no such bound. */
    starts: orNull(instant),
    ends: orNull(instant),
    /** The seller who runs it; null or absent for the platform. */
    seller: orNull(id),
  },
)

export type Campaign = TypeOf<typeof fields>

/** A promotion: offers under one rule-set, which are claimed inside its window (cp.1). */
export const campaign: Schema<Campaign> = described(refined(fields, joined), {
  title: 'Campaign',
})

/** Rules that join fields of a campaign. */
function joined(row: Campaign, path: string, faults: Fault[]): void {
  findIllFormed(row, path, faults)
  if (isEmpty(row.starts, row.ends)) {
    faults.push({ path: pointer(path, 'ends'), fault: 'Must be after starts.' })
  }
}
