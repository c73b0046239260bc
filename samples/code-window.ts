/// <reference lib="esnext.temporal" />

/** The window of a published code: half-open instants, and doubts about reading it. */
export interface CodeWindow {
  readonly from: string | null
  readonly assumedFrom: string | null
  readonly until: string | null
  readonly faults: readonly string[]
}

/** What the table prints about a window, with what is needed to understand it. */
export interface PrintedWindow {
  readonly start: string
  readonly end: string
  readonly region: string
  readonly campaign: string
}

/** "PST" is printed all year for Pacific time, and "CET" for Central European time. */
const ZONES: Readonly<Record<string, string>> = {
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  PT: 'America/Los_Angeles',
  BRT: 'America/Sao_Paulo',
  CT: 'America/Mexico_City',
  KST: 'Asia/Seoul',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  Paris: 'Europe/Paris',
  BST: 'Europe/London',
  Z: 'UTC',
}

const CENTRAL_EUROPE = new Set('AT BE CH CZ DE DK FI FR GB HU IE IT NL PL PT SE'.split(' '))

const PRINTED =
  /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?(Z)?(?: ?([A-Za-z]+))?$/

const ASSUMED_START =
  'No start was published; taken as seven days before the end, the length of the monthly sale.'

interface Moment {
  readonly at: Temporal.ZonedDateTime
  /** The span that was printed: an end holds until this has passed. */
  readonly unit: 'months' | 'days' | 'minutes' | 'seconds'
  readonly zonePrinted: boolean
}

/** Reads a printed window; an end is inclusive as printed, so its minute or its day still counts. */
export function readWindow(printed: PrintedWindow): CodeWindow {
  const faults: string[] = []
  const { start, end } = withBannerDays(printed, faults)
  const first = readMoment(start, printed.region, faults)
  const last = readMoment(end, printed.region, faults)
  // Half a window would read as an open one, so what cannot be read leaves none.
  if ((start && !first) || (end && !last)) {
    return { from: null, assumedFrom: null, until: null, faults }
  }
  if (start === '' && end === '') faults.push('No window was published.')
  const unzoned = [first, last].find((moment) => moment && !moment.zonePrinted)
  if (unzoned) faults.push(`No time zone was published; read in ${unzoned.at.timeZoneId}.`)
  const until = last ? last.at.add({ [last.unit]: 1 }) : null
  const assumed = start === '' && until ? monthlySaleStart(until) : null
  if (assumed) faults.push(ASSUMED_START)
  else if (start === '' && end !== '') faults.push('No start was published.')
  return {
    from: first ? rfc3339(first.at) : null,
    assumedFrom: assumed ? rfc3339(assumed) : null,
    until: until ? rfc3339(until) : null,
    faults,
  }
}

/** Where only a month was printed, the days that the sale's banner names narrow it. */
function withBannerDays({ start, end, campaign }: PrintedWindow, faults: string[]) {
  const days = /banner (\d+)-(\d+) /.exec(campaign)
  if (!days || !/^\d{4}-\d\d$/.test(start) || start !== end) return { start, end }
  const [from = '', to = ''] = days.slice(1).map((day) => `${start}-${day.padStart(2, '0')}`)
  faults.push(`Only the month was published; ${from} to ${to} is what the sale's banner says.`)
  return { start: from, end: to }
}

/** The monthly sale runs from the 1st to the 7th; nothing is assumed about any other end. */
function monthlySaleStart(until: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const start = until.subtract({ days: 7 })
  return start.day === 1 && start.month === 5 ? start : null
}

function readMoment(printed: string, region: string, faults: string[]): Moment | null {
  if (printed === '') return null
  const found = PRINTED.exec(printed)
  const zoneName = found?.[7] ?? found?.[8] ?? ''
  const market = zoneOf(region)
  const zone = zoneName && zoneName !== 'local' ? ZONES[zoneName] : market
  const at = found && zone ? atWall(found, zone) : null
  if (!found || !at) {
    faults.push(`The date "${printed}" cannot be read.`)
    return null
  }
  const [, , , day, hour, , second] = found
  const unit = second ? 'seconds' : hour ? 'minutes' : day ? 'days' : 'months'
  // The UK is told its own clock, but its sales turn at Central European midnight.
  return { at: zoneName === 'BST' ? at.withTimeZone(market) : at, unit, zonePrinted: !!zoneName }
}

function atWall(found: RegExpExecArray, timeZone: string): Temporal.ZonedDateTime | null {
  const [, year, month, day = 1, hour = 0, minute = 0, second = 0] = found
  const date = { year: Number(year), month: Number(month), day: Number(day) }
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) }
  try {
    return Temporal.ZonedDateTime.from({ ...date, ...time, timeZone }, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** The zone that a market's sales run in: the platform's own Pacific time unless it is European. */
function zoneOf(region: string): string {
  const first = region.slice(0, 2)
  if (first === 'ES') return 'Europe/Madrid'
  return CENTRAL_EUROPE.has(first) ? 'Europe/Berlin' : 'America/Los_Angeles'
}

function rfc3339(at: Temporal.ZonedDateTime): string {
  return at.toString({ timeZoneName: 'never', smallestUnit: 'second' })
}
