import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { freshStore } from '../store/database.ts'
import { tessera } from './command.ts'

// Each command is a process that opens a database: seconds, where the machine is busy.
vi.setConfig({ testTimeout: 60_000 })

const store = await freshStore()
const { host = '', user = '', database = '' } = store.pool.options
const url = `postgres:///${database}?host=${encodeURIComponent(host)}&user=${user}`
const outbox = (...args: string[]) => tessera(['outbox', '--database', url, ...args])

const park = (number: number, topic: string, fault: string) =>
  sql`insert into outbox_parked (shard, number, topic, document, created_at, attempts, fault)
    values (0, ${number}, ${topic}, '{}', now(), 9, ${fault})`.execute(store.db)

const mail = (id: string, state: 'kept' | 'failed', at: string) =>
  sql`insert into mails (shard, id, account_id, message, address, subject, text, html, state, created_at)
    values (0, ${id}, 'a', 'm', 'a@example.com', 's', 't', 'h', ${state}, ${at})`.execute(store.db)

describe('tessera outbox', () => {
  test('says that nothing waits where nothing does', async () => {
    const { code, out } = await outbox()
    expect(code).toBe(0)
    expect(out).toContain('0 messages wait')
    expect(out).toContain('Nothing was put aside.')
  })

  test('tells what was put aside and why, and puts a topic back', async () => {
    await park(901, 'order.told', 'The mail server is away.')
    await park(902, 'order.told', 'The mail server is away.')
    await park(903, 'alert.fired', 'Another fault.\u001b[31m')
    const seen = await outbox()
    expect(seen.out).toMatch(/order\.told +2 .*The mail server is away\./)
    expect(seen.out).not.toContain('\u001b[31m')
    const { out } = await outbox('--retry', 'order.told', '--json')
    expect(JSON.parse(out)).toMatchObject({
      retried: 2,
      waiting: 2,
      parked: 1,
      parkedTopics: [{ topic: 'alert.fired', count: 1 }],
    })
  })

  test('puts mails back that were kept since an instant, and no older ones', async () => {
    await mail('old', 'kept', '2025-01-01T00:00:00Z')
    await mail('new', 'kept', '2026-11-21T12:00:00Z')
    await mail('wrong', 'failed', '2026-11-21T12:00:00Z')
    const { out } = await outbox('--resend', 'kept', '--since', '2026-11-21T00:00:00Z', '--json')
    expect(JSON.parse(out)).toMatchObject({
      resent: 1,
      mails: { waiting: 1, kept: 1, failed: 1, sent: 0 },
    })
  })

  test.each([
    [['--resend', 'kept'], 'Must say since when'],
    [['--resend', 'kept', '--since', 'yesterday'], 'Must be an instant'],
    [['--resend', 'sent', '--since', '2026-11-21T00:00:00Z'], 'kept, failed'],
  ])('%j is refused: %s', async (args, fault) => {
    const { code, out, err } = await outbox(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(fault)
  })
})
