/** What a site allows to robots (RFC 9309), as far as it concerns one of them. */
export interface Robots {
  readonly rules: readonly RobotsRule[]
  /** What it asks to leave between two requests; null where it asks nothing. */
  readonly delayMs: number | null
}

interface RobotsRule {
  readonly allows: boolean
  /** The pattern between its stars, normalised. */
  readonly parts: readonly string[]
  readonly endsThere: boolean
  /** The longest pattern that fits decides. */
  readonly length: number
}

// What is read of a file: RFC 9309 asks for 500 KiB at least, and whoever writes more wants us to be busy.
export const ROBOTS_CHARS_MAX = 512 * 1024
// Real files have some hundreds of rules for one robot.
const RULES_MAX = 5_000
const PATTERN_MAX = 2_000

/** A site without a robots.txt allows everything. */
export const NO_ROBOTS: Robots = { rules: [], delayMs: null }

interface Group {
  readonly agents: string[]
  readonly rules: RobotsRule[]
  delayMs: number | null
}

/** Reads the groups that name the agent, or else those for all. */
export function readRobots(text: string, agent: string): Robots {
  const groups = groupsIn(text.slice(0, ROBOTS_CHARS_MAX))
  const named = groups.filter(({ agents }) => agents.includes(agent.toLowerCase()))
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))
  const delays = ours.flatMap(({ delayMs }) => delayMs ?? [])
  return {
    rules: ours.flatMap(({ rules }) => rules).slice(0, RULES_MAX),
    delayMs: delays.length > 0 ? Math.max(...delays) : null,
  }
}

/** Whether a path with its query may be fetched: the longest rule that fits says so, in doubt it may. */
export function allowsPath({ rules }: Robots, path: string): boolean {
  const asked = normalised(path).replaceAll('*', '%2A').replaceAll('$', '%24')
  let longest = -1
  let allows = true
  for (const rule of rules) {
    const { length } = rule
    if (length < longest || (length === longest && allows)) continue
    if (!fits(rule, asked)) continue
    longest = length
    allows = rule.allows
  }
  return allows
}

function groupsIn(text: string): Group[] {
  const groups: Group[] = []
  let isNaming = false
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*([A-Za-z-]{1,20})\s*:([^#]*)/.exec(line) ?? []
    const name = key.toLowerCase()
    if (name === 'user-agent') {
      if (!isNaming) groups.push({ agents: [], rules: [], delayMs: null })
      groups.at(-1)?.agents.push(agentIn(value))
      isNaming = true
      continue
    }
    const group = groups.at(-1)
    if (name === 'allow' || name === 'disallow') {
      isNaming = false
      const rule = ruleOf(value.trim(), name === 'allow')
      if (rule && group) group.rules.push(rule)
    } else if (name === 'crawl-delay' && group) {
      isNaming = false
      group.delayMs = delayIn(value)
    }
  }
  return groups
}

/** The product's name: its version says nothing of whom a rule is for. */
function agentIn(value: string): string {
  const text = value.trim()
  return text.startsWith('*') ? '*' : (/^[A-Za-z_-]+/.exec(text)?.[0] ?? '').toLowerCase()
}

function ruleOf(pattern: string, allows: boolean): RobotsRule | null {
  if (pattern === '' || pattern.length > PATTERN_MAX) return null
  const endsThere = pattern.endsWith('$')
  const text = normalised(endsThere ? pattern.slice(0, -1) : pattern)
  const rooted = /^[/*]/.test(text) ? text : `/${text}`
  return {
    allows,
    parts: rooted.replace(/\*+/g, '*').split('*'),
    endsThere,
    length: rooted.length + (endsThere ? 1 : 0),
  }
}

/**
 * Each part is looked for after the one before it, so the time is about the length of the path: to look
 * for every way in which stars can be filled takes seconds for a pattern that means harm.
 */
function fits({ parts, endsThere }: RobotsRule, path: string): boolean {
  const [first = '', ...rest] = parts
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = endsThere ? rest.pop() : undefined
  for (const part of rest) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (!endsThere) return true
  if (last === undefined) return at === path.length
  return path.endsWith(last) && path.length - last.length >= at
}

/** The same octets are written the same way: "%7e", "%7E" and "~" are one. */
function normalised(text: string): string {
  const bytes = text.replace(/[^\x20-\x7e]+/g, (run) => encodeURIComponent(run.toWellFormed()))
  return bytes.replace(/%[0-9a-fA-F]{2}/g, (code) => {
    const char = String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(char) ? char : code.toUpperCase()
  })
}

function delayIn(value: string): number | null {
  const seconds = /^\s*(\d{1,6}(?:\.\d{1,3})?)\s*$/.exec(value)?.[1]
  return seconds === undefined ? null : Math.round(Number(seconds) * 1_000)
}
