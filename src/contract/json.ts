import type { Refused } from '../core/base/faults.ts'

/**
 * Reads a JSON text. What is not JSON is refused with the place and what was expected there, in the
 * same words on every engine. Keys are kept as they are: "__proto__" is an id like others.
 */
export function readJson(text: string): { readonly value: unknown } | Refused {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { refused: [{ path: '', fault: jsonFault(text) }] }
  }
}

/** Where a text stops being JSON (RFC 8259), as a sentence. Asked only of texts that are not. */
export function jsonFault(text: string): string {
  if (/^[ \t\r\n]*$/.test(text)) return 'Is empty: a JSON document is expected.'
  const { at, expected } = firstTrouble(text)
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  const met = at < text.length ? `${shown(text, at)} is unexpected` : 'it ends too early'
  return `Is not JSON: ${met} at line ${line}, column ${column}; ${expected} is expected there.`
}

interface Trouble {
  readonly at: number
  readonly expected: string
}

/** What may come next, and where. */
interface Step {
  readonly at: number
  readonly next: Turn
}

type Turn = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'after'
type Open = ('{' | '[')[]

const WORDS = ['true', 'false', 'null'] as const
const SPACE = /[ \t\r\n]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Walks the text without recursion, so that deep nesting is a fault like others. */
function firstTrouble(text: string): Trouble {
  const open: Open = []
  let step: Step = { at: 0, next: 'value' }
  for (;;) {
    const at = after(SPACE, text, step.at)
    const taken = take(text, { at, next: step.next }, open)
    if ('expected' in taken) return taken
    step = taken
  }
}

function take(text: string, { at, next }: Step, open: Open): Step | Trouble {
  const char = text[at]
  switch (next) {
    case 'after':
      return takeAfter(char, at, open)
    case 'colon':
      return char === ':' ? { at: at + 1, next: 'value' } : { at, expected: '":"' }
    case 'key or end':
      if (char === '}') return close(at, open)
      return takeKey(text, at, 'a key in double quotes or "}"')
    case 'key':
      return takeKey(text, at, 'a key in double quotes')
    case 'value or end':
      if (char === ']') return close(at, open)
      return takeValue(text, { at, expected: 'a value or "]"' }, open)
    case 'value':
      return takeValue(text, { at, expected: 'a value' }, open)
  }
}

/** What follows a whole value: a comma, the end of what it stands in, or the end of the text. */
function takeAfter(char: string | undefined, at: number, open: Open): Step | Trouble {
  const inside = open.at(-1)
  if (inside === undefined) return { at, expected: 'the end' }
  if (char === ',') return { at: at + 1, next: inside === '{' ? 'key' : 'value' }
  const end = inside === '{' ? '}' : ']'
  return char === end ? close(at, open) : { at, expected: `"," or "${end}"` }
}

function close(at: number, open: Open): Step {
  open.pop()
  return { at: at + 1, next: 'after' }
}

function takeKey(text: string, at: number, expected: string): Step | Trouble {
  if (text[at] !== '"') return { at, expected }
  const end = endOfString(text, at)
  return typeof end === 'number' ? { at: end, next: 'colon' } : end
}

function takeValue(text: string, here: Trouble, open: Open): Step | Trouble {
  const { at } = here
  const char = text[at]
  if (char === '{' || char === '[') {
    open.push(char)
    return { at: at + 1, next: char === '{' ? 'key or end' : 'value or end' }
  }
  if (char === '"') {
    const end = endOfString(text, at)
    return typeof end === 'number' ? { at: end, next: 'after' } : end
  }
  const word = WORDS.find((one) => text.startsWith(one, at))
  const end = word ? at + word.length : after(NUMBER, text, at)
  return end === at ? here : { at: end, next: 'after' }
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function endOfString(text: string, start: number): number | Trouble {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string
    if (char === '"') return at + 1
    if (char < ' ') return { at, expected: 'an escape such as \\n' }
    if (char !== '\\') continue
    at++
    const letter = text[at]
    if (letter === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) {
        return { at: at + 1, expected: 'a code of four hexadecimal digits' }
      }
      at += 4
    } else if (letter === undefined || !'"\\/bfnrt'.includes(letter)) {
      return { at, expected: 'one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u' }
    }
  }
  return { at: text.length, expected: 'a closing quote' }
}

/** The character met, visible: what is no printable ASCII by its code point. */
function shown(text: string, at: number): string {
  const code = text.codePointAt(at) as number
  if (code > 0x20 && code < 0x7f) return `\`${String.fromCodePoint(code)}\``
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
