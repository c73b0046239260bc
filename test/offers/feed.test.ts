import { describe, expect, it } from 'vitest'
import countries from '../../samples/countries.json' with { type: 'json' }
import { isRefused } from '../../src/core/base/faults.ts'
import { type Feed, readCodeFeed, readOfferFeed } from '../../src/core/offers/feed.ts'
import { minorUnits } from '../../src/core/offers/feed-amount.ts'
import type { FeedRule } from '../../src/core/offers/feed-issue.ts'
import { COUNTRIES, readRegion } from '../../src/core/offers/feed-region.ts'
import { workedMs } from '../lived-time.ts'
import { issuedOf } from './issuing-offer.ts'

const OPTIONS = { terms: 'aliexpress-2026', campaign: 'may' }
const HEAD = 'code,amount,min,currency,region,start,end'

function feedOf(...rows: readonly string[]): Feed {
  const feed = readCodeFeed([HEAD, ...rows].join('\n'), OPTIONS)
  if (isRefused(feed)) throw new Error(JSON.stringify(feed))
  return feed
}

const WEEK = '2026-05-01 PST,2026-05-07 PST'
const SOUND = `SAVE5,5,39,USD,US,${WEEK}`

/** The rules that a row breaks, the row being the last of the feed. */
function rulesOf(...rows: readonly string[]): FeedRule[] {
  const { issues } = feedOf(...rows)
  return issues.filter(({ row }) => row === rows.length + 1).map(({ rule }) => rule)
}

describe('a row of codes', () => {
  it('makes an offer, its amounts in minor units and its window half-open', () => {
    const feed = feedOf(SOUND)
    expect(feed).toMatchObject({ rows: 1, campaigns: [], issues: [] })
    expect(feed.offers).toEqual([
      {
        row: 2,
        offer: {
          id: 'SAVE5-2026-05-01',
          campaign: 'may',
          title: 'SAVE5: 5.00 off 39.00 USD',
          obtain: 'code',
          offer: {
            kind: 'code',
            funder: 'platform',
            currency: 'USD',
            benefit: { off: 500 },
            minimum: { spend: 3900 },
            countries: ['US'],
            from: '2026-05-01T00:00:00-07:00',
            until: '2026-05-08T00:00:00-07:00',
            code: 'SAVE5',
          },
        },
      },
    ])
  })

  it.each([
    ['an amount at its minimum', `X,39,39,USD,US,${WEEK}`, 'amount-not-below-minimum'],
    ['amount and minimum swapped', `AEUKFS20,170,20,GBP,GB,${WEEK}`, 'amount-not-below-minimum'],
    ['no amount', `X,,39,USD,US,${WEEK}`, 'unreadable-amount'],
    ['nothing off', `X,0,39,USD,US,${WEEK}`, 'unreadable-amount'],
    ['a negative amount', `X,-5,39,USD,US,${WEEK}`, 'unreadable-amount'],
    ['an amount in tenths of a cent', `X,5.005,39,USD,US,${WEEK}`, 'unreadable-amount'],
    ['a minimum in words', `X,5,many,USD,US,${WEEK}`, 'unreadable-minimum'],
    ['a country that does not exist', `X,5,39,USD,XX,${WEEK}`, 'unknown-region'],
    ['a region in words', `X,5,39,USD,here,${WEEK}`, 'unknown-region'],
    ['no region', `X,5,39,USD,,${WEEK}`, 'no-region'],
    [
      'a window the wrong way round',
      'X,5,39,USD,US,2026-05-07 PST,2026-05-01 PST',
      'window-reversed',
    ],
    ['no window', 'X,5,39,USD,US,,', 'no-window'],
    ['no end', 'X,5,39,USD,US,2026-05-01 PST,', 'no-end'],
    ['a date that cannot be read', 'X,5,39,USD,US,soon,2026-05-01 PST', 'unreadable-date'],
    ['a code that is none', `SAVE 5%,5,39,USD,US,${WEEK}`, 'unreadable-code'],
  ] as const)('is refused with %s', (_, row, rule) => {
    const feed = feedOf(row)
    expect(feed.offers).toEqual([])
    expect(feed.issues).toMatchObject([{ row: 2, severity: 'refused', rule }])
    expect(feed.issues[0]?.fault).toMatch(/^["A-Z].*\.$/)
  })

  it('tells every fault of a row at once', () => {
    expect(rulesOf('SAVE 5%,a,b,US$,XX,soon,2026-05-01 PST')).toEqual([
      'unreadable-code',
      'unknown-currency',
      'unreadable-amount',
      'unreadable-minimum',
      'unknown-region',
      'unreadable-date',
    ])
  })

  it.each([
    ['a spelling of a country', `X,5,39,USD,UK,${WEEK}`, 'region-respelt'],
    ['other countries', `X,5,39,USD,DZ/other countries,${WEEK}`, 'other-countries'],
    ['no zone', 'X,5,39,USD,US,2026-05-01,2026-05-07', 'no-zone'],
    ['no start', 'X,5,39,USD,US,,2026-06-30 PST', 'no-start'],
  ] as const)('is flagged with %s, and makes an offer', (_, row, rule) => {
    const feed = feedOf(row)
    expect(feed.offers).toHaveLength(1)
    expect(feed.issues).toMatchObject([{ row: 2, severity: 'flagged', rule }])
  })
})

describe('codes of one table', () => {
  it('of one name in other windows are other offers', () => {
    const feed = feedOf(SOUND, 'save5,5,45,USD,US,2026-06-01 PST,2026-06-07 PST')
    expect(feed.offers.map(({ offer }) => offer.id)).toEqual([
      'SAVE5-2026-05-01',
      'save5-2026-06-01',
    ])
    expect(feed.issues.map(({ row, rule }) => [row, rule])).toEqual([
      [2, 'same-code'],
      [3, 'same-code'],
    ])
  })

  it.each([
    ['another minimum', `SAVE5,5,45,USD,US,${WEEK}`],
    ['another currency', `SAVE5,5,39,EUR,US,${WEEK}`],
    ['a window that reaches into it', 'SAVE5,5,39,USD,US,2026-05-07 PST,2026-05-20 PST'],
    ['no start', 'SAVE5,5,39,USD,US,,2026-05-20 PST'],
  ])('of one name at the same time are refused: %s', (_, second) => {
    const feed = feedOf(SOUND, second)
    const refused = feed.issues.filter(({ severity }) => severity === 'refused')
    expect(refused.map(({ rule }) => rule)).toEqual(['stands-twice'])
    expect(feed.offers).toHaveLength(1)
  })

  const LADDER = ['A02,2,18', 'A05,5,39', 'A08,8,59', 'A15,15,109', 'A23,23,169', 'A30,30,239']
  const ladder = (...changed: readonly string[]) =>
    LADDER.map((tier) => changed.find((one) => one.slice(0, 3) === tier.slice(0, 3)) ?? tier).map(
      (tier) => `${tier},USD,US,${WEEK}`,
    )
  const flagged = (rows: readonly string[]) =>
    feedOf(...rows).issues.map(({ code, rule }) => [code, rule])

  it.each([
    ['as published', [], []],
    [
      'with a tier that takes too little',
      ['A15,10,109'],
      [
        ['A15', 'off-rate'],
        ['A15', 'name-differs'],
      ],
    ],
    [
      'with a tier that takes too much',
      ['A08,10,59'],
      [
        ['A08', 'off-rate'],
        ['A08', 'name-differs'],
      ],
    ],
    ['with a minimum too high', ['A15,15,190'], [['A15', 'off-rate']]],
    ['with an amount that is not its name’s', ['A23,22,169'], [['A23', 'name-differs']]],
    ['with a first tier ten times too dear', ['A02,2,180'], [['A02', 'off-rate']]],
  ])('on a ladder %s', (_, changed, expected) => {
    expect(flagged(ladder(...changed))).toEqual(expected)
  })

  it('on a ladder of three are left alone: they have no rate', () => {
    expect(
      flagged(['N3,3,10', 'N5,5,20', 'N12,12,80'].map((row) => `${row},USD,US,${WEEK}`)),
    ).toEqual([])
  })

  it('are compared in linear time, however many have one name', () => {
    const worked = workedMs(() => void feedOf(...Array.from({ length: 10_000 }, () => SOUND)))
    expect(worked).toBeLessThan(10_000)
  }, 30_000)
})

describe('further columns', () => {
  const read = (head: string, cells: string) =>
    readCodeFeed(`${HEAD},${head}\n${SOUND},${cells}`, { terms: 'aliexpress-2026' }) as Feed

  it('limit a code', () => {
    const feed = read('campaign,uses,perBuyer', 'May day,1000,2')
    expect(feed.offers[0]?.offer.limits).toEqual({ uses: 1000, perBuyer: 2 })
    const wrong = read('campaign,uses', 'May day,many')
    expect(wrong.issues).toMatchObject([{ rule: 'unreadable-limit', column: 'uses' }])
    const toMany = read('campaign,perBuyer', 'May day,5000')
    expect(toMany.issues).toMatchObject([{ rule: 'not-an-offer', column: '/limits/perBuyer' }])
  })

  it('name its campaign, which holds all its codes', () => {
    const feed = read('campaign', '"Fête de Mai, 2026!"')
    expect(feed.campaigns).toEqual([
      {
        id: 'fête-de-mai-2026',
        title: 'Fête de Mai, 2026!',
        terms: 'aliexpress-2026',
        starts: '2026-05-01T00:00:00-07:00',
        ends: '2026-05-08T00:00:00-07:00',
      },
    ])
    expect(feed.offers[0]?.offer.campaign).toBe('fête-de-mai-2026')
    expect(read('campaign', '').issues).toMatchObject([{ rule: 'no-campaign' }])
  })

  it('say how far the table trusts itself', () => {
    const feed = read('campaign,confidence,note', 'May,low,seen once')
    expect(feed.issues.map(({ rule }) => rule)).toEqual(['low-confidence', 'noted'])
  })
})

describe('what is no table of codes', () => {
  it.each([
    ['nothing', '', ''],
    ['a table without amounts', 'code,min\nX,5', ''],
    ['broken CSV', `${HEAD}\n"X`, '/2'],
    ['too many rows', `${HEAD}\n${'X\n'.repeat(20_001)}`, ''],
  ])('is refused whole: %s', (_, text, path) => {
    expect(readCodeFeed(text, OPTIONS)).toMatchObject({ refused: [{ path }] })
  })
})

describe('offers in JSON', () => {
  const code = issuedOf('code', { obtain: 'code' })

  it('come as a list, or with their campaigns', () => {
    const feed = readOfferFeed([code], { terms: 'aliexpress-2026' })
    expect(feed).toMatchObject({ rows: 1, offers: [{ row: 1, offer: code }], issues: [] })
    const campaign = { id: 'may', title: 'May', terms: 'aliexpress-2026' }
    const both = readOfferFeed({ campaigns: [campaign], offers: [code] }, { terms: '' })
    expect(both).toMatchObject({ campaigns: [campaign], offers: [{ row: 1 }] })
  })

  it('take the campaign of the feed where they name none, and no other', () => {
    const { campaign: _, ...without } = code
    expect(readOfferFeed([without], OPTIONS)).toMatchObject({ offers: [{ offer: code }] })
    const other = readOfferFeed([{ ...code, campaign: 'june' }], OPTIONS)
    expect(other).toMatchObject({ offers: [], issues: [{ row: 1, rule: 'no-campaign' }] })
  })

  it('are refused by row, each fault by its pointer', () => {
    const feed = readOfferFeed([code, { ...code, id: 'o2', cash: 1 }, null], OPTIONS) as Feed
    expect(feed.offers).toHaveLength(1)
    expect(feed.issues.map(({ row, code: id, column }) => [row, id, column])).toEqual([
      [2, 'o2', '/cash'],
      [3, undefined, ''],
    ])
  })

  it.each([
    [null, ''],
    [{}, '/offers'],
    [{ offers: {} }, '/offers'],
    [{ offers: [], more: 1 }, '/more'],
    [{ offers: [], campaigns: [{}] }, '/campaigns/0/id'],
  ])('are refused whole where it is no list: %j', (document, path) => {
    const feed = readOfferFeed(document, OPTIONS)
    expect(isRefused(feed) && feed.refused[0]?.path).toBe(path)
  })
})

describe('amounts and regions', () => {
  it.each([
    ['19.99', 'USD', 1999],
    ['19.9', 'USD', 1990],
    ['19.990', 'USD', 1999],
    ['19', 'JPY', 19],
    ['19.5', 'JPY', null],
    ['1.234', 'KWD', 1234],
    ['1,000', 'USD', null],
    ['1e3', 'USD', null],
    ['١', 'USD', null],
    ['99999999999999', 'USD', null],
    ['1', 'XXX', null],
  ])('%s %s', (text, currency, expected) => {
    expect(minorUnits(text, currency)).toBe(expected)
  })

  it('are of the countries that exist', () => {
    expect(COUNTRIES).toEqual(countries.map(({ code }) => code))
    expect(readRegion('Global').region).toEqual({ include: null, exclude: [] })
    expect(readRegion('US,CA').region).toEqual({ include: ['US', 'CA'], exclude: [] })
    expect(readRegion('Global excl. DE,SRB')).toEqual({
      region: { include: null, exclude: ['DE', 'RS'] },
      unknown: [],
      respelt: [['SRB', 'RS']],
    })
  })
})
