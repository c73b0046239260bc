/** With what the affiliate interface is asked. */
export interface AffiliateKeys {
  readonly key: string
  readonly secret: string
  /** Under which name visits are counted; null where there is none. */
  readonly tracking: string | null
  readonly gateway: URL
}

/** The environment of a process, as far as it says with what the affiliate interface is asked. */
export interface AffiliateEnvironment {
  readonly TESSERA_AFFILIATE_KEY?: string | undefined
  readonly TESSERA_AFFILIATE_SECRET?: string | undefined
  readonly TESSERA_AFFILIATE_TRACKING?: string | undefined
  readonly TESSERA_AFFILIATE_GATEWAY?: string | undefined
}

const GATEWAY = 'https://api-sg.aliexpress.com/sync'

/**
 * The keys of the environment; null where nothing is set, and a sentence where they are set half: else every
 * price would be missing, and nobody would know why. The secret is in no sentence.
 */
export function affiliateKeys(
  environment: AffiliateEnvironment,
): AffiliateKeys | null | { readonly wrong: string } {
  const key = environment.TESSERA_AFFILIATE_KEY?.trim()
  const secret = environment.TESSERA_AFFILIATE_SECRET?.trim()
  const tracking = environment.TESSERA_AFFILIATE_TRACKING?.trim() || null
  const said = environment.TESSERA_AFFILIATE_GATEWAY?.trim() || GATEWAY
  if (!key && !secret) return null
  if (!key || !secret) {
    const missing = key ? 'TESSERA_AFFILIATE_SECRET' : 'TESSERA_AFFILIATE_KEY'
    const wrong = `${missing} is missing: the affiliate interface needs a key and its secret. Set both, or neither.`
    return { wrong }
  }
  const gateway = URL.parse(said)
  if (gateway?.protocol !== 'https:' || gateway.username !== '') {
    return { wrong: `TESSERA_AFFILIATE_GATEWAY must be an https address, such as ${GATEWAY}.` }
  }
  return { key, secret, tracking, gateway }
}
