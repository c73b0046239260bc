import type { Refused } from '../../../core/base/faults.ts'
import {
  COIN_RULES,
  type CoinRules,
  coinRules,
  coinsEarned,
  type Earning,
  type EarnRule,
} from '../../../core/offers/coin-rules.ts'
import {
  type CalendarDay,
  daysLater,
  dayText,
  pacificDay,
  pacificMidnight,
} from '../../../core/offers/pacific-day.ts'
import { isRefusal, type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { type RuleDocument, rulesNow } from '../rule-documents.ts'
import type { Store } from '../store.ts'
import type { WrittenEntry } from './coin-book.ts'
import { entryRows, lastEntryFor } from './coin-rows.ts'
import { type CoinActor, inPurse } from './in-purse.ts'
import type { Purse } from './purse.ts'

/** The rules by which coins are earned, as the installation keeps them. */
export const COIN_RULE_DOCUMENT: RuleDocument<CoinRules> = {
  name: 'coin-rules',
  schema: coinRules,
  preset: COIN_RULES,
}

/** What an act on coins is answered. */
export interface CoinAnswer {
  /** The entry that it made; null where no coin moved. */
  readonly entry: WrittenEntry | null
  /** What the buyer holds now. */
  readonly held: number
  /** Whether it had been carried out before: then nothing moved again. */
  readonly replayed: boolean
}

export interface EarnRequest extends CoinActor, Earning {
  /** A rule of the installation. */
  readonly rule: string
  /** What it is earned for, once; a rule that is once a day goes by the Pacific day instead. */
  readonly reference: string
}

/**
 * Lets a buyer earn coins by a rule, once for each occasion (tc.1): a repetition is answered by the
 * entry that the first one made.
 */
export async function earnCoins(
  store: Store,
  request: EarnRequest,
): Promise<CoinAnswer | Refusal | Refused> {
  const rules = await rulesNow(store.db, COIN_RULE_DOCUMENT)
  const rule = rules.earn.find((one) => one.rule === request.rule)
  if (!rule) return { refused: [unknownRule(rules)] }
  const coins = coinsEarned(rule, request)
  if (typeof coins === 'object') return { refused: [coins] }
  return inPurse(store, request, async (purse) => {
    const today = pacificDay(purse.place.now.getTime())
    const about = rule.once === 'day' ? dayText(today) : request.reference
    const reference = `${rule.rule}/${about}`
    const key = `earn ${reference}`
    const before = await lastEntryFor(purse.place.trx, purse.place, [key])
    if (before) return { entry: before, held: purse.held, replayed: true }
    if (coins === 0) return { entry: null, held: purse.held, replayed: false }
    if (await isDayFull(purse, rule, today)) return refusal('already-claimed')
    const expiresAt = lapseOf(today, rules)
    const entry = purse.move({ cause: 'earn', amount: coins, reference, expiresAt }, key)
    return isRefusal(entry) ? entry : { entry, held: purse.held, replayed: false }
  })
}

function unknownRule({ earn }: CoinRules) {
  const names = earn.map(({ rule }) => rule).join(', ') || 'none'
  return { path: '/rule', fault: `Is no rule of this installation. Its rules: ${names}.` }
}

/** Coins last through the day on which they lapse. */
function lapseOf(today: CalendarDay, { validDays }: CoinRules): number | null {
  return validDays === null ? null : pacificMidnight(daysLater(today, validDays + 1))
}

async function isDayFull(purse: Purse, rule: EarnRule, today: CalendarDay): Promise<boolean> {
  if (rule.mostPerDay === undefined) return false
  const { trx } = purse.place
  const { made } = await entryRows(trx, purse.place)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('cause', '=', 'earn')
    .where('at', '>=', new Date(pacificMidnight(today)))
    .where((eb) => eb.fn<boolean>('starts_with', ['reference', eb.val(`${rule.rule}/`)]))
    .executeTakeFirstOrThrow()
  return made >= rule.mostPerDay
}
