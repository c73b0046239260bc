/** An element as XML has it: no namespaces resolved, text of its own joined. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** What XML 1.0 allows as a character. */
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u
const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(\/?)>/y
const ATTRIBUTE = /([\w:.-]+)="([^"<]*)"/g

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

/** Reads a document as a strict parser does: whatever is not well-formed throws. No DTD, comment or CDATA. */
export function readXml(document: string): XmlElement {
  if (!CHARACTERS.test(document)) throw new Error('a character that XML has not')
  const head = /^<\?xml version="1\.0" encoding="utf-8"\?>\n/.exec(document)?.[0]
  if (head === undefined) throw new Error('no declaration')
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const stack: Open[] = [root]
  let at = head.length
  while (at < document.length) {
    const end = document.indexOf('<', at)
    const text = document.slice(at, end < 0 ? document.length : end)
    const top = stack.at(-1) as Open
    top.text += decoded(text)
    if (end < 0) break
    at = readTag(document, end, stack)
  }
  const [only, ...more] = root.children
  if (stack.length !== 1 || !only || more.length > 0) throw new Error('not one whole element')
  if (root.text.trim() !== '') throw new Error('text outside the element')
  return only
}

function readTag(document: string, at: number, stack: Open[]): number {
  TAG.lastIndex = at
  const [whole, closes, name = '', attributes = '', isEmpty] = TAG.exec(document) ?? []
  if (whole === undefined) throw new Error(`no tag at ${document.slice(at, at + 40)}`)
  if (closes) {
    const closed = stack.pop()
    if (closed?.name !== name || stack.length === 0) throw new Error(`</${name}> closes nothing`)
    stack.at(-1)?.children.push(closed)
    return at + whole.length
  }
  const opened: Open = { name, attributes: {}, children: [], text: '' }
  for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (key in opened.attributes) throw new Error(`${key} stands twice`)
    opened.attributes[key] = decoded(value)
  }
  if (isEmpty) stack.at(-1)?.children.push(opened)
  else stack.push(opened)
  return at + whole.length
}

/** Text with its references read; an ampersand that begins none is a fault. */
function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text')
  return text.replaceAll(/&([^;\s]*;)?/g, (whole) => {
    const code = /^&#(\d+);$/.exec(whole)?.[1]
    if (code === undefined) throw new Error(`${whole} is no reference that is used here`)
    return String.fromCodePoint(Number(code))
  })
}

/** The elements of a name below an element, at once. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((one) => one.name === name)
}

/** The text of the one element of a name below an element. */
export function textOf(parent: XmlElement, name: string): string {
  const [only, ...more] = childrenOf(parent, name)
  if (!only || more.length > 0 || only.children.length > 0) throw new Error(`not one <${name}>`)
  return only.text
}
