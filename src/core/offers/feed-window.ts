import { instantAt, normalised, type Wall, wallOf, zonedText } from './feed-zone.ts'

/** The window of a published code: half-open instants, and doubts about reading it. */
export interface CodeWindow {
  readonly from: string | null
  readonly assumedFrom: string | null
  readonly until: string | null
  readonly doubts: readonly WindowDoubt[]
}

/** Why a window is doubtful, or could not be read. */
export interface WindowDoubt {
  readonly rule: 'unreadable-date' | 'no-window' | 'no-zone' | 'no-start' | 'month-only'
  readonly column: 'start' | 'end'
  readonly says: string
}

/** What a table prints about a window, with what is needed to understand it. */
export interface PrintedWindow {
  readonly start: string
  readonly end: string
  readonly region: string
  readonly campaign: string
}

/** "PST" is printed all year for Pacific time, and "CET" for Central European time. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['PST', 'America/Los_Angeles'],
  ['PDT', 'America/Los_Angeles'],
  ['PT', 'America/Los_Angeles'],
  ['BRT', 'America/Sao_Paulo'],
  ['CT', 'America/Mexico_City'],
  ['KST', 'Asia/Seoul'],
  ['JST', 'Asia/Tokyo'],
  ['CET', 'Europe/Berlin'],
  ['CEST', 'Europe/Berlin'],
  ['Paris', 'Europe/Paris'],
  ['BST', 'Europe/London'],
  ['UTC', 'UTC'],
  ['Z', 'UTC'],
])

const CENTRAL_EUROPE = new Set('AT BE CH CZ DE DK FI FR GB HU IE IT NL PL PT SE'.split(' '))

const PRINTED =
  /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?(Z|[+-]\d\d:\d\d)?(?: ?([A-Za-z]+))?$/

const ASSUMED_START =
  'No start was published; taken as seven days before the end, the length of the monthly sale.'

interface Moment {
  readonly wall: Wall
  readonly zone: string
  /** What was printed, and so holds whole: an end counts until this has passed. An instant is exact. */
  readonly unit: 'month' | 'day' | 'minute' | 'second' | 'exact'
  readonly zonePrinted: boolean
}

/** Reads a printed window; an end is inclusive as printed, so its minute or its day still counts. */
export function readWindow(printed: PrintedWindow): CodeWindow {
  const doubts: WindowDoubt[] = []
  const { start, end } = withBannerDays(printed, doubts)
  const first = readMoment(['start', start], printed.region, doubts)
  const last = readMoment(['end', end], printed.region, doubts)
  // Half a window would read as an open one, so what cannot be read leaves none.
  if ((start && !first) || (end && !last)) {
    return { from: null, assumedFrom: null, until: null, doubts }
  }
  const say = (rule: WindowDoubt['rule'], says: string, column: WindowDoubt['column'] = 'start') =>
    doubts.push({ rule, column, says })
  if (start === '' && end === '') say('no-window', 'No window was published.', 'end')
  const unzoned = [first, last].find((moment) => moment && !moment.zonePrinted)
  if (unzoned) say('no-zone', `No time zone was published; read in ${unzoned.zone}.`, 'end')
  const assumed = start === '' && last ? monthlySaleStart(last) : null
  if (assumed) say('no-start', ASSUMED_START)
  else if (start === '' && end !== '') say('no-start', 'No start was published.')
  return {
    from: first && textOf(first),
    assumedFrom: assumed && textOf(assumed),
    until: last && textOf(afterPrinted(last)),
    doubts,
  }
}

/** Where only a month was printed, the days that the sale's banner names narrow it. */
function withBannerDays({ start, end, campaign }: PrintedWindow, doubts: WindowDoubt[]) {
  const days = /banner (\d+)-(\d+) /.exec(campaign)
  if (!days || !/^\d{4}-\d\d$/.test(start) || start !== end) return { start, end }
  const [from = '', to = ''] = days.slice(1).map((day) => `${start}-${day.padStart(2, '0')}`)
  const says = `Only the month was published; ${from} to ${to} is what the sale's banner says.`
  doubts.push({ rule: 'month-only', column: 'start', says })
  return { start: from, end: to }
}

/** The monthly sale of May ran from the 1st to the 7th; nothing is assumed about any other end. */
function monthlySaleStart(last: Moment): Moment | null {
  const { wall, ...rest } = afterPrinted(last)
  const start = normalised({ ...wall, day: wall.day - 7 })
  return start.day === 1 && start.month === 5 ? { ...rest, wall: start } : null
}

/** The moment when the printed month, day, minute or second has passed. */
function afterPrinted(moment: Moment): Moment {
  const { wall, unit } = moment
  if (unit === 'exact') return moment
  return { ...moment, wall: normalised({ ...wall, [unit]: wall[unit] + 1 }) }
}

function readMoment(
  [column, printed]: readonly [WindowDoubt['column'], string],
  region: string,
  doubts: WindowDoubt[],
): Moment | null {
  if (printed === '') return null
  const found = PRINTED.exec(printed)
  const moment = found && momentOf(found, region)
  if (moment) return moment
  doubts.push({ rule: 'unreadable-date', column, says: `The date "${printed}" cannot be read.` })
  return null
}

function momentOf(found: RegExpExecArray, region: string): Moment | null {
  const [, , , day, hour, , second] = found
  const unit = second ? 'second' : hour ? 'minute' : day ? 'day' : 'month'
  const zoneName = found[7] ?? found[8] ?? ''
  const market = zoneOf(region)
  const wall = wallIn(found)
  const isInstant = found[0].includes('T') && /^(Z|[+-].*)$/.test(zoneName)
  if (isInstant) return instantMoment(wall, zoneName)
  const zone = zoneName && zoneName !== 'local' ? ZONES.get(zoneName) : market
  const at = zone === undefined ? null : instantAt(wall, zone)
  if (zone === undefined || at === null) return null
  // The UK is told its own clock, but its sales turn at Central European midnight.
  const isTold = zoneName === 'BST'
  return {
    wall: isTold ? wallOf(at, market) : wall,
    zone: isTold ? market : zone,
    unit,
    zonePrinted: zoneName !== '',
  }
}

/** An RFC 3339 instant says where it stands: an end of this form is the first moment that is out. */
function instantMoment(wall: Wall, offset: string): Moment | null {
  const local = instantAt(wall, 'UTC')
  if (local === null) return null
  const [hours = 0, minutes = 0] = offset
    .replace(/^[-+Z]/, '')
    .split(':')
    .map(Number)
  const gap = (hours * 60 + minutes) * 60_000 * (offset.startsWith('-') ? -1 : 1)
  return { wall: wallOf(local - gap, 'UTC'), zone: 'UTC', unit: 'exact', zonePrinted: true }
}

function wallIn(found: RegExpExecArray): Wall {
  const [, year, month, day = 1, hour = 0, minute = 0, second = 0] = found
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  }
}

/** The zone that a market's sales run in: the platform's own Pacific time unless it is European. */
function zoneOf(region: string): string {
  const first = region.slice(0, 2)
  if (first === 'ES') return 'Europe/Madrid'
  return CENTRAL_EUROPE.has(first) ? 'Europe/Berlin' : 'America/Los_Angeles'
}

function textOf({ wall, zone }: Moment): string {
  // An hour that clocks skip in spring has passed when the next one begins.
  const skipped = () => instantAt(normalised({ ...wall, hour: wall.hour + 1 }), zone)
  return zonedText(instantAt(wall, zone) ?? (skipped() as number), zone)
}
