/** When a host wants to be asked again (RFC 9110 §10.2.3), in seconds or as a date; null where it does not say. */
export function retryAfter(
  header: string | readonly string[] | undefined,
  now: number,
): number | null {
  if (typeof header !== 'string') return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * 1_000
  // Only the forms of HTTP dates: Date.parse reads much else as a date.
  const isDate = /^[A-Z][a-z]{2,8},? [\d A-Za-z:-]{11,24}( GMT)?$/.test(text)
  const at = isDate ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(now, at)
}
