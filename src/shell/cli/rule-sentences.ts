import type { Kind, Terms } from '../../core/pricing/terms.ts'
import type { Rule, Setting } from '../../core/pricing/terms-document.ts'

const PLACES = {
  line: 'a line',
  product: 'a product (one listing of one store)',
  order: 'an order (one seller and one shipping method)',
  store: 'a store',
  seller: 'a seller',
  checkout: 'a checkout',
} as const

const MEASURES = {
  list: 'the list price of its items',
  running: 'what earlier offers left of its items',
  pool: 'the list price of its items in a pool of stores (the minimum is the pool’s)',
} as const

/** What a rule says, as a sentence about one offer of the kind (`kind` absent: of every kind). */
export function ruleSentence(rule: Rule, terms: Terms, kind?: Kind): string {
  const said = saying(rule, terms, kind)
  const since = rule.validFrom ? ` Valid from ${rule.validFrom}.` : ''
  return `${said}${since}${rule.note ? ` ${rule.note}` : ''}`
}

function saying(rule: Rule, terms: Terms, kind: Kind | undefined): string {
  if (rule.step !== undefined) return `It is redeemed in step ${rule.step}.`
  if (rule.slot !== undefined) return slotSentence(rule.slot, terms, kind)
  if (rule.minimum) {
    const { compare, of } = rule.minimum
    const verb = compare === 'exceeds' ? 'is above' : 'reaches'
    return `Its minimum spend is met when ${MEASURES[of]} ${verb} it.`
  }
  if (rule.stacksWith !== undefined) return stackingSentence(rule.stacksWith)
  if (rule.firstCheckoutOnly !== undefined) {
    return rule.firstCheckoutOnly
      ? 'It is for the first of several checkouts only.'
      : 'It is for every checkout.'
  }
  if (rule.claimed !== undefined) {
    return rule.claimed ? 'It has to be claimed first.' : 'It need not be claimed.'
  }
  return `Lines marked ${either(rule.excludes ?? [])} take no part.`
}

function slotSentence(slot: (Rule['slot'] & object) | null, terms: Terms, kind?: Kind): string {
  if (slot === null) return 'It holds no place of its own: several may stand side by side.'
  const sharers = terms.kindsInOrder
    .filter((one) => one.slot?.name === slot.name && one.slot.per === slot.per && one !== kind)
    .map((one) => one.id)
  const shared = sharers.length > 0 ? `, counted together with ${listed(sharers, 'and')}` : ''
  return `At most one for ${PLACES[slot.per]}${shared}.`
}

function stackingSentence(kinds: 'all' | readonly string[]): string {
  if (kinds === 'all') return 'It combines with every kind that allows it.'
  const partners = kinds.length === 0 ? 'nothing' : `${listed(kinds, 'and')} only`
  return `It combines with ${partners}, unless its own terms say more.`
}

/** What a setting says, as a sentence. */
export function settingSentence(setting: Setting): string {
  const since = setting.validFrom ? ` Valid from ${setting.validFrom}.` : ''
  const note = setting.note ? ` ${setting.note}` : ''
  return `${settingSaying(setting)}${since}${note}`
}

function settingSaying(setting: Setting): string {
  if (setting.rounding === 'half-up') return 'Amounts round to whole minor units, halves up.'
  if (setting.rounding === 'down') return 'Amounts round down to whole minor units.'
  if (setting.shippingComesBackOn) {
    if (setting.shippingComesBackOn.length === 0) return 'Shipping that was paid never comes back.'
    return `Shipping that was paid comes back on ${either(setting.shippingComesBackOn)}.`
  }
  if (setting.coinsComeBack) {
    return setting.coinsComeBack === 'never'
      ? 'Coins never come back.'
      : 'Coins come back with the refund that completes the whole checkout.'
  }
  return setting.shippingRecheckedOnReturn
    ? 'A return that breaks the minimum of free shipping costs the shipping that it had paid.'
    : 'A return leaves free shipping as it was.'
}

function either(words: readonly string[]): string {
  return listed(words, 'or')
}

/** "a", "a and b", "a, b and c". */
function listed(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
