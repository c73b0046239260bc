import { expect, test } from 'vitest'
import { serveMarket } from './served.ts'

test('what waits in the background is shown to those who look after the server', async () => {
  const { url, store } = await serveMarket()
  await store.pool.query("insert into outbox (shard, topic, document) values (0, 'x', '{}')")
  const text = await (await fetch(`${url}/metrics`)).text()
  expect(text).toContain('tessera_outbox_messages{state="waiting"} 1')
  expect(text).toContain('tessera_outbox_messages{state="parked"} 0')
  expect(text).toMatch(/tessera_outbox_late_seconds 0?\.?\d/)
})
