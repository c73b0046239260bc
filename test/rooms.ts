/**
 * The rooms of the house and the arrows between them, as one table: ARCHITECTURE.md shows it as a
 * picture, and every import in src is held to it. `node test/rooms.ts --write` redraws the picture.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Each room with the rooms it leans on. A room may import every room that its arrows lead to, near
 * or far, and no other. A room is a folder of src, or the file of that name.
 */
export const ROOMS = {
  'core/base': [],
  'core/pricing': ['core/base'],
  'core/offers': ['core/pricing'],
  'core/orders': ['core/offers'],
  'core/simulation': ['core/orders'],
  'core/tracker': ['core/offers'],
  contract: ['core/orders', 'core/tracker'],
  'shell/files': ['core/pricing'],
  'shell/fetch': [],
  'shell/store': ['core/orders', 'core/tracker'],
  'shell/samples': ['shell/store'],
  'shell/jobs': ['shell/store', 'shell/fetch'],
  'shell/sources': ['shell/store', 'shell/fetch'],
  'shell/mail': ['shell/jobs'],
  'shell/channels': ['shell/mail'],
  'shell/payments': ['shell/jobs'],
  'shell/tracker': ['shell/sources', 'shell/channels', 'shell/samples'],
  'shell/http': [
    'contract',
    'shell/mail',
    'shell/payments',
    'shell/samples',
    'shell/files',
    'shell/tracker',
  ],
  'shell/cli': ['shell/http', 'core/simulation'],
  client: [],
  web: ['contract', 'client'],
  timed: ['core/pricing'],
  tessera: ['shell/files', 'timed'],
} as const satisfies Arrows

/**
 * The path of a cart through a room, left to right: a stage imports only stages to its left. A stage
 * is a file or a folder of the room; files that are no stage are free, as long as there is no cycle.
 */
export const STAGES = {
  'core/pricing': [
    'reasons',
    'document',
    'terms-document',
    'rules',
    'terms',
    'library',
    'shipped',
    'offer-document',
    'offer',
    'lineup',
    'input',
    'cart',
    'accept',
    'till',
    'eligibility',
    'stack',
    'minimum',
    'amount',
    'apply',
    'price',
    'messages',
    'citation',
    'quote',
    'explain',
    'unlock',
    'worth',
    'potential',
    'fall',
    'slot-bounds',
    'progress',
    'tie-order',
    'choice-bounds',
    'choice-search',
    'split',
    'best',
    'plan-document',
    'plan',
    'left-out',
    'why',
    'returns',
    'recheck',
    'refund',
    'market',
    'book',
  ],
} as const satisfies Arrows

export type Arrows = Readonly<Record<string, readonly string[]>>

/** Who imports whom, by paths from the project's root. */
export type Imports = ReadonlyMap<string, readonly string[]>

/** Every import of src that the tables do not allow, as a sentence each. */
export function forbiddenImports(imports: Imports, rooms: Arrows, stages: Arrows): string[] {
  const faults: string[] = []
  for (const [file, targets] of imports) {
    if (!file.startsWith('src/')) continue
    const room = roomOf(file, rooms)
    if (room === null) {
      faults.push(`${file} stands in no room: move it, or add its room to test/rooms.ts`)
      continue
    }
    for (const target of targets) {
      const fault = outOfHouse(target) ?? outOfRoom(room, target, rooms)
      const found = fault ?? (stages[room] ? outOfTurn(room, [file, target], stages[room]) : null)
      if (found) faults.push(`${file} imports ${target}: ${found}`)
    }
  }
  return faults
}

function roomOf(file: string, rooms: Arrows): string | null {
  const inside = file.slice('src/'.length)
  const holds = (room: string) => inside.startsWith(`${room}/`) || inside.startsWith(`${room}.`)
  return Object.keys(rooms).find(holds) ?? null
}

/** Data may lie outside src (terms, clauses); code may not, and test data stays with the tests. */
function outOfHouse(target: string): string | null {
  if (!/\.\w+$/.test(target)) return 'name the file with its ending'
  if (target.startsWith('src/')) return null
  if (target.endsWith('.json') && !/^(test|bench|node_modules|\.\.)\//.test(target)) return null
  return 'src imports nothing from outside src but JSON data'
}

function outOfRoom(room: string, target: string, rooms: Arrows): string | null {
  if (!target.startsWith('src/')) return null
  const other = roomOf(target, rooms)
  const allowed = reach(room, rooms)
  if (other === room || (other !== null && allowed.includes(other))) return null
  return `${room} may import ${allowed.join(', ') || 'no other room'}`
}

/** The rooms that a room's arrows lead to, near or far. */
export function reach(room: string, rooms: Arrows): string[] {
  const far = new Set<string>()
  const visit = (from: string) => {
    for (const next of rooms[from] ?? []) {
      if (far.has(next)) continue
      far.add(next)
      visit(next)
    }
  }
  visit(room)
  return Object.keys(rooms).filter((name) => far.has(name))
}

function outOfTurn(room: string, path: [string, string], stages: readonly string[]): string | null {
  const [from, to] = path.map((file) => {
    const inside = file.startsWith(`src/${room}/`) ? file.slice(`src/${room}/`.length) : ''
    return stages.indexOf(inside.replace(/[./].*$/, ''))
  }) as [number, number]
  if (from < 0 || to < 0 || to <= from) return null
  return `${stages[to]} comes after ${stages[from]}, and a stage imports only stages to its left`
}

/** Every knot of files that import each other, shown by one shortest way around it. */
export function importCycles(imports: Imports): string[][] {
  const cycles: string[][] = []
  const seen = new Set<string>()
  for (const file of imports.keys()) {
    if (seen.has(file)) continue
    const around = wayAround(file, imports)
    if (!around) continue
    for (const part of around) seen.add(part)
    cycles.push([...around, file])
  }
  return cycles
}

/** The shortest way from a file back to itself, by breadth. */
function wayAround(file: string, imports: Imports): string[] | null {
  const cameFrom = new Map<string, string>()
  const queue = [file]
  for (const at of queue) {
    for (const next of imports.get(at) ?? []) {
      if (next === file) return unwind(at, file, cameFrom)
      if (cameFrom.has(next)) continue
      cameFrom.set(next, at)
      queue.push(next)
    }
  }
  return null
}

function unwind(last: string, first: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [last]
  while (way[0] !== first) way.unshift(cameFrom.get(way[0] as string) as string)
  return way
}

/** The table as a Mermaid picture: an arrow points from the importer to what it imports. */
export function drawRooms(rooms: Arrows): string {
  const id = (room: string) => room.replaceAll('/', '_')
  const boxes = Object.keys(rooms).map((room) => `  ${id(room)}["${room}"]`)
  const arrows = Object.entries(rooms).flatMap(([room, nexts]) =>
    nexts.map((next) => `  ${id(room)} --> ${id(next)}`),
  )
  return ['```mermaid', 'flowchart BT', ...boxes, ...arrows, '```'].join('\n')
}

const PAGE = new URL('../ARCHITECTURE.md', import.meta.url)
const BLOCK = /(?<=<!-- rooms:begin -->\n)[\s\S]*?(?=<!-- rooms:end -->)/

/** The picture as ARCHITECTURE.md holds it now, or null where the page or its markers are missing. */
export function pictureInPage(): string | null {
  if (!existsSync(PAGE)) return null
  return BLOCK.exec(readFileSync(PAGE, 'utf8'))?.[0].trimEnd() ?? null
}

if (import.meta.main && process.argv.includes('--write')) {
  if (pictureInPage() === null) {
    throw new Error('ARCHITECTURE.md has no rooms:begin and rooms:end markers to draw between')
  }
  const page = readFileSync(PAGE, 'utf8')
  writeFileSync(
    PAGE,
    page.replace(BLOCK, () => `${drawRooms(ROOMS)}\n`),
  )
}
