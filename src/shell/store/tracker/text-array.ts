const TEXT = 25
const HEAD = 20

/**
 * A parameter `text[]` in the database's own binary form: long documents need no escapes there, which cost
 * both sides more than the rest of a statement that writes them.
 */
export function textArray(texts: readonly (string | null)[]): Buffer {
  const sizes = texts.map((text) => (text === null ? 0 : Buffer.byteLength(text)))
  const all = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, HEAD))
  // Dimensions, whether there are nulls, the type of the elements, how many they are, the first one's number.
  const head = [texts.length === 0 ? 0 : 1, texts.includes(null) ? 1 : 0, TEXT, texts.length, 1]
  for (const [at, part] of head.entries()) all.writeInt32BE(part, at * 4)
  let place = texts.length === 0 ? 12 : HEAD
  for (const [at, text] of texts.entries()) {
    const size = sizes[at] as number
    all.writeInt32BE(text === null ? -1 : size, place)
    if (text !== null) all.write(text, place + 4)
    place += 4 + size
  }
  return all.subarray(0, place)
}
