import { type TelegramSettings, telegramSettings } from '../channels/telegram-settings.ts'
import { type AffiliateKeys, affiliateKeys } from '../sources/affiliate/affiliate-keys.ts'

/** What the surroundings say of the tracker: where prices are asked, and by which bot alerts are told. */
export interface TrackerSettings {
  readonly affiliate: AffiliateKeys | null
  readonly telegram: TelegramSettings | null
  /** Files of prices that somebody else writes. */
  readonly feeds: readonly string[]
}

/**
 * What the environment says: TESSERA_AFFILIATE_KEY and what goes with it, TELEGRAM_TOKEN,
 * TELEGRAM_API_ROOT, TESSERA_FEEDS. Throws with a sentence where it is wrong.
 */
export function trackerSettings(
  environment: Readonly<Record<string, string | undefined>>,
): TrackerSettings {
  const feeds = (environment.TESSERA_FEEDS ?? '').split(',').map((one) => one.trim())
  return {
    affiliate: right<AffiliateKeys>(affiliateKeys(environment)),
    telegram: right<TelegramSettings>(telegramSettings(environment)),
    feeds: feeds.filter(Boolean),
  }
}

function right<T extends object>(setting: T | { readonly wrong: string } | null): T | null {
  if (setting !== null && 'wrong' in setting) throw new Error(String(setting.wrong))
  return setting as T | null
}
