/** What only a check for robots says: pages of products hold none of these outside of their scripts' names. */
const CERTAIN = [
  /_____tmd_____\/punish/,
  /\bx5secdata\b/,
  /FAIL_SYS_USER_VALIDATE|RGV587_ERROR|FAIL_SYS_TRAFFIC_LIMIT/,
  /\/punish\?x5|action=captcha/,
]

/** What a check may say, and a product's page as well: it counts on a small page without a price. */
const LIKELY = [
  /slide to verify|slider? captcha|nc_1_wrapper|baxia-punish|id="nocaptcha"/i,
  /are you (?:a )?(?:robot|human)|verify (?:that )?you are (?:a )?human|unusual traffic/i,
  /<title>\s*(?:just a moment|access denied|attention required|robot check|captcha)/i,
  /g-recaptcha|h-captcha|cf-challenge|px-captcha|datadome/i,
]

// Checks have 2,000 to 5,000 characters, with their styles up to 20,000; pages of products 100,000.
const SMALL = 30_000

/** Whether a text is a check for robots, whatever prices somebody wrote into it (fg.t.history). */
export function isBlockPage(text: string): boolean {
  return text.length <= SMALL && CERTAIN.some((mark) => mark.test(text))
}

/** Whether a text in which no price was found is one. */
export function isLikelyBlockPage(text: string): boolean {
  const start = text.slice(0, SMALL)
  return [...CERTAIN, ...(text.length <= SMALL ? LIKELY : [])].some((mark) => mark.test(start))
}
