import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/core/pricing/input.ts'
import {
  isRefused,
  prepareMarket,
  type Quote,
  quote,
  type Refund,
  type Refused,
  refund,
} from '../../src/tessera.ts'
import { brokenLaws, sumOf } from './laws.ts'
import { type Example, readPages, type Statement } from './literate.ts'
import { inputOf } from './literate-cart.ts'
import { changed } from './literate-change.ts'
import { outcomeOf } from './literate-outcome.ts'

const pages = readPages(join(import.meta.dirname, '../../specs'))

for (const { title, examples } of pages) {
  describe(title, () => {
    const sections = new Set(examples.map(({ section }) => section))
    for (const section of sections) {
      const rows = examples.filter((one) => one.section === section)
      test.each(rows.map((row) => [`${section}: ${row.name}`, row] as const))('%s', (_, row) => {
        expect(outcomeOf(answerTo(row), row.outcome)).toBe(row.outcome)
      })
    }
  })
}

const OF_REFUND = ['before', 'now', 'reason']

/** A quote; or a refund where the row returns something; or what becomes of a changed document. */
function answerTo({ given, json, cells }: Example): Quote | Refund | Refused {
  if (json !== null) return lawful(changed(json, cells) as Input)
  const statements = [...given, ...cells]
  const of = (key: string) => statements.filter((one) => one.key === key)
  const market = of('market').length > 0
  const cart = statements.filter(({ key }) => ![...OF_REFUND, 'market'].includes(key))
  const input = inputOf(cart)
  if (market) return inItsMarket(input)
  const answer = lawful(input)
  if (isRefused(answer) || of('now').length === 0) return answer
  const now = of('now').flatMap(piecesOf)
  const reason = (of('reason').at(-1)?.value ?? 'return') as 'return'
  const back = refund(
    { input, quote: answer },
    { before: of('before').flatMap(piecesOf), now, reason },
  )
  if (!isRefused(back)) {
    const cash = sumOf(back.lines.map((line) => line.cash))
    const sum = cash + sumOf(Object.values(back.shipping)) - sumOf(Object.values(back.deducted))
    expect([back.total, back.total <= answer.totals.total]).toEqual([sum, true])
  }
  return back
}

function lawful(input: Input): Quote | Refused {
  const answer = quote(input)
  if (!isRefused(answer)) expect(brokenLaws(input, answer)).toEqual([])
  return answer
}

function inItsMarket(input: Input): Quote | Refused {
  const prepared = prepareMarket(input, { customsRiskCategories: [['electronics', 'drones']] })
  return isRefused(prepared) ? prepared : lawful(prepared.input)
}

/** `a 2`: two pieces of line a. */
function piecesOf({ value }: Statement): { line: string; quantity: number }[] {
  const [line = '', quantity] = value.split(/\s+/)
  return [{ line, quantity: Number(quantity ?? 1) }]
}
