import type { Stretch } from '../history/stretches.ts'
import { coordinate } from './markup.ts'

/** Where an instant and an amount stand in the drawing. */
export interface Scale {
  readonly x: (at: number) => number
  readonly y: (amount: number) => number
}

/**
 * A stepped line: flat while a price stood, upright where it changed, and lifted over every gap that is seen.
 * Prices that changed and changed back within a pixel become one upright stroke from the lowest to the
 * highest, so that seventy thousand points are drawn with no more strokes than there are pixels.
 */
export function steppedPath(
  known: readonly Stretch[],
  scale: Scale,
  amountOf: (stretch: Stretch) => number,
): string {
  const pen = new Pen()
  let before: Stretch | null = null
  for (const one of known) {
    const x0 = Math.round(scale.x(one.from))
    const y = scale.y(amountOf(one))
    // A gap within a pixel is none in the drawing, or a line of many would be as long as its history.
    const isApart = before !== null && before.until < one.from && pen.x !== x0
    if (before === null || isApart) pen.lift(x0, y)
    pen.riseTo(y)
    pen.lineTo(Math.round(scale.x(one.until)))
    before = one
  }
  return pen.finished()
}

/** Where the pen is, and what it has yet to draw upright at that pixel. */
class Pen {
  #path: string[] = []
  #x = 0
  #y = 0
  #low = 0
  #high = 0
  #drawn = 0

  get x(): number {
    return this.#x
  }

  lift(x: number, y: number): void {
    this.#stroke()
    this.#path.push(`M${x} ${coordinate(y)}`)
    this.#x = x
    this.#at(y)
    this.#drawn = y
  }

  riseTo(y: number): void {
    this.#y = y
    this.#low = Math.min(this.#low, y)
    this.#high = Math.max(this.#high, y)
  }

  lineTo(x: number): void {
    if (x === this.#x) return
    this.#stroke()
    this.#path.push(`H${x}`)
    this.#x = x
    this.#at(this.#y)
  }

  finished(): string {
    this.#stroke()
    return this.#path.join('')
  }

  #at(y: number): void {
    this.#y = y
    this.#low = y
    this.#high = y
  }

  #stroke(): void {
    const corners = [this.#low, this.#high, this.#y].map(coordinate)
    let last = coordinate(this.#drawn)
    for (const corner of corners) {
      if (corner !== last) this.#path.push(`V${corner}`)
      last = corner
    }
    this.#drawn = this.#y
  }
}
