/**
 * Which test a place in a test file belongs to: the title on its line, the title that follows when
 * the place is a comment above a test, else the last title before it. In Markdown titles are headings.
 */

const testTitle =
  /(?:\b(?:describe|test|it)(?:\.\w+)*(?:\([\w.]*\))?|^[ \t]*\]\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gm
const heading = /^#+[ \t]+(.+?)[ \t]*$/gm
const comment = /^\s*(\/\/|\/\*|\*)/

/** The names of the tests in which the offsets `places` stand, each once, in the order of the file. */
export function testNames(path: string, text: string, places: readonly number[]): string[] {
  if (path.endsWith('.json')) return []
  const isMarkdown = path.endsWith('.md')
  const lineOf = lineFinder(text)
  const titles = new Map<number, string>()
  for (const match of text.matchAll(isMarkdown ? heading : testTitle)) {
    const title = (isMarkdown ? match[1] : match[2]) as string
    const last = lineOf(match.index + match[0].length - 1)
    for (let line = lineOf(match.index); line <= last; line++) titles.set(line, title)
  }
  const lines = text.split('\n')
  const isComment = (line: number) => !isMarkdown && comment.test(lines[line] ?? '')
  const names = places.map((place) => nameAt(lineOf(place), titles, isComment))
  return [...new Set(names.filter((name) => name !== undefined))]
}

function nameAt(
  place: number,
  titles: ReadonlyMap<number, string>,
  isComment: (line: number) => boolean,
): string | undefined {
  let below = place
  while (isComment(below)) below++
  const own = titles.get(below)
  if (own !== undefined) return own
  for (let line = place; line >= 0; line--) {
    const title = titles.get(line)
    if (title !== undefined) return title
  }
  return undefined
}

/** Turns an offset into its line, from 0, by bisection. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
