/** A part of a calendar: its properties, and the parts in it. */
export interface IcsPart {
  readonly name: string
  readonly properties: ReadonlyMap<string, string>
  readonly parts: readonly IcsPart[]
}

interface Open {
  readonly name: string
  readonly properties: Map<string, string>
  readonly parts: IcsPart[]
}

/** Properties whose value is text, and so escaped. */
const TEXTS = ['UID', 'SUMMARY', 'DESCRIPTION', 'NAME', 'X-WR-CALNAME', 'PRODID']

/** Reads a calendar as RFC 5545 has it: whatever breaks a rule of lines, folding or escapes throws. */
export function readIcs(text: string): IcsPart {
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error('a line does not end in CRLF')
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end')
  const lines = text.slice(0, -2).split('\r\n')
  for (const line of lines) {
    if (Buffer.byteLength(line) > 75) throw new Error(`more than 75 octets: ${line}`)
    // A character that was cut in two comes out of the encoder as another.
    if (!line.isWellFormed()) throw new Error(`half a character: ${line}`)
  }
  const root: Open = { name: '', properties: new Map(), parts: [] }
  const stack: Open[] = [root]
  for (const line of unfolded(lines)) readLine(line, stack)
  const [calendar, ...more] = root.parts
  if (stack.length !== 1 || !calendar || more.length > 0) throw new Error('not one whole calendar')
  return calendar
}

function unfolded(lines: readonly string[]): string[] {
  const whole: string[] = []
  for (const line of lines) {
    if (line.startsWith(' ')) whole.push((whole.pop() ?? '') + line.slice(1))
    else whole.push(line)
  }
  return whole
}

function readLine(line: string, stack: Open[]): void {
  const [, name = '', value = ''] = /^([A-Z-]+)(?:;[A-Z]+=[A-Z]+)*:(.*)$/u.exec(line) ?? []
  if (name === '') throw new Error(`no property: ${line}`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) throw new Error('a control character')
  const top = stack.at(-1) as Open
  if (name === 'BEGIN') {
    stack.push({ name: value, properties: new Map(), parts: [] })
  } else if (name === 'END') {
    if (top.name !== value || stack.length < 2) throw new Error(`END:${value} ends nothing`)
    stack.pop()
    stack.at(-1)?.parts.push(top)
  } else {
    if (top.properties.has(name)) throw new Error(`${name} stands twice`)
    top.properties.set(name, TEXTS.includes(name) ? unescaped(value) : value)
  }
}

function unescaped(value: string): string {
  if (/(?<!\\)(\\\\)*[;,]/.test(value)) throw new Error(`not escaped: ${value}`)
  return value.replaceAll(/\\(.?)/g, (whole, one: string) => {
    if (one === 'n' || one === 'N') return '\n'
    if (!['\\', ';', ','].includes(one)) throw new Error(`${whole} is no escape`)
    return one
  })
}
