import { mulDivFloor } from '../base/exact.ts'
import { type Fault, pointer } from '../base/faults.ts'
import { countAboveZero, currency } from '../base/fields.ts'
import { minorDigits } from '../base/iso4217.ts'
import {
  described,
  dictionary,
  integer,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  refined,
  type Schema,
  type TypeOf,
} from '../base/schema.ts'
import { titleText } from './issued-offer.ts'

/** How a rule finds its coins: always as many, by what was spent, or as the one who grants them says. */
const amounts = ['fixed', 'by-spend', 'given'] as const

const ruleName: Schema<string> = leaf(
  { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' },
  (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(value),
  'Must be a name of small letters, digits and "-", for example check-in.',
)

const COINS_MAX = 1_000_000_000

const coinCount = integer(1, COINS_MAX, 'Must be a whole number of coins from 1 to 10^9.')

const earnRule = object(
  {
    rule: ruleName,
    title: titleText,
    amount: oneOf(amounts),
    /** Of `fixed` the coins; of `by-spend` those for each unit spent; of `given` the most at once. */
    coins: coinCount,
    /** `day`: once each Pacific day; `occasion`: once for each thing that it names. */
    once: oneOf(['day', 'occasion']),
  },
  {
    /** Of `by-spend`: what a unit is in minor units, by currency; else one whole unit of the currency. */
    unitMinor: dictionary(currency, countAboveZero),
    /** The most coins for one occasion, where the amount grows with what was spent. */
    most: coinCount,
    /** How many occasions count in one Pacific day; every one where it is absent. */
    mostPerDay: integer(1, 1_000, 'Must be a whole number from 1 to 1,000.'),
  },
)

export type EarnRule = TypeOf<typeof earnRule>

const fields = object(
  {
    /** Days until earned coins lapse; null for never. */
    validDays: orNull(integer(1, 3_660, 'Must be a whole number of days from 1 to 3,660.')),
    earn: list(earnRule, 0, 100),
  },
  {},
)

export type CoinRules = TypeOf<typeof fields>

/** The rules by which buyers earn coins: a document of the installation (tc.1). */
export const coinRules: Schema<CoinRules> = described(refined(fields, joined), {
  title: 'CoinRules',
})

function joined({ earn }: CoinRules, path: string, faults: Fault[]): void {
  const seen = new Set<string>()
  for (const [place, { rule, amount, unitMinor, most }] of earn.entries()) {
    const at = pointer(pointer(path, 'earn'), place)
    if (seen.has(rule)) {
      faults.push({ path: pointer(at, 'rule'), fault: 'Is the name of another rule already.' })
    }
    seen.add(rule)
    if (amount === 'by-spend') continue
    for (const [name, value] of Object.entries({ unitMinor, most })) {
      if (value === undefined) continue
      faults.push({ path: pointer(at, name), fault: 'Stands only where amount is "by-spend".' })
    }
  }
}

/**
 * What an installation starts with. The clauses say how coins are used, not how they are earned: these
 * are modest figures, where a hundred coins are thought of as one dollar.
 */
export const COIN_RULES: CoinRules = {
  // Short enough that the sum outstanding stays bounded, long enough for a yearly sale.
  validDays: 365,
  earn: [
    { rule: 'check-in', title: 'Daily check-in', amount: 'fixed', coins: 5, once: 'day' },
    {
      rule: 'order-completed',
      title: 'An order completed',
      amount: 'by-spend',
      coins: 1,
      once: 'occasion',
      // More would pay for one large order what hundreds of days of check-in do.
      most: 1_000,
    },
    {
      rule: 'review',
      title: 'A review of a purchase',
      amount: 'fixed',
      coins: 10,
      once: 'occasion',
      // More would pay for reviews written by the dozen (pol.manip).
      mostPerDay: 5,
    },
    {
      rule: 'goodwill',
      title: 'From customer service',
      amount: 'given',
      coins: 1_000,
      once: 'occasion',
    },
  ],
}

/** What is known of an occasion to earn coins. */
export interface Earning {
  /** What was paid, and in which currency: of a rule by spend. */
  readonly spentMinor?: number | undefined
  readonly currency?: string | undefined
  /** The coins that the one who grants them names: of a rule whose amount is given. */
  readonly coins?: number | undefined
}

/** How many coins an occasion earns by a rule: 0 where too little was spent. Or what it leaves unsaid. */
export function coinsEarned(rule: EarnRule, earning: Earning): number | Fault {
  switch (rule.amount) {
    case 'fixed':
      return rule.coins
    case 'given': {
      const { coins } = earning
      if (coins !== undefined && coins >= 1 && coins <= rule.coins) return coins
      return { path: '/coins', fault: `Must say how many coins, from 1 to ${rule.coins}.` }
    }
    case 'by-spend':
      return coinsBySpend(rule, earning)
  }
}

function coinsBySpend(rule: EarnRule, { spentMinor, currency }: Earning): number | Fault {
  if (spentMinor === undefined) {
    return { path: '/spentMinor', fault: 'Is required: the rule gives coins by what was spent.' }
  }
  const digits = currency === undefined ? undefined : minorDigits(currency)
  if (currency === undefined || digits === undefined) {
    return { path: '/currency', fault: 'Is required: the currency of what was spent.' }
  }
  const units = rule.unitMinor
  const unit = units && Object.hasOwn(units, currency) ? units[currency] : 10 ** digits
  return Math.min(mulDivFloor(spentMinor, rule.coins, unit as number), rule.most ?? COINS_MAX)
}
