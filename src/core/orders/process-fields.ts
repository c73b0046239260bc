import { leaf, type Schema } from '../base/schema.ts'

/** The name of a state, an event, a clock, or of anything else that rows speak of. */
export const name: Schema<string> = leaf(
  { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9-]{0,63}$' },
  (value) => typeof value === 'string' && /^[a-zA-Z][a-zA-Z0-9-]{0,63}$/.test(value),
  'Must be a name of letters, digits and hyphens, such as awaiting-shipment.',
)

/** A clause id of the catalogue, or one of the marketplace's own. */
export const clauseId: Schema<string> = leaf(
  { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: 64 },
  (value) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value),
  'Must be a clause id such as bp.cancel.paid.',
)

/** A few words or a sentence for people. */
export const sentence: Schema<string> = leaf(
  { type: 'string', minLength: 1, maxLength: 500 },
  (value) => typeof value === 'string' && value.length >= 1 && value.length <= 500,
  'Must be a text of 1 to 500 characters.',
)
