/** What a request says, by name: absent and empty values are not sent. */
export type Parameters = Readonly<Record<string, string | number | null | undefined>>

/** HMAC-SHA256 of a text with the secret, in hexadecimal: the shell has it, the core only says of what. */
export type Hmac = (text: string) => string

/**
 * The text that the marketplace's gateway signs: names sorted by code point, never by a locale, each with its
 * value, without separators; calls of the form /rest/… put their path before it.
 */
export function signingText(parameters: Parameters, path = ''): string {
  const joined = sentEntries(parameters).map(([name, value]) => `${name}${value}`)
  return `${path}${joined.join('')}`
}

/** The parameters as they are sent, with their signature. */
export function signed(
  parameters: Parameters,
  hmac: Hmac,
  path = '',
): Readonly<Record<string, string>> {
  const sign = hmac(signingText(parameters, path)).toUpperCase()
  return { ...Object.fromEntries(sentEntries(parameters)), sign }
}

function sentEntries(parameters: Parameters): [string, string][] {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== 'sign' && value !== null && value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)])
    .filter(([, value]) => value !== '')
    .toSorted(([one], [other]) => byCodePoint(one, other))
}

/** Units of UTF-16 sort characters beyond the first plane before some within it. */
function byCodePoint(one: string, other: string): number {
  const ones = [...one]
  const others = [...other]
  for (let place = 0; place < Math.min(ones.length, others.length); place++) {
    const a = ones[place]?.codePointAt(0) as number
    const b = others[place]?.codePointAt(0) as number
    if (a !== b) return a - b
  }
  return ones.length - others.length
}
