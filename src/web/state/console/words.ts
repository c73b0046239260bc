import type { DocumentOf } from '../../../client/client.ts'
import type { Obtained, Trigger } from '../../../core/offers/issued-offer.ts'

type Standing = DocumentOf<'OfferState'>['standing']

/** How a buyer comes to an offer, in a word or two. */
export const OBTAIN_WORDS: Readonly<Record<Obtained, string>> = {
  automatic: 'Applies by itself',
  centre: 'In the coupon centre',
  panel: 'In the panel of a listing',
  code: 'By a code that many share',
  'unique-code': 'By codes of one use each',
  trigger: 'Issued on an occasion',
  exchange: 'For coins',
  invitation: 'For an invitation',
  grant: 'Given by an agent',
}

export const TRIGGER_WORDS: Readonly<Record<Trigger, string>> = {
  'cart-left': 'A cart was left for 2 to 3 days',
  'first-app-open': 'The app is opened first on a device',
  anniversary: 'The anniversary of the account',
  follow: 'The buyer follows the seller',
  compensation: 'An agent makes good for something',
}

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  scheduled: 'Scheduled',
  active: 'Active',
  over: 'Over',
  ended: 'Ended',
}

/** Words of a table as the options of a choice. */
export function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}

/** A count for the eye: 1,234,567. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
