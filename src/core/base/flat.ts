/**
 * The same text, kept as one run of characters. Engines keep a concatenation as a tree of its parts, and
 * JSON.stringify leaves its fast path at the first such tree: one sentence in a quote then costs more
 * than the whole pricing. Dividing at a character that never comes (ids hold none, nor do our sentences)
 * is the quickest way to one run that was measured: quote and stringify 36 µs, with it 27 µs.
 */
export function flat(text: string): string {
  return text.split('\u0000')[0] as string
}
