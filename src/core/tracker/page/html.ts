/** A start or end tag with what it says; names in lower case, values with their entities read. */
export interface Tag {
  readonly name: string
  readonly isEnd: boolean
  readonly attributes: ReadonlyMap<string, string>
  /** The text between this tag and the next, with its entities read; of a script, all of it, as it is. */
  readonly text: string
}

/** What is read of a page: no browser reads more, and neither do we (pages are cut where they are fetched). */
const CHARACTERS_MAX = 4_000_000

/** Elements that hold text and no tags. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'noscript', 'iframe', 'xmp'])

/**
 * The tags of a page in order. Pages are material that somebody else wrote: whatever stands there is read in one
 * pass from front to back, so that its time is bounded by its length, and nothing of it is run.
 */
export function* tagsOf(page: string): Generator<Tag> {
  const html = page.slice(0, CHARACTERS_MAX)
  let at = html.indexOf('<')
  while (at >= 0) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4)
      at = end < 0 ? -1 : html.indexOf('<', end + 3)
      continue
    }
    const tag = tagAt(html, at)
    if (tag === null) at = html.indexOf('<', at + 1)
    else {
      const next = tag.isRaw ? endOfRaw(html, tag) : html.indexOf('<', tag.end)
      const text = html.slice(tag.end, next < 0 ? html.length : next)
      yield { ...tag, text: tag.name === 'script' ? text : withoutEntities(text) }
      at = next
    }
    if (tag?.isUnfinished) return
  }
}

interface ScannedTag extends Omit<Tag, 'text'> {
  readonly end: number
  readonly isRaw: boolean
  readonly isUnfinished: boolean
}

const NAME = /<(\/?)([a-zA-Z][^\s/>]{0,63})/y
const BETWEEN = /[\s/]*/y
const ATTRIBUTE = /[^\s/>][^\s/>=]*/y
const EQUALS = /\s*=\s*/y
const BARE = /[^\s>]*/y

/** A tag from where it opens; null where a "<" opens none. */
function tagAt(html: string, start: number): ScannedTag | null {
  const opening = matchAt(NAME, html, start)
  if (!opening) return null
  const name = (opening[2] as string).toLowerCase()
  const attributes = new Map<string, string>()
  let end = NAME.lastIndex
  for (;;) {
    end += matchAt(BETWEEN, html, end)?.[0].length ?? 0
    if (end >= html.length) break
    if (html[end] === '>') {
      end++
      break
    }
    const [key = ''] = matchAt(ATTRIBUTE, html, end) ?? []
    const [value, after] = valueAt(html, end + key.length)
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), value)
    end = after
  }
  const isEnd = opening[1] === '/'
  const isUnfinished = end >= html.length && html.at(-1) !== '>'
  return { name, isEnd, attributes, end, isRaw: !isEnd && RAW.has(name), isUnfinished }
}

/** The value after an attribute's name, and where it ends; '' where it has none. */
function valueAt(html: string, start: number): readonly [value: string, end: number] {
  const equals = matchAt(EQUALS, html, start)
  if (!equals) return ['', start]
  const at = start + equals[0].length
  const quote = html[at]
  if (quote === '"' || quote === "'") {
    const close = html.indexOf(quote, at + 1)
    const end = close < 0 ? html.length : close
    return [withoutEntities(html.slice(at + 1, end)), Math.min(end + 1, html.length)]
  }
  const [bare = ''] = matchAt(BARE, html, at) ?? []
  return [withoutEntities(bare), at + bare.length]
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Where the end tag of a raw element begins; −1 where the page ends first. */
function endOfRaw(html: string, { name, end }: ScannedTag): number {
  const close = new RegExp(`</${name}(?![^\\s/>])`, 'gi')
  close.lastIndex = end
  return close.exec(html)?.index ?? -1
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
}

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g

/** A text with its entities read: those that prices and titles have. */
export function withoutEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined)
      return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] as string) : whole
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  })
}
