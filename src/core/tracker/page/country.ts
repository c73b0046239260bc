/** Codes that the marketplace writes otherwise than ISO 3166-1. */
const OWN: Readonly<Record<string, string>> = { UK: 'GB', SRB: 'RS', MNE: 'ME' }

/** A country's code as offers name it; undefined for what is none. */
export function countryCode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (Object.hasOwn(OWN, text)) return OWN[text]
  return /^[A-Z]{2}$/.test(text) ? text : undefined
}
