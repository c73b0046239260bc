import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine } from '../../src/core/base/one-line.ts'
import { atom } from '../../src/core/tracker/feeds/atom.ts'
import { atomDate, calendarDate, mailDate } from '../../src/core/tracker/feeds/dates.ts'
import type { Feed } from '../../src/core/tracker/feeds/feed.ts'
import { type CalendarEvent, ics } from '../../src/core/tracker/feeds/ics.ts'
import { pageAddress } from '../../src/core/tracker/feeds/page-address.ts'
import { rss } from '../../src/core/tracker/feeds/rss.ts'
import { hostileTitles } from '../channels/hostile-titles.ts'
import { readIcs } from './strict-ics.ts'
import { childrenOf, readXml, textOf, type XmlElement } from './strict-xml.ts'

const AT = Date.parse('2026-06-24T12:00:05Z')
const TITLES = hostileTitles()

function feedWith(title: string): Feed {
  return {
    title,
    says: title,
    pageUrl: 'https://market.example/watch/w1',
    feedUrl: 'https://market.example/watch/w1.rss?a=1&b=2',
    at: AT,
    entries: [
      {
        id: `w1:${title}`,
        title,
        at: AT,
        url: 'https://market.example/alerts/a1',
        says: [title, 'Now USD 9.50'],
      },
    ],
  }
}

const only = (items: readonly XmlElement[]): XmlElement => {
  expect(items).toHaveLength(1)
  return items[0] as XmlElement
}

describe('instants as formats write them', () => {
  it.each([
    [0, 'Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01T00:00:00Z', '19700101T000000Z'],
    [AT, 'Wed, 24 Jun 2026 12:00:05 GMT', '2026-06-24T12:00:05Z', '20260624T120005Z'],
    [AT + 999, 'Wed, 24 Jun 2026 12:00:05 GMT', '2026-06-24T12:00:05Z', '20260624T120005Z'],
    [-1, 'Wed, 31 Dec 1969 23:59:59 GMT', '1969-12-31T23:59:59Z', '19691231T235959Z'],
  ])('%d', (at, mail, iso, calendar) => {
    expect([mailDate(at), atomDate(at), calendarDate(at)]).toEqual([mail, iso, calendar])
  })

  it('agree with the calendar of the language, over four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6e12, max: 6e12 }), (at) => {
        expect(mailDate(at)).toBe(new Date(at).toUTCString())
        expect(atomDate(at)).toBe(`${new Date(at).toISOString().slice(0, 19)}Z`)
      }),
    )
  })
})

describe('alerts of a watch list as a feed (fg.t.alert)', () => {
  it('RSS 2.0 tells its place, and each entry with a stable id', () => {
    const channel = only(childrenOf(readXml(rss(feedWith('My watch list'))), 'channel'))
    expect(textOf(channel, 'title')).toBe('My watch list')
    expect(textOf(channel, 'link')).toBe('https://market.example/watch/w1')
    expect(only(childrenOf(channel, 'atom:link')).attributes).toEqual({
      href: 'https://market.example/watch/w1.rss?a=1&b=2',
      rel: 'self',
      type: 'application/rss+xml',
    })
    const item = only(childrenOf(channel, 'item'))
    expect(only(childrenOf(item, 'guid'))).toMatchObject({
      text: 'w1:My watch list',
      attributes: { isPermaLink: 'false' },
    })
    expect(textOf(item, 'pubDate')).toBe('Wed, 24 Jun 2026 12:00:05 GMT')
    expect(textOf(item, 'description')).toBe('<p>My watch list</p><p>Now USD 9.50</p>')
  })

  it('Atom has what RFC 4287 asks for: ids, updates, an author, a link', () => {
    const feed = readXml(atom(feedWith('My watch list')))
    for (const name of ['id', 'title', 'updated']) expect(textOf(feed, name)).not.toBe('')
    expect(childrenOf(feed, 'author')).toHaveLength(1)
    const entry = only(childrenOf(feed, 'entry'))
    expect(textOf(entry, 'id')).toBe('urn:tessera:w1%3AMy%20watch%20list')
    expect(textOf(entry, 'updated')).toBe('2026-06-24T12:00:05Z')
    expect(only(childrenOf(entry, 'content')).attributes).toEqual({ type: 'html' })
  })

  it(`${TITLES.length} hostile titles are text: well-formed, and nothing but our own elements`, () => {
    for (const title of TITLES) {
      const channel = only(childrenOf(readXml(rss(feedWith(title))), 'channel'))
      const item = only(childrenOf(channel, 'item'))
      // Readers that take a title for HTML find no tag in it.
      expect(textOf(item, 'title')).not.toMatch(/[<>]/)
      expect(textOf(item, 'description')).toMatch(/^<p>[^<>]*<\/p><p>Now USD 9\.50<\/p>$/)
      const feed = readXml(atom(feedWith(title)))
      expect(textOf(feed, 'title')).toBe(oneLine(title))
      expect(textOf(only(childrenOf(feed, 'entry')), 'id')).toMatch(/^urn:tessera:[\w%.!~*'()-]+$/)
    }
  })

  it('any text at all is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (title) => {
        readXml(rss(feedWith(title)))
        readXml(atom(feedWith(title)))
      }),
    )
  })
})

const event: CalendarEvent = {
  id: 'choice-day-2026-07@tessera',
  title: 'Choice Day, July',
  says: ['Deeper discounts; extra coupons.', 'Times are of the Pacific coast.'],
  from: Date.parse('2026-07-01T07:00:00Z'),
  until: Date.parse('2026-07-04T07:00:00Z'),
  url: 'https://market.example/promotions/choice-day,1;a=b?q="x y"',
  version: 3,
}

const calendarOf = (...events: CalendarEvent[]) => ({
  title: 'Promotions',
  says: 'Named events and weekly rotations',
  at: AT,
  events,
})

describe('the calendar of promotions (fg.t.promotions)', () => {
  it('says when it starts and ends in UTC, and takes up nobody’s time', () => {
    const calendar = readIcs(ics(calendarOf(event)))
    expect(Object.fromEntries(calendar.properties)).toMatchObject({
      VERSION: '2.0',
      METHOD: 'PUBLISH',
      NAME: 'Promotions',
    })
    expect(Object.fromEntries(calendar.parts[0]?.properties ?? [])).toEqual({
      UID: 'choice-day-2026-07@tessera',
      DTSTAMP: '20260624T120005Z',
      DTSTART: '20260701T070000Z',
      DTEND: '20260704T070000Z',
      SEQUENCE: '3',
      SUMMARY: 'Choice Day, July',
      DESCRIPTION: 'Deeper discounts; extra coupons.\nTimes are of the Pacific coast.',
      URL: 'https://market.example/promotions/choice-day,1;a=b?q=%22x%20y%22',
      TRANSP: 'TRANSPARENT',
    })
  })

  it.each([
    ['without a known end', { until: null }],
    ['that ends before it starts', { until: event.from - 1 }],
    ['that ends as it starts', { until: event.from }],
  ])('an event %s has a start alone', (_, more) => {
    const [part] = readIcs(ics(calendarOf({ ...event, ...more }))).parts
    expect(part?.properties.has('DTEND')).toBe(false)
  })

  it('a link that is none of a page is left out', () => {
    const [part] = readIcs(ics(calendarOf({ ...event, url: 'javascript:alert(1)' }))).parts
    expect(part?.properties.has('URL')).toBe(false)
  })

  it(`${TITLES.length} hostile titles add no event, no property and no line`, () => {
    for (const title of TITLES) {
      const { parts } = readIcs(
        ics(calendarOf({ ...event, title, says: [title], id: `e:${title}` })),
      )
      expect(parts).toHaveLength(1)
      expect(parts[0]?.properties.get('SUMMARY')).toBe(oneLine(title))
      expect(parts[0]?.parts).toEqual([])
    }
  })

  it('any text comes back as it was, however its lines are folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const { parts, properties } = readIcs(ics({ ...calendarOf({ ...event, title }), title }))
        expect(parts[0]?.properties.get('SUMMARY')).toBe(oneLine(title))
        expect(properties.get('NAME')).toBe(oneLine(title))
      }),
    )
  })
})

describe('addresses of pages', () => {
  it.each([
    ['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
    ['https://a.example/ü "<>', 'https://a.example/%C3%BC%20%22%3C%3E'],
    ['https://a.example/\r\nURL:x', 'https://a.example/%0D%0AURL:x'],
    ['javascript:alert(1)', null],
    ['//a.example', null],
    ['https://', null],
    ['https:///x', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(pageAddress(text)).toBe(expected)
  })
})
