import { describe, expect, it } from 'vitest'
import type { Order } from '../../src/core/orders/order.ts'
import { ORDER_MESSAGES, type OrderMessage } from '../../src/core/orders/order-messages.ts'
import { PAYMENT_CAUSES } from '../../src/core/orders/payment-causes.ts'
import { REMINDERS } from '../../src/core/orders/reminders.ts'
import { orderMail, reminderMail, type ToldWith } from '../../src/shell/mail/order-mail.ts'
import { at, DAY, placedOrder, RULES, Story, shippedStory, storyIn } from '../orders/scene.ts'

const PAID = '2026-06-02T19:00:00Z'
const baseUrl = 'https://market.example/'
const messages = Object.keys(ORDER_MESSAGES) as OrderMessage[]

const mailOf = (order: Order, told: Omit<ToldWith, 'at'>, now = at(PAID)) =>
  orderMail({ rules: RULES, order }, { ...told, at: at(PAID) }, { now, baseUrl })

describe('the mails of an order', () => {
  it.each(
    messages.flatMap((message) => [[message, 'buyer'] as const, [message, 'seller'] as const]),
  )(
    '%s, to the %s, says what happened and where the order is (protection §4)',
    (message, party) => {
      const { order } = storyIn('awaiting-delivery')
      const { subject, text, html } = mailOf(order, { party, message })
      expect(subject).toMatch(/^[A-Z][^\n]{8,80} \(order .+\)$/)
      const page = `https://market.example/${party === 'buyer' ? 'orders' : 'selling'}/`
      expect(text).toContain(page + encodeURIComponent(order.id))
      expect(html).toContain(`href="${page}${encodeURIComponent(order.id)}"`)
      expect(text).toContain('Tue 2 Jun 2026, 12:00 PDT (2026-06-02 19:00 UTC)')
      // Both say the same, word by word.
      const body = html.replace(/^[\s\S]*<body[^>]*>/, '')
      const shown = body.replaceAll(/<\/?span[^>]*>/g, '').replaceAll(/<[^>]+>/g, ' ')
      const inHtml = new Set(words(shown.replaceAll(/&#(\d+);/g, (_, n) => String.fromCharCode(n))))
      const missing = words(text).filter(
        (word) => !inHtml.has(word) && !/^(https|\/\/|[-=*]+)/.test(word),
      )
      expect(missing).toEqual([])
    },
  )

  it('no two messages to one reader have the same subject and text, but those that say the same', () => {
    for (const party of ['buyer', 'seller'] as const) {
      const said = messages.map((message) => {
        const { text } = mailOf(storyIn('closed').order, { party, message })
        return text.split('https://')[0]
      })
      expect(new Set(said).size).toBe(messages.length)
    }
  })

  it('a buyer who has to pay is told until when, and what happens otherwise (pol.unpaid, bp.pst)', () => {
    const order = placedOrder()
    const { text } = mailOf(order, { party: 'buyer', message: 'payment-failed' }, order.at)
    expect(flat(text)).toContain(
      '* Pay the order. Until end of Sun 21 Jun 2026, Pacific time (2026-06-22 07:00 UTC)',
    )
    expect(flat(text)).toContain(
      'If you do nothing ----------------- * The order is cancelled, its offers are free again, ' +
        'and it counts as not paid. Unless you act by end of Sun 21 Jun 2026, Pacific time (2026-06-22 07:00 UTC)',
    )
  })

  it.each(PAYMENT_CAUSES)(
    '$cause is told to the buyer in words, and to nobody else (faq.payfail)',
    ({ cause, says }) => {
      const story = new Story(placedOrder()).pay(PAID)
      story.did(PAID, { event: 'payment-failed', by: 'payment', attempt: 'p1', cause })
      const told = { message: 'payment-failed', cause } as const
      const { text } = mailOf(story.order, { party: 'buyer', ...told })
      expect(flat(text)).toContain(says)
      // Its coupons are blocked for half an hour (cp.9): paying is possible after that.
      expect(flat(text)).toContain('* Pay the order. From Tue 2 Jun 2026, 12:30 PDT')
      expect(flat(mailOf(story.order, { party: 'seller', ...told }).text)).not.toContain(says)
    },
  )

  it('refunds are told as 3 to 20 business days, to whom they go (bp.cancel.paid)', () => {
    const { order } = storyIn('cancelled')
    const told = { message: 'not-shipped-in-time' } as const
    expect(flat(mailOf(order, { party: 'buyer', ...told }).text)).toContain(
      'between Fri 5 Jun 2026 and Tue 30 Jun 2026 (3 to 20 business days)',
    )
    const toSeller = flat(mailOf(order, { party: 'seller', ...told }).text)
    expect(toSeller).not.toContain('business days')
    expect(toSeller).toContain('counts as shipped too late')
  })

  it('a seller who is asked to cancel reads why, and what silence does (bp.cancel.paid)', () => {
    const { order } = storyIn('cancel-requested')
    const text = flat(mailOf(order, { party: 'seller', message: 'cancellation-asked' }).text)
    expect(text).toContain('The reason given: “found it elsewhere”')
    expect(text).toContain('* Agree to cancel.')
    expect(text).toContain('If you do nothing')
    expect(text).toContain('Unless you act by Thu 4 Jun 2026, 12:00 PDT (2026-06-04 19:00 UTC)')
    const toBuyer = flat(mailOf(order, { party: 'buyer', message: 'cancellation-asked' }).text)
    expect(toBuyer).toContain('If the seller does nothing')
  })

  it('what comes late tells how the order stands now (protection §1)', () => {
    const { order } = storyIn('awaiting-shipment')
    const late = at(PAID) + 60 * DAY
    const text = flat(mailOf(order, { party: 'seller', message: 'ship-now' }, late).text)
    expect(text).toContain('Where it stands: Cancelled.')
    expect(text).not.toContain('Ship the order')
  })

  it('an extension, and an economy method that falls silent, tell how long (bp.extend, bp.logistics)', () => {
    const { order } = storyIn('awaiting-delivery')
    const said = { party: 'buyer', message: 'extended', days: 1 } as const
    expect(mailOf(order, said).text).toContain('The extension is of 1 day.')
    const until = at('2026-07-03T07:00:00Z')
    const silent = { party: 'buyer', message: 'updates-may-stop', until } as const
    expect(flat(mailOf(order, silent).text)).toContain('normally comes by Thu 2 Jul 2026')
  })

  it('while a dispute is open the time stands still (bp.d.secure)', () => {
    const story = shippedStory(placedOrder(), { paid: PAID, shipped: PAID })
    story.did(PAID, { event: 'dispute-opened', by: 'disputes', line: 'a' })
    const { text } = mailOf(story.order, { party: 'buyer', message: 'shipped' })
    expect(text).toContain('The time stands still while a dispute is open.')
    expect(text).toContain('Tracking number: LX123456789CN')
  })

  it.each(REMINDERS)(
    '$clock: the $party is reminded of it, and of what silence does (D-10)',
    ({ clock, party }) => {
      const story = REMINDED_IN[clock]
      const due = story.order.clocks[clock] as number
      const { subject, text } = reminderMail(
        { rules: RULES, order: story.order },
        { party, clock },
        { now: due - 3_600_000, baseUrl },
      )
      expect(subject).toMatch(/^Reminder: /)
      expect(text).toContain('UTC)')
      expect(text).toContain(clock === 'deliver-by' ? 'Delivered by' : 'If you do nothing')
    },
  )
})

const REMINDED_IN = {
  'pay-by': storyIn('unpaid'),
  'answer-by': storyIn('cancel-requested'),
  'ship-by': storyIn('awaiting-shipment'),
  'deliver-by': storyIn('awaiting-delivery'),
  'protection-end': storyIn('completed'),
} as const

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')
const words = (text: string): string[] => text.split(/[\s:]+/).filter(Boolean)

describe('what others wrote does nothing in a mail (T19, T20)', () => {
  const evil =
    '<script>alert(1)</script>"><img src=x onerror=alert(2)>\r\nBcc: all@example.com\r\n\r\n.'
  const named = (title: string, more: Partial<Order> = {}) => {
    const order = { ...storyIn('cancel-requested').order, ...more }
    const titles = new Map(order.lines.map(({ listing }) => [listing, title]))
    return orderMail(
      { rules: RULES, order, titles },
      { party: 'seller', message: 'cancellation-asked', at: at(PAID) },
      { now: at(PAID), baseUrl },
    )
  }

  it('a title of markup and line breaks is shown as it is, in one line', () => {
    const { html, text } = named(evil)
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&#60;script&#62;alert(1)')
    expect(text).not.toMatch(/^Bcc:/m)
    expect(text).not.toContain('\r')
  })

  it('an order, a reason and a number of tracking can hold anything as well', () => {
    const id = 'o\r\nBcc: all@example.com'
    const cancellation = { reason: evil, at: at(PAID), answer: null }
    const { subject, html, text } = named('x', { id, cancellation, tracking: '<b>\u2028\u0000' })
    expect(subject).toContain('(order o Bcc: all@example.com)')
    for (const banned of ['<b>', '\r', '\u0000', '\u2028']) {
      expect(subject + html + text.replace('number: <b>', '')).not.toContain(banned)
    }
    expect(text).toContain('/selling/o%0D%0ABcc%3A%20all%40example.com')
  })

  it('letters that turn the direction are left out; those of every script stay', () => {
    const title = 'مرحبا \u202Eevil\u2066 日本語 👩‍🚀 Größe'
    const { text } = named(title)
    expect(text).toContain('مرحبا evil 日本語 👩‍🚀 Größe')
    expect(named('\uD800 half').text).toContain('\uFFFD half')
  })

  it('long titles are cut between letters, long orders after a dozen lines', () => {
    const long = named('🚀'.repeat(5_000))
    expect(long.text).toContain(`${'🚀'.repeat(159)}…`)
    const { order } = storyIn('cancel-requested')
    const lines = Array.from({ length: 40 }, (_, n) => ({ ...order.lines[0], id: `l${n}` }))
    expect(named('x', { lines: lines as Order['lines'] }).text).toContain('And: 28 more')
  })

  it('lines of text stay short, but for what cannot be broken', () => {
    const { text } = named('word '.repeat(60))
    const long = text.split('\n').filter((line) => line.length > 72)
    expect(long.every((line) => line.startsWith('https://'))).toBe(true)
  })
})
