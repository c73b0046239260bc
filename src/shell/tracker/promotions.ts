import events from '../../../samples/tracker/events.json' with { type: 'json' }
import { clauseById } from '../../core/base/clauses.ts'
import type { Campaign } from '../../core/offers/campaign.ts'
import {
  type CalendarDay,
  daysLater,
  pacificDay,
  pacificMidnight,
} from '../../core/offers/pacific-day.ts'
import { type CalendarEntry, namedSales, weeklyTurns } from '../../core/tracker/calendar.ts'
import type { CalendarEvent } from '../../core/tracker/feeds/ics.ts'
import { instantOf } from '../../core/tracker/history/point.ts'
import type { Store } from '../store/store.ts'

/** Something that is on for some days, and moves prices (fg.t.promotions). */
export interface Promotion {
  readonly id: string
  readonly title: string
  readonly kind: 'named' | 'recurring' | 'campaign'
  readonly says: string
  readonly region: string | null
  readonly from: number
  readonly until: number | null
}

const DAY_MS = 86_400_000
/** What is over for so long is of no use any more; what comes later than that is not known well. */
const BEHIND_MS = 7 * DAY_MS
const AHEAD_MS = 366 * DAY_MS

/** Months ahead in which days that come again are told. */
const MONTHS = 3

/** Weeks ahead whose turns are told: they are the same each week, and would hide all else. */
const WEEKS = 4

/** Days until which a named sale makes waiting right (fg.wait). */
const WAIT_DAYS = clauseById('fg.wait')?.numbers?.waitDays as number

/**
 * What is on and what comes: named events (fg.calendar.events), what turns each week (fg.calendar.weekly) and
 * each month, and the platform's own campaigns. Where a sale is announced, its days take the place of those
 * that are expected.
 */
export async function promotionsAt(
  { db }: Pick<Store, 'db'>,
  now: number,
): Promise<readonly Promotion[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select('document')
    .where('seller', 'is', null)
    .where('ended_at', 'is', null)
    .where('starts_at', 'is not', null)
    .where('ends_at', '>', new Date(now - BEHIND_MS))
    .where('starts_at', '<', new Date(now + AHEAD_MS))
    .orderBy('starts_at')
    .limit(500)
    .execute()
  const campaigns = rows.map(({ document }) => ofCampaign(document as Campaign))
  const announced = events.map(named)
  const known = new Set(announced.map(({ id }) => id))
  const expected = namedSales({ from: now - BEHIND_MS, until: now + AHEAD_MS }).map(ofCalendar)
  const turns = weeklyTurns({ from: now, until: now + WEEKS * 7 * DAY_MS }).map(ofCalendar)
  const all = [
    ...announced,
    ...expected.filter(({ id }) => !known.has(id)),
    ...choiceDays(now),
    ...turns,
    ...campaigns,
  ]
  return all
    .filter(({ from, until }) => (until ?? from) > now - BEHIND_MS && from < now + AHEAD_MS)
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}

/** The next sale with a name, where one begins within 30 days (fg.wait): each month has some days of its own. */
export function nextNamed(promotions: readonly Promotion[], now: number): Promotion | null {
  const isSoon = ({ kind, from }: Promotion) =>
    kind !== 'recurring' && from > now && from <= now + WAIT_DAYS * DAY_MS
  return promotions.find(isSoon) ?? null
}

function named({ id, title, region, days }: (typeof events)[number]): Promotion {
  const [first, last] = days.map(dayOf) as [CalendarDay, CalendarDay]
  return {
    ...{ id, title, kind: 'named', region },
    says: 'A named sale, by days of the Pacific coast.',
    from: pacificMidnight(first),
    until: pacificMidnight(daysLater(last, 1)),
  }
}

const ofCalendar = (entry: CalendarEntry): Promotion => ({ ...entry, region: null })

function dayOf(text: string): CalendarDay {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  return { year, month, day }
}

/** Choice Day: the first to the seventh of each month. */
function choiceDays(now: number): Promotion[] {
  const { year, month } = pacificDay(now)
  return Array.from({ length: MONTHS }, (_, later) => {
    const at = {
      year: year + Math.floor((month - 1 + later) / 12),
      month: ((month - 1 + later) % 12) + 1,
    }
    return {
      id: `choice-day-${at.year}-${String(at.month).padStart(2, '0')}`,
      title: 'Choice Day',
      kind: 'recurring',
      says: 'The first seven days of each month.',
      region: null,
      from: pacificMidnight({ ...at, day: 1 }),
      until: pacificMidnight({ ...at, day: 8 }),
    }
  })
}

function ofCampaign({ id, title, starts, ends }: Campaign): Promotion {
  return {
    id: `campaign-${id}`.slice(0, 128),
    title,
    kind: 'campaign',
    says: 'A campaign of this marketplace.',
    region: null,
    from: instantOf(starts as string),
    until: ends ? instantOf(ends) : null,
  }
}

/** A promotion in a calendar. */
export function calendarEvent(promotion: Promotion, pages: string): CalendarEvent {
  const { id, title, says, from, until } = promotion
  return { id: `${id}@tessera`, title, says: [says], from, until, url: `${pages}/promotions` }
}
