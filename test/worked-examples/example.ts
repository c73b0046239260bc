/** A published example: its id in the collection, what it shows, and the check of its outcome. */
export interface Example {
  readonly id: number
  readonly shows: string
  readonly check: () => void
}

/** The rows of a CSV text with quoted cells, by the names in its first line. */
export function csvRows(text: string): Record<string, string>[] {
  const lines = text.split('\n').filter((line) => line !== '')
  const [names = [], ...rows] = lines.map(cellsOf)
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])))
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  )
}

/** A decimal text as a whole number of its last place: "7378.2" with 2 digits is 737820. */
export function wholeOf(text: string, digits: number): number {
  const [whole = '', fraction = ''] = text.split('.')
  return Number(whole + fraction.padEnd(digits, '0'))
}
