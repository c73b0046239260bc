import { expect, test } from 'vitest'
import { loggedPath } from '../../src/shell/http/logging.ts'
import { serve } from './served.ts'

test.each([
  ['/watch/KCxaxvi2-8z', '/watch/…'],
  ['/v1/watch-lists/KCxaxvi2-8z', '/v1/watch-lists/…'],
  ['/v1/watch-lists/KCxaxvi2-8z/alerts?after=3', '/v1/watch-lists/…/alerts?after=3'],
  ['/v1/watch-lists', '/v1/watch-lists'],
  ['/watch/leave?token=abc.def', '/watch/…?token=…'],
  ['/v1/alert-mails/leave?a=1&token=abc&b=2', '/v1/alert-mails/leave?a=1&token=…&b=2'],
  ['/track/listings/1005?days=30', '/track/listings/1005?days=30'],
])('%s is logged as %s', (url, logged) => {
  expect(loggedPath(url)).toBe(logged)
})

test('a log that tells all tells no link of a watch list', async () => {
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const { get } = await serve({ logger: { level: 'trace', stream } })
  await get('/watch/KCxaxvi2-8z')
  await get('/v1/watch-lists/KCxaxvi2-8z/alerts?token=secretword')
  expect(lines.join('')).toContain('/v1/watch-lists/…/alerts')
  expect(lines.join('')).not.toMatch(/KCxaxvi2|secretword/)
})
