import { describe, expect, test } from 'vitest'
import { exampleInput } from '../../src/contract/example.ts'
import { quoteLines } from '../../src/contract/quote-lines.ts'
import { quote, shippedTerms } from '../../src/tessera.ts'
import { serve } from './served.ts'

const { lines, shipping, stores, ...shared } = exampleInput
const cart = { lines, shipping, stores }
const other = { ...cart, buyer: { id: 'b2', country: 'FR' }, choose: [] }

/** The answers of one batch, parsed. */
function answersTo(...documents: readonly unknown[]): unknown[] {
  const answer = quoteLines(shippedTerms)
  return documents.map((document) => JSON.parse(answer(JSON.stringify(document))))
}

describe('a line of defaults', () => {
  test('gives its fields to the inputs after it, which may say otherwise', () => {
    expect(answersTo({ defaults: shared }, cart, other)).toEqual([
      { defaults: Object.keys(shared) },
      quote({ ...shared, ...cart }),
      quote({ ...shared, ...other }),
    ])
  })

  test('does not reach the inputs before it, and gives way to the next one', () => {
    const [before, , , after] = answersTo(
      cart,
      { defaults: shared },
      { defaults: { ...shared, offers: [] } },
      cart,
    )
    expect(before).toEqual(quote(cart))
    expect(after).toEqual(quote({ ...shared, ...cart, offers: [] }))
  })

  test('offers of its own replace the default ones whole, under any terms', () => {
    const own = { ...cart, terms: 'aliexpress-2020-03', offers: [] }
    const moved = { ...cart, terms: 'aliexpress-2020-03' }
    expect(answersTo({ defaults: shared }, own, moved, cart).slice(1)).toEqual([
      quote({ ...shared, ...own }),
      quote({ ...shared, ...moved }),
      quote({ ...shared, ...cart }),
    ])
  })

  test.each<[string, unknown, string[]]>([
    ['no object', [], ['/defaults']],
    ['lines, which are each input’s own', { lines }, ['/defaults/lines']],
    ['a wrong field', { at: 'yesterday' }, ['/defaults/at']],
    [
      'a bad offer',
      { offers: [{ id: 'o' }] },
      ['kind', 'funder', 'benefit'].map((name) => `/defaults/offers/0/${name}`),
    ],
    [
      'an offer twice',
      { offers: [shared.offers?.[0], shared.offers?.[0]] },
      ['/defaults/offers/1/id'],
    ],
  ])('that holds %s is refused, and nothing stands for what is missing', (_, defaults, paths) => {
    const [said, refused] = answersTo({ defaults }, cart) as { refused: { path: string }[] }[]
    expect(said?.refused.map(({ path }) => path)).toEqual(paths)
    expect(refused).toEqual(quote(cart))
  })

  test('beside other fields is no such line: the field is unknown', () => {
    expect(answersTo({ ...exampleInput, defaults: {} })).toEqual([
      { refused: [{ path: '/defaults', fault: expect.any(String) }] },
    ])
  })

  test('a name in choose is looked for among the default offers', () => {
    const [, answer] = answersTo({ defaults: shared }, { ...cart, choose: ['nobody'] })
    expect(answer).toEqual({ refused: [{ path: '/choose/0', fault: expect.any(String) }] })
  })
})

test('defaults last for one request', async () => {
  const served = await serve()
  const post = async (text: string) =>
    (await served.post('/v1/quotes/batch', text, 'application/x-ndjson')).text()
  await post(`${JSON.stringify({ defaults: shared })}\n`)
  expect(JSON.parse(await post(JSON.stringify(cart)))).toEqual(quote(cart))
})
