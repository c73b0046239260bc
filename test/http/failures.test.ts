import { expect, test } from 'vitest'
import { exampleInput } from '../../src/contract/example.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { serve } from './served.ts'

/** A library in which one rule-set breaks whoever asks for it. */
const library = {
  ...shippedTerms,
  get: (id: string) => {
    if (id === 'broken') throw new Error('a fault of ours: secret')
    return shippedTerms.get(id)
  },
}
const logged: string[] = []
const stream = { write: (line: string) => void logged.push(line) }
const { post, get } = await serve({ library, logger: { level: 'error', stream } })
const good = JSON.stringify(exampleInput)
const bad = JSON.stringify({ ...exampleInput, terms: 'broken' })

test('a fault of ours is a 500 that can be reported, is logged, and tells no secret', async () => {
  const answer = await post('/v1/quotes', bad)
  expect(answer.status).toBe(500)
  const id = answer.headers.get('x-request-id') as string
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ type: '/problems/fault-of-ours', status: 500 })
  expect(text).toContain(id)
  expect(text).not.toContain('secret')
  expect(logged.find((line) => line.includes(id))).toContain('secret')
})

test('in a batch it is one line, and the lines after it are priced', async () => {
  const answer = await post('/v1/quotes/batch', `${good}\n${bad}\n${good}`, 'application/x-ndjson')
  const [first, broken, last] = (await answer.text()).split('\n')
  expect(JSON.parse(broken as string)).toEqual({
    refused: [
      { path: '', fault: expect.stringContaining(answer.headers.get('x-request-id') as string) },
    ],
  })
  expect(broken).not.toContain('secret')
  expect(last).toBe(first)
  expect((await get('/health')).status).toBe(200)
})
