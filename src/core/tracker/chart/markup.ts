/** A text inside markup: whatever it holds stays a text. Control characters, which XML forbids, fall out. */
export function escaped(text: string): string {
  // Most texts of a drawing have nothing in them that could mean something else.
  if (PLAIN.test(text)) return text
  return text
    .replace(/[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]/g, keptPairs)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const PLAIN = /^[\w .,:;#%()+/-]*$/

/** Halves of surrogate pairs stand outside the class above one by one, and are made whole here. */
const keptPairs = (unit: string, at: number, whole: string): string => {
  const code = unit.charCodeAt(0)
  const isHigh = code >= 0xd800 && code <= 0xdbff
  const isLow = code >= 0xdc00 && code <= 0xdfff
  const partner = isHigh ? whole.charCodeAt(at + 1) : isLow ? whole.charCodeAt(at - 1) : 0
  if (isHigh && partner >= 0xdc00 && partner <= 0xdfff) return unit
  return isLow && partner >= 0xd800 && partner <= 0xdbff ? unit : ''
}

/** An element with attributes; what is inside it is markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside = '',
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`
}

/** A coordinate, to a tenth of a pixel: finer is not seen, and costs bytes. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10)
