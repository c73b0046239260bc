import { describe, expect, test } from 'vitest'
import {
  exampleInput,
  examplePlanInput,
  exampleQuote,
  exampleRefund,
} from '../../src/contract/example.ts'
import { openApiDocument, SCHEMAS } from '../../src/contract/openapi.ts'
import type { Fault } from '../../src/core/base/faults.ts'
import { plan } from '../../src/core/pricing/plan.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { serveMarket } from './market/served.ts'
import { serve } from './served.ts'

const { get, post } = await serve()
const { app } = await serveMarket()
const document = openApiDocument('1.2.3', shippedTerms)
const { schemas, responses } = document.components

/** Every fault that the schema of this name finds in a document. */
function faultsOf(name: string, answer: unknown): Fault[] {
  const schema = SCHEMAS.find(({ json }) => json.title === name)
  if (!schema) throw new Error(`No schema is called ${name}`)
  const faults: Fault[] = []
  schema.find(answer, '', faults)
  expect(schema.ok(answer)).toBe(faults.length === 0)
  return faults
}

describe('the document', () => {
  test('is served, and is OpenAPI 3.1', async () => {
    const answer = await get('/openapi.json')
    expect(answer.status).toBe(200)
    const served = (await answer.json()) as Record<string, unknown>
    expect(served.openapi).toBe('3.1.0')
    expect(Object.keys(served.paths as object)).toEqual(Object.keys(document.paths))
  })

  test('every reference in it leads somewhere, and every component is led to', () => {
    const text = JSON.stringify(document)
    const places = [...text.matchAll(/"\$ref":"#\/components\/(\w+\/\w+)"/g)].map(
      ([, place]) => place,
    )
    const parts = Object.entries({ schemas, responses }).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `${kind}/${name}`),
    )
    expect([...new Set(places)].sort()).toEqual(parts.sort())
  })

  test('describes every route of the API, and no other', () => {
    const ours = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    const served = routesOf(app.printRoutes({ commonPrefix: false }))
    const api = served.filter((route) => /^[A-Z]+ \/(v1\/|health|metrics)/.test(route))
    expect(api.sort()).toEqual(ours.sort())
  })

  test('every operation has a name of its own', () => {
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods as Record<string, { operationId: string }>).map(
        (one) => one.operationId,
      ),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('input, refund request, quote and rule-set are the schemas that validate', () => {
    for (const { json } of SCHEMAS) {
      const named = schemas[json.title as string] as { required?: string[]; properties: object }
      expect(named.required).toEqual(json.required)
      expect(Object.keys(named.properties)).toEqual(Object.keys(json.properties as object))
    }
  })
})

describe('the examples', () => {
  test('are good input', () => {
    expect(faultsOf('QuoteInput', exampleInput)).toEqual([])
    expect(faultsOf('RefundInput', exampleRefund())).toEqual([])
    expect(faultsOf('PlanInput', examplePlanInput)).toEqual([])
    expect(
      faultsOf('PlanInput', { ...examplePlanInput, maxCheckouts: 0, lines: [] }),
    ).toMatchObject([{ path: '/maxCheckouts' }, { path: '/lines' }])
    expect(faultsOf('PlanInput', [])).toHaveLength(1)
  })

  test('and show a split that pays', () => {
    expect(plan(examplePlanInput)).toMatchObject({ total: 8500, single: 9000, proved: true })
  })

  test('and show an applied and a refused offer', () => {
    expect(exampleQuote().applied).toHaveLength(1)
    expect(exampleQuote().rejected).toHaveLength(1)
  })
})

describe('real answers fit the schemas', () => {
  const input = JSON.stringify(exampleInput)
  const whole = { ...examplePlanInput, maxCheckouts: 1 }
  const inPieces = { ...examplePlanInput, options: { units: true } }
  test.each([
    ['Quote', () => post('/v1/quotes', input)],
    ['Explanation', () => post('/v1/quotes/explain', input)],
    ['Best', () => post('/v1/quotes/best', input)],
    ['Plan', () => post('/v1/plans', JSON.stringify(examplePlanInput))],
    ['Plan', () => post('/v1/plans', JSON.stringify(inPieces))],
    ['BestExplanation', () => post('/v1/quotes/best/explain', input)],
    ['PlanExplanation', () => post('/v1/plans/explain', JSON.stringify(examplePlanInput))],
    ['PlanExplanation', () => post('/v1/plans/explain', JSON.stringify(whole))],
    ['Problem', () => post('/v1/plans', input)],
    ['Unlocks', () => post('/v1/quotes/unlock', input)],
    ['Refund', () => post('/v1/refunds', JSON.stringify(exampleRefund()))],
    ['Refused', () => post('/v1/quotes/batch', '{}\n', 'application/x-ndjson')],
    ['Quote', () => post('/v1/quotes/batch', input, 'application/x-ndjson')],
    ['TermsList', () => get('/v1/terms')],
    ['TermsList', () => get('/v1/terms?at=2020-11-11T00:00:00Z')],
    ['ClauseList', () => get('/v1/clauses')],
    ['Clause', () => get('/v1/clauses/tc.11.b')],
    ['Health', () => get('/health')],
    ['Problem', () => post('/v1/quotes', '{}')],
    ['Problem', () => get('/v1/terms?at=noon')],
    ['Problem', () => get('/nope')],
    ['Problem', () => get('/v1/quotes')],
  ])('%s', async (name, ask) => {
    const answer = (await (await ask()).json()) as object
    expect(faultsOf(name, answer)).toEqual([])
    expect(faultsOf(name, { ...answer, unheardOf: 1 })).toHaveLength(1)
    const [first] = Object.keys(answer) as [string]
    expect(faultsOf(name, { ...answer, [first]: undefined })).not.toEqual([])
  })

  test.each(shippedTerms.all.map(({ id }) => id))('rule-set %s', async (id) => {
    expect(faultsOf('RuleSet', await (await get(`/v1/terms/${id}`)).json())).toEqual([])
  })
})

/** Fastify's drawing of its routes as a list; HEAD goes with every GET. */
function routesOf(tree: string): string[] {
  const above: string[] = []
  return [...tree.matchAll(/^([^/.\w]*)(\S+) \(([A-Z, ]+)\)$/gm)].flatMap(
    ([, branch, part, methods]) => {
      const depth = (branch as string).length / 4
      above.length = depth
      above[depth] = part as string
      return (methods as string)
        .split(', ')
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${above.join('')}`)
    },
  )
}
