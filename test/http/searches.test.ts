import { describe, expect, test } from 'vitest'
import { exampleInput, examplePlanInput } from '../../src/contract/example.ts'
import { progressAnswer } from '../../src/contract/plan-answers.ts'
import { isRefused } from '../../src/core/base/faults.ts'
import { type Best, best } from '../../src/core/pricing/best.ts'
import { termsLibrary } from '../../src/core/pricing/library.ts'
import { plan } from '../../src/core/pricing/plan.ts'
import type { Plan } from '../../src/core/pricing/plan-document.ts'
import { shippedTerms } from '../../src/core/pricing/shipped.ts'
import { compileTerms } from '../../src/core/pricing/terms.ts'
import { explainBest, explainPlan } from '../../src/core/pricing/why.ts'
import { livedMs, workedMsAwaiting } from '../lived-time.ts'
import { hardCart } from './hard-cart.ts'
import { type Served, serve } from './served.ts'

const hard = hardCart(50, 100)
const hardPlan = (timeMs?: number) =>
  JSON.stringify({ ...hard, maxCheckouts: 3, ...(timeMs ? { options: { timeMs } } : {}) })
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

async function asLines(url: string, path: string, body: string) {
  const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' }
  const answer = await fetch(url + path, { method: 'POST', body, headers })
  return { answer, lines: lines(await answer.text()) }
}

/** What is answered, the time that passed, and the time that this thread lived through. */
const timed = async (run: () => Promise<Response>) => {
  const began = performance.now()
  let value = Response.error()
  const lived = await livedMs(async () => {
    value = await run()
  })
  return { value, ms: performance.now() - began, lived }
}

/** Searches that outlast every test: what waited for one of them would wait in vain. */
const ENDLESS = { searchMs: 60_000, searchQueueMs: 120_000 }

/** Waits until so many searches of a server run, and so many wait. */
const standing = ({ get }: Served, running: number, waiting: number) =>
  expect
    .poll(async () => (await get('/metrics')).text(), { timeout: 15_000 })
    .toMatch(
      new RegExp(
        `tessera_searches\\{state="running"\\} ${running}\n[^]*tessera_searches\\{state="waiting"\\} ${waiting}\n`,
      ),
    )

describe('a search', async () => {
  const { post, get, url } = await serve({ limits: { searchMs: 800 } })
  const patient = await serve({ limits: { searchMs: 10_000 } })

  test('of a small cart answers what the library answers', async () => {
    const found = await post('/v1/quotes/best', JSON.stringify(exampleInput))
    expect(found.status).toBe(200)
    expect(found.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(found.headers.get('cache-control')).toBe('no-store')
    expect(await found.json()).toEqual(best(exampleInput))
    const planned = await post('/v1/plans', JSON.stringify(examplePlanInput))
    expect(await planned.json()).toEqual(plan(examplePlanInput))
    const why = await post('/v1/quotes/best/explain', JSON.stringify(exampleInput))
    expect(await why.json()).toEqual(explainBest(exampleInput))
    const planWhy = await post('/v1/plans/explain', JSON.stringify(examplePlanInput))
    expect(await planWhy.json()).toEqual(explainPlan(examplePlanInput))
  })

  test.each<[string, string]>([
    ['/v1/quotes/best', JSON.stringify(hard)],
    ['/v1/plans', hardPlan()],
    ['/v1/quotes/best/explain', JSON.stringify(hard)],
    ['/v1/plans/explain', hardPlan()],
  ])('%s of a hard cart ends in time, and says what is proved', async (path, body) => {
    await post(path, body)
    const { value, ms, lived } = await timed(() => post(path, body))
    const said = (await value.json()) as Best & { best?: Best; plan?: Plan }
    const found: Best | Plan = said.best ?? said.plan ?? said
    expect(found.proved).toBe(false)
    expect(found.bound).toBeLessThan(found.total)
    expect(found.bound).toBeGreaterThan(0)
    expect(ms).toBeGreaterThan(790)
    expect(lived).toBeLessThan(3_000)
  })

  test('takes the time that its document asks for', async () => {
    await patient.post('/v1/plans', hardPlan(1))
    const { value, lived } = await timed(() => patient.post('/v1/plans', hardPlan(50)))
    expect(value.status).toBe(200)
    expect(lived).toBeLessThan(750)
  })

  test('while it runs, others are served at once', async () => {
    const times: number[] = []
    while (times.length <= 20) {
      const searching = post('/v1/plans', hardPlan(1_000))
      let running = true
      searching.finally(() => (running = false))
      // The work of this thread for each: that of the search, were it done here.
      while (running) times.push(await workedMsAwaiting(() => get('/health')))
      expect((await searching).status).toBe(200)
    }
    times.sort((a, b) => a - b)
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(10)
    expect(times.at(-1)).toBeLessThan(150)
  })

  test.each([
    [{ maxCheckouts: 0 }, '/maxCheckouts'],
    [{ maxCheckouts: undefined }, '/maxCheckouts'],
    [{ maxCheckouts: 21 }, '/maxCheckouts'],
    [{ options: { units: 1 } }, '/options/units'],
    [{ options: { timeMs: 0 } }, '/options/timeMs'],
    [{ options: { timeMs: 10_001 } }, '/options/timeMs'],
    [{ options: { hurry: true } }, '/options/hurry'],
    [{ options: [] }, '/options'],
    [{ checkouts: 2 }, '/checkouts'],
    [{ currency: 'XXY' }, '/currency'],
  ])('a plan with %j is refused at %s', async (changes, pointer) => {
    for (const cart of [examplePlanInput, hardCart(60, 100)]) {
      const body = JSON.stringify({ ...cart, maxCheckouts: 2, ...changes })
      const answer = await post('/v1/plans', body)
      expect(answer.status).toBe(400)
      expect(answer.headers.get('content-type')).toContain('problem+json')
      const { errors } = (await answer.json()) as { errors: unknown[] }
      expect(errors).toEqual([{ pointer, detail: expect.any(String) }])
    }
  })

  test('of a cart alone knows nothing of checkouts', async () => {
    const answer = await post('/v1/quotes/best', JSON.stringify(examplePlanInput))
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/maxCheckouts' }] })
  })

  test('tells its progress line by line where it is asked to, and at last the document', async () => {
    const { answer, lines } = await asLines(patient.url, '/v1/plans', hardPlan(1_000))
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const found = lines.pop()
    expect(found).toMatchObject({ checkouts: expect.any(Array), proved: false })
    expect(lines.length).toBeGreaterThanOrEqual(2)
    expect(lines.length).toBeLessThanOrEqual(5)
    for (const { progress, ...others } of lines) {
      expect(progressAnswer.ok({ progress }) && others).toEqual({})
      expect(progress.total).toBeGreaterThanOrEqual(found.total)
      expect(progress.bound).toBeLessThanOrEqual(found.bound)
      expect(progress.steps).toBeGreaterThan(0)
    }
  })

  test('that is done at once, or refused, tells no progress', async () => {
    const body = JSON.stringify(exampleInput)
    expect((await asLines(url, '/v1/quotes/best', body)).lines).toEqual([best(exampleInput)])
    for (const lines of [[], [{}, ...hard.lines, ...hard.lines]]) {
      const { answer } = await asLines(
        url,
        '/v1/plans',
        JSON.stringify({ ...hard, lines, maxCheckouts: 2 }),
      )
      expect(answer.status).toBe(400)
      expect(answer.headers.get('content-type')).toContain('problem+json')
    }
  })

  test('is counted', async () => {
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(
      /tessera_documents_total\{document="plan",via="single",outcome="priced"\} \d/,
    )
    expect(text).toMatch(
      /tessera_documents_total\{document="best",via="single",outcome="refused"\} \d/,
    )
  })
})

describe('rule-sets of the server', async () => {
  const own = compileTerms({
    ...shippedTerms.get('aliexpress-2018-10')?.document,
    id: 'own',
    programme: 'own',
  })
  if (isRefused(own)) throw new Error(JSON.stringify(own))
  const { post } = await serve({ library: termsLibrary([own]), limits: { searchMs: 50 } })

  test('are known in its searches, and no others', async () => {
    const answer = await post('/v1/quotes/best', JSON.stringify({ ...hard, terms: 'own' }))
    expect(await answer.json()).toMatchObject({ quote: { terms: 'own' }, proved: false })
    const large = hardCart(60, 100)
    const other = await post('/v1/quotes/best', JSON.stringify(large))
    expect(await other.json()).toMatchObject({ errors: [{ pointer: '/terms' }] })
  })
})

describe('many searches', async () => {
  const limits = { searchThreads: 1, searchQueueMs: 2_500, searchMs: 50 }
  const served = await serve({ limits })

  test('wait for each other, and no more than may wait', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => served.post('/v1/plans', hardPlan(1_000))))
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 503])
    const busy = all.find(({ status }) => status === 503) as Response
    expect(busy.headers.get('retry-after')).toBe('2')
    expect(await busy.json()).toMatchObject({
      type: '/problems/busy',
      detail: '2 searches are waiting already. Try again in 2 s.',
    })
  })

  test('small ones need not wait', async () => {
    const long = served.post('/v1/plans', hardPlan(2_000))
    let isOver = false
    long.then(() => (isOver = true))
    await standing(served, 1, 0)
    const { value, lived } = await timed(() =>
      served.post('/v1/plans', JSON.stringify(examplePlanInput)),
    )
    expect(value.status).toBe(200)
    expect(lived).toBeLessThan(300)
    expect(isOver).toBe(false)
    await long
  })

  test('a client that goes away ends its own, whether it runs or waits', async () => {
    const patient = await serve({ limits: { searchThreads: 1, ...ENDLESS } })
    const running = gone(patient)
    await standing(patient, 1, 0)
    const waiting = gone(patient)
    await standing(patient, 1, 1)
    waiting.leave()
    running.leave()
    expect((await patient.post('/v1/plans', hardPlan(100))).status).toBe(200)
    expect(await Promise.all([running.answer, waiting.answer])).toEqual([
      'AbortError',
      'AbortError',
    ])
    const text = await (await patient.get('/metrics')).text()
    expect(text).toMatch(/document="plan",via="single",outcome="cancelled"\} 1/)
    expect(text).toMatch(/document="plan",via="single",outcome="busy"\} \d/)
  })
})

/** A search of a client that may leave before the answer. */
function gone({ url }: Served) {
  const client = new AbortController()
  const headers = { 'content-type': 'application/json' }
  const options = { method: 'POST', body: hardPlan(), headers, signal: client.signal }
  const answer = fetch(`${url}/v1/plans`, options).catch((error: Error) => error.name)
  return { answer, leave: () => client.abort() }
}

test('a server that stops answers what was found so far', async () => {
  const served = await serve({ limits: { searchThreads: 1, ...ENDLESS } })
  const running = served.post('/v1/plans', hardPlan())
  await standing(served, 1, 0)
  const waiting = served.post('/v1/plans', hardPlan())
  await standing(served, 1, 1)
  await served.app.close()
  expect(await (await running).json()).toMatchObject({ proved: false })
  expect((await waiting).status).toBe(503)
})

test('a thread that breaks fails its own search alone, and is replaced', async () => {
  const { post } = await serve({ limits: { searchThreads: 1, searchMemoryMb: 48, searchMs: 50 } })
  const large = hardCart(9_000, 1_000)
  const [broken, next] = await Promise.all([
    post('/v1/quotes/best', JSON.stringify(large)),
    post('/v1/plans', hardPlan()),
  ])
  expect(broken.status).toBe(500)
  expect(await broken.json()).toMatchObject({ type: '/problems/fault-of-ours' })
  expect(next.status).toBe(200)
  expect((await post('/v1/plans', hardPlan())).status).toBe(200)
})
