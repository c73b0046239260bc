import { describe, expect, it } from 'vitest'
import { lookAtDue } from '../../../src/shell/tracker/look-job.ts'
import { trackedWorld } from './tracker-world.ts'

const world = await trackedWorld()
const { visitor, web, time, market } = world
const LAMP = 'https://shop.example/lamp'
const HOUR_MS = 3_600_000

const parts = () => ({
  store: market.store,
  sources: market.tracker.sources,
  desk: market.tracker.desk,
})

interface Paste {
  readonly link: { readonly kind: string; readonly itemId: string | null }
  readonly listing: {
    readonly listing: { readonly id: string; readonly title: string | null }
    readonly variants: readonly object[]
    readonly chosen: {
      readonly receipt: { readonly total: number } | null
      readonly fault: string | null
      readonly history: { readonly points: readonly { readonly total: number }[] }
      readonly suggestion: { readonly targetMinor: number } | null
    } | null
  } | null
  readonly isBeingRead: boolean
  readonly says: string | null
}

const paste = async (text: string, more: object = {}) => {
  const { status, body } = await visitor('POST', '/v1/tracker/links', { text, ...more })
  expect(status).toBe(200)
  return body as Paste
}

describe('a paste', () => {
  it('of a page of another shop is read at once, with no account (fg.t.paste, fg.t.speed)', async () => {
    web.show(LAMP, '40.00')
    const pasted = await paste(`${LAMP}?utm_source=ad`)
    expect(pasted).toMatchObject({ isBeingRead: false, says: null })
    expect(pasted.listing?.listing.title).toBe('A lamp')
    expect(pasted.listing?.chosen?.receipt?.total).toBe(4_000)
    expect(pasted.listing?.variants).toHaveLength(1)
  })

  it('of what cannot be read says why, and it is tried again', async () => {
    const pasted = await paste('1005006341680568')
    expect(pasted.link).toMatchObject({ kind: 'item', itemId: '1005006341680568' })
    expect(pasted.says).toContain('did not answer')
    expect(pasted.listing?.chosen).toMatchObject({ receipt: null, fault: pasted.says })
    const { body } = await visitor('GET', '/v1/tracker/queue')
    expect(body).toMatchObject({ failing: 1 })
  })

  it('of nothing is told what it is', async () => {
    const pasted = await paste('hello there')
    expect(pasted).toMatchObject({ listing: null, isBeingRead: false })
    expect(pasted.link.kind).toBe('reject')
  })

  it('keeps neither the account of a link nor lets its price count (fg.t.paste, fg.t.history)', async () => {
    const account = '987650123412345'
    const npi = `4@dis!USD!20.00!5.00!!!1!1!@211b6c191${String(time.now - 1_000)}e1!12000036823357441!sea!US!${account}!ABX`
    const link = `https://www.aliexpress.com/item/1005006341680999.html?pdp_npi=${encodeURIComponent(npi)}`
    const pasted = await paste(`look: ${link}`)
    expect(pasted.link).toMatchObject({ pdpNpi: { sale: '5.00' } })
    expect(JSON.stringify(pasted)).not.toContain(account)
    const { rows } = await market.store.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    let kept = ''
    for (const { name } of rows) {
      const found = await market.store.pool.query(`select t::text as row from "${name}" t`)
      kept += found.rows.map(({ row }) => row).join('\n')
    }
    expect(kept).toContain('1005006341680999')
    expect(kept).not.toContain(account)
    expect(JSON.stringify(world.faults)).not.toContain(account)
    const points = await market.store.db.selectFrom('price_points').selectAll().execute()
    expect(points.filter(({ total_minor: total }) => total === 500)).toMatchObject([
      { lane: 'aside' },
    ])
  })
})

describe('a look by schedule', () => {
  it('becomes a change point, and a silence a gap (fg.t.schedule, fg.t.history)', async () => {
    const { listing } = await paste(LAMP)
    const id = listing?.listing.id as string
    for (const price of ['40.00', '36.00']) {
      time.now += 25 * HOUR_MS
      web.show(LAMP, price)
      expect(
        await lookAtDue(parts(), { onFault: (fault) => world.faults.push(fault) }),
      ).toBeGreaterThan(0)
    }
    const view = await visitor('GET', `/v1/tracker/listings/${encodeURIComponent(id)}`)
    const { chosen } = view.body as NonNullable<Paste['listing']> as never as {
      chosen: {
        history: { points: { total: number }[]; gaps: object[] }
        suggestion: { targetMinor: number }
      }
    }
    expect(chosen.history.points.map(({ total }) => total)).toEqual([4_000, 3_600])
    expect(chosen.history.gaps).toEqual([])
    expect(chosen.suggestion.targetMinor).toBe(3_780)
    expect(world.faults).toEqual([])
  })

  it('is given away as a table, as JSON and as a picture', async () => {
    const { listing } = await paste(LAMP)
    const path = `/v1/tracker/listings/${encodeURIComponent(listing?.listing.id as string)}`
    const table = await visitor('GET', `${path}/history.csv`)
    expect(table.headers.get('content-type')).toContain('text/csv')
    expect(String(table.body).split('\r\n')).toHaveLength(4)
    expect((await visitor('GET', `${path}/history.json`)).body).toMatchObject({ points: [{}, {}] })
    const chart = await visitor('GET', `${path}/chart.svg?target=3700&width=390`)
    expect(String(chart.body)).toMatch(/^<svg .*target USD 37\.00|^<svg .*target 37\.00/s)
  })

  it('that drops stands among the deals (fg.t.deals)', async () => {
    const { countFigures } = await import('../../../src/shell/store/tracker/figures.ts')
    await countFigures(market.store, { now: new Date(time.now), most: 100 })
    const { body } = await visitor('GET', '/v1/tracker/deals?currency=USD')
    expect(body).toMatchObject({
      found: [{ title: 'A lamp', totalMinor: 3_600, belowMedian: 1_000 }],
    })
    expect((await visitor('GET', '/v1/tracker/deals?warehouse=US')).body).toEqual({ found: [] })
    expect((await visitor('GET', '/v1/tracker/search?text=lamp')).body).toEqual({ found: [] })
  })
})

describe('readings that somebody brings', () => {
  it('are recorded whole, each once', async () => {
    const { key } = await import('./served.ts')
    const collector = world.as(await key(world, ['prices:write']))
    const text = [
      'at,listing,currency,list,sale',
      '2026-05-01T00:00:00Z,mug-7,USD,20.00,15.00',
      '2026-05-02T00:00:00Z,mug-7,USD,20.00,15.00',
      '2026-05-03T00:00:00Z,mug-7,USD,20.00,14.00',
    ].join('\n')
    const bring = () =>
      collector('POST', '/v1/tracker/readings', { format: 'csv', text, title: 'Mug' })
    expect((await bring()).body).toEqual({ taken: 3, late: 0, held: 0, alerts: 0 })
    expect((await bring()).body).toEqual({ taken: 0, late: 3, held: 0, alerts: 0 })
    const { body } = await visitor('GET', '/v1/tracker/search?text=MUG')
    expect(body).toMatchObject({
      found: [{ listing: 'mug-7', stackOff: 3_000, totalMinor: 1_400 }],
    })
    expect((await visitor('POST', '/v1/tracker/readings', { format: 'csv', text })).status).toBe(
      401,
    )
  })
})

describe('readings with a fault', () => {
  it('are refused whole, each with its line, and nothing is kept of them', async () => {
    const { key } = await import('./served.ts')
    const collector = world.as(await key(world, ['prices:write']))
    const bring = (...lines: string[]) =>
      collector('POST', '/v1/tracker/readings', {
        format: 'csv',
        text: ['at,listing,currency,sale', '2026-05-01T00:00:00Z,cup-1,USD,9.00', ...lines].join(
          '\n',
        ),
      })
    const before = await market.store.db.selectFrom('tracked_listings').selectAll().execute()
    const fault = async (...lines: string[]) => {
      const { status, body } = await bring(...lines)
      const { errors } = body as { errors: { pointer: string; detail: string }[] }
      return [status, ...errors.map(({ pointer, detail }) => `${pointer} ${detail}`)]
    }
    expect(await fault('2026-05-02T00:00:00Z,cup-1,USD,9.001')).toEqual([
      400,
      '/3/sale Must be an amount of its currency, such as 19.99.',
    ])
    expect((await fault('yesterday,cup-1,USD,9.00', ',,USD,1.00')).length).toBeGreaterThan(2)
    expect(await fault('2026-05-09T00:00:00Z,cup-1,USD,9.00')).toEqual([
      400,
      ' Reading 2, of cup-1 at 2026-05-09T00:00:00Z, is of a time that is still to come.',
    ])
    expect(await market.store.db.selectFrom('tracked_listings').selectAll().execute()).toEqual(
      before,
    )
  })
})

describe('the calendar', () => {
  it('tells named events and days that come again, also for calendars (fg.t.promotions)', async () => {
    const { body } = await visitor('GET', '/v1/tracker/promotions')
    const { promotions } = body as { promotions: { id: string; kind: string; from: string }[] }
    expect(promotions.map(({ id }) => id)).toContain('choice-day-2026-06')
    expect(promotions.find(({ id }) => id === 'eleven-eleven-2026')?.from).toBe(
      '2026-11-11T08:00:00.000Z',
    )
    const calendar = await visitor('GET', '/v1/tracker/promotions.ics')
    expect(String(calendar.body)).toContain('BEGIN:VCALENDAR')
  })

  it('tells each sale with a name a year ahead, an announced one by its own days (fg.calendar.events)', async () => {
    const { body } = await visitor('GET', '/v1/tracker/promotions')
    const { promotions } = body as { promotions: { id: string; from: string; until: string }[] }
    const ids = promotions.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(
      expect.arrayContaining([
        ...['summer-sale-2026', 'eleven-eleven-2026', 'black-friday-2026'],
        ...['new-year-clearance-2027', 'anniversary-sale-2027'],
      ]),
    )
    const eleven = promotions.find(({ id }) => id === 'eleven-eleven-2026')
    expect(eleven?.until).toBe('2026-11-19T08:00:00.000Z')
  })

  it('tells what turns each week, in the page and for calendars (fg.calendar.weekly)', async () => {
    const { body } = await visitor('GET', '/v1/tracker/promotions')
    const { promotions } = body as { promotions: { id: string; from: string; until: string }[] }
    const of = (name: string) => promotions.filter(({ id }) => id.startsWith(name))
    // 6 May 2026 is a Wednesday: from its midnight at the Pacific coast to the end of Thursday.
    expect(of('select-coupons-')[0]).toMatchObject({
      id: 'select-coupons-2026-05-06',
      from: '2026-05-06T07:00:00.000Z',
      until: '2026-05-08T07:00:00.000Z',
    })
    expect(of('select-coupons-')).toHaveLength(4)
    expect(of('store-coupons-').length).toBeGreaterThanOrEqual(4)
    const calendar = String((await visitor('GET', '/v1/tracker/promotions.ics')).body)
    for (const id of ['select-coupons-2026-05-06', 'summer-sale-2026', 'eleven-eleven-2026']) {
      expect(calendar).toContain(`UID:${id}@tessera`)
    }
  })

  it('says to wait where a sale with a name is near, never for what comes each week (fg.wait)', async () => {
    const { nextNamed } = await import('../../../src/shell/tracker/promotions.ts')
    const promotions = await market.tracker.promotions()
    const next = (at: string) => nextNamed(promotions, Date.parse(at))?.id ?? null
    expect(next('2026-05-10T00:00:00Z')).toBeNull()
    expect(next('2026-06-01T00:00:00Z')).toBe('summer-sale-2026')
    expect(next('2026-12-20T00:00:00Z')).toBe('new-year-clearance-2027')
  })
})

describe('a visitor', () => {
  it('adds so many products an hour, and no more', async () => {
    let limited = 0
    for (let at = 0; at < 70; at++) {
      const text = `10050063416${String(10_000 + at)}`
      const { status } = await visitor('POST', '/v1/tracker/links', { text })
      if (status === 429) limited++
    }
    expect(limited).toBeGreaterThan(0)
  })
})
