/** What the questions of the tracker may say, in their queries and bodies. */
import { currency } from '../../core/base/fields.ts'
import { THINNED_LEAST } from '../../core/tracker/history/thinned.ts'
import type { Parameter } from './endpoint.ts'
import { idParameter, integerParameter } from './parameters.ts'

const currencyParameter: Parameter<string> = {
  schema: currency,
  description: 'Prices in this currency.',
  read: (text) => (currency.ok(text) ? text : null),
  fault: 'Must be an ISO 4217 code, such as USD.',
}

/** Which of the histories of a product is meant; what is left out is chosen. */
export const variantQuery = {
  sku: idParameter('The variant.'),
  shipTo: idParameter('The country it is sent to, such as US.'),
  currency: currencyParameter,
}

const POINTS_MAX = 100_000

/** How much of a history a drawing needs: what has no room in its pixels is left out. */
export const pointsParameter = integerParameter(
  [THINNED_LEAST, POINTS_MAX],
  'Thins the history to at most so many change points, prices aside and gaps, for a drawing; whole unless said.',
)

/** What narrows the pages of deals and of search. */
export const foundQuery = {
  warehouse: idParameter('Only what is sent from this country, such as US.'),
  shipTo: idParameter('Only prices for this country.'),
  currency: currencyParameter,
  limit: integerParameter([1, 100], 'How many at most; 50 unless said otherwise.'),
}
