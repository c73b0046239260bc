import { type Tag, tagsOf } from './html.ts'

/** What a page says for machines, in one pass: its scripts, its descriptions, its marked-up properties. */
export interface PageParts {
  readonly scripts: readonly string[]
  readonly jsonLd: readonly string[]
  /** The first description of each name. */
  readonly metas: ReadonlyMap<string, string>
  readonly marked: readonly Marked[]
  readonly title: string
  readonly canonical: string | undefined
}

/** An element with `itemprop`, or one that opens an item. */
export interface Marked {
  readonly property: string
  readonly value: string
  /** The type of the item that it opens, without its address; '' where it opens none. */
  readonly type: string
}

const PARTS_MAX = 20_000

export function pageParts(html: string): PageParts {
  const scripts: string[] = []
  const jsonLd: string[] = []
  const marked: Marked[] = []
  const metas = new Map<string, string>()
  let title = ''
  let canonical: string | undefined
  for (const tag of tagsOf(html)) {
    if (tag.isEnd) continue
    const { attributes, name, text } = tag
    const isLinked = attributes.has('itemprop') || attributes.has('itemtype')
    if (isLinked && marked.length < PARTS_MAX) marked.push(markedOf(tag))
    if (name === 'script') (isJsonLd(attributes) ? jsonLd : scripts).push(text)
    else if (name === 'meta') addMeta(metas, attributes)
    else if (name === 'title' && title === '') title = text
    else if (name === 'link' && attributes.get('rel') === 'canonical') {
      canonical ??= attributes.get('href')
    }
  }
  return { scripts, jsonLd, metas, marked, title, canonical }
}

function isJsonLd(attributes: ReadonlyMap<string, string>): boolean {
  return /^application\/ld\+json/i.test(attributes.get('type')?.trim() ?? '')
}

function addMeta(metas: Map<string, string>, attributes: ReadonlyMap<string, string>): void {
  const name = (attributes.get('property') ?? attributes.get('name'))?.toLowerCase()
  const content = attributes.get('content')
  if (name === undefined || content === undefined || metas.has(name)) return
  if (metas.size < PARTS_MAX) metas.set(name, content)
}

function markedOf({ attributes, text }: Tag): Marked {
  const value =
    attributes.get('content') ??
    attributes.get('value') ??
    attributes.get('href') ??
    attributes.get('src') ??
    text
  const type = attributes.get('itemtype')?.replace(/^.*[/#]/, '') ?? ''
  return {
    property: attributes.get('itemprop') ?? '',
    value: value.replace(/\s+/g, ' ').trim().slice(0, 500),
    type,
  }
}
