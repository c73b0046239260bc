import { type ExactJson, exactJson, isObject } from './exact-json.ts'

// A page has one, or two; what looks for more is a page that was made to cost time.
const TRIES_MAX = 8

const ASSIGNED = /runParams|_init_data_|__INIT_DATA__/g
const DATA = /\bdata["']?\s*:\s*(?=\{)|=\s*(?=\{)/g

/**
 * The JSON documents that a text holds: itself, what a callback is called with, or what scripts of a page assign
 * to the names that the shop's pages read. Scripts are searched for it and never run.
 */
export function embeddedJson(text: string, scripts: readonly string[]): ExactJson[] {
  const whole = exactJson(text)
  if (isObject(whole)) return [whole]
  const called = /^\s*(?:\/\*\*\/)?[\w$.]{1,100}\s*\(\s*(?=\{)/.exec(text)
  const argument = called ? documentAt(text, called[0].length) : undefined
  if (argument !== undefined) return [argument]
  return (scripts.length > 0 ? scripts : [text]).flatMap(assignedIn).slice(0, TRIES_MAX)
}

function assignedIn(script: string): ExactJson[] {
  const whole = script.trimStart().startsWith('{') ? exactJson(script) : undefined
  if (isObject(whole)) return [whole]
  const found: ExactJson[] = []
  let from = 0
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    ASSIGNED.lastIndex = from
    if (!ASSIGNED.exec(script)) break
    DATA.lastIndex = ASSIGNED.lastIndex
    // First what is assigned, which may be JSON as it stands; then the data within it, whose name is not quoted.
    const document = firstDocument(script)
    if (document !== undefined) found.push(document)
    from = ASSIGNED.lastIndex
  }
  return found
}

function firstDocument(script: string): ExactJson | undefined {
  for (let tries = 0; tries < 3; tries++) {
    const next = DATA.exec(script)
    if (!next) return undefined
    const document = documentAt(script, next.index + next[0].length)
    if (document !== undefined) return document
  }
  return undefined
}

/** The JSON object that begins at a brace; undefined where what begins there is none. */
function documentAt(text: string, start: number): ExactJson | undefined {
  const end = endOfObject(text, start)
  const document = end < 0 ? undefined : exactJson(text.slice(start, end))
  return isObject(document) ? document : undefined
}

const STEP = /["{}]/g

/** The place after the brace that closes the one at `start`; braces within strings are text. */
function endOfObject(text: string, start: number): number {
  let depth = 0
  STEP.lastIndex = start
  for (let found = STEP.exec(text); found; found = STEP.exec(text)) {
    if (found[0] === '{') depth++
    else if (found[0] === '}' && --depth === 0) return found.index + 1
    else if (found[0] === '"') {
      const end = endOfString(text, found.index)
      if (end < 0) return -1
      STEP.lastIndex = end
    }
  }
  return -1
}

const QUOTE_OR_ESCAPE = /["\\]/g

function endOfString(text: string, start: number): number {
  QUOTE_OR_ESCAPE.lastIndex = start + 1
  for (;;) {
    const found = QUOTE_OR_ESCAPE.exec(text)
    if (!found) return -1
    if (found[0] === '"') return found.index + 1
    QUOTE_OR_ESCAPE.lastIndex = found.index + 2
  }
}
