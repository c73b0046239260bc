/** A line of input as a text: a JSON string where it is one, else as it stands. */
export function lineText(line: string): string {
  const plain = line.replace(/^\ufeff/, '').replace(/\r$/, '')
  if (!/^\s*".*"\s*$/.test(plain)) return plain
  try {
    return String(JSON.parse(plain))
  } catch {
    return plain
  }
}
