/** What the pictures of a simulation's report are made of. All are 400 units wide: a phone shows them whole. */

export const WIDTH = 400

/** A text in a page or a picture. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A table of a page. */
export interface Cells {
  readonly head: readonly string[]
  /** The first cell of a row is what the row is about, the others are figures unless it is said. */
  readonly rows: readonly (readonly string[])[]
  /** Columns that are texts, besides the first. */
  readonly texts?: readonly number[]
}

/** A picture with its title, what it says in words, and the same as a table. */
export interface Picture {
  readonly id: string
  readonly title: string
  /** One or two sentences: what is seen. */
  readonly says: string
  readonly height: number
  readonly drawn: string
  readonly cells: Cells
}

export function pictureHtml({ id, title, says, height, drawn, cells }: Picture): string {
  return `<figure>
<figcaption><h2>${escaped(title)}</h2><p>${escaped(says)}</p></figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-says">
<title id="${id}-title">${escaped(title)}</title><desc id="${id}-says">${escaped(says)}</desc>
${drawn}
</svg>
<details><summary>The same as a table</summary>${tableHtml(title, cells)}</details>
</figure>`
}

/** A text of more characters gets a width of its own, so that it is not one word a line. */
const LONG = 40

/** A table in a box of its own that scrolls on a narrow screen, by keyboard too. */
export function tableHtml(title: string, { head, rows, texts = [] }: Cells): string {
  const isText = (at: number) => at === 0 || texts.includes(at)
  const heads = head.map(
    (text, at) => `<th scope="col"${isText(at) ? '' : ' class="n"'}>${escaped(text)}</th>`,
  )
  const body = rows.map((row) => {
    const cells = row.map((text, at) => {
      if (at === 0) return `<th scope="row">${escaped(text)}</th>`
      const tone = isText(at) ? (text.length > LONG ? ' class="long"' : '') : ' class="n"'
      return `<td${tone}>${escaped(text)}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<div class="scroll" role="region" tabindex="0" aria-label="Table: ${escaped(title)}"><table><thead><tr>${heads.join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table></div>`
}

/** A place in a picture, to a tenth: more digits are not seen. */
export function tenth(place: number): number {
  return Math.round(place * 10) / 10
}

/** Round figures from 0 to a most: at most so many steps, of 1, 2 or 5 times a power of ten. */
export function ticksTo(most: number, steps: number): number[] {
  const rough = Math.max(1, most) / steps
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * power >= rough) as number) * power)
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step)
}

/** A row of coloured squares with their words, as many lines as it takes. */
export function legend(
  entries: readonly { readonly tone: string; readonly name: string }[],
  from: { readonly y: number },
): { readonly drawn: string; readonly height: number } {
  let x = 0
  let { y } = from
  const drawn = entries.map(({ tone, name }) => {
    const width = 20 + name.length * 6.7
    if (x > 0 && x + width > WIDTH) {
      x = 0
      y += 18
    }
    const at = x
    x += width + 8
    return `<rect class="${tone}" x="${tenth(at)}" y="${y}" width="11" height="11" rx="2"/><text x="${tenth(at + 16)}" y="${y + 10}">${escaped(name)}</text>`
  })
  return { drawn: drawn.join('\n'), height: y + 18 - from.y }
}
