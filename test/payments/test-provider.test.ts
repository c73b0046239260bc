import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PAYMENT_CAUSES } from '../../src/core/orders/payment-causes.ts'
import {
  decideTestPayment,
  readTestDecision,
  reimburseTestPayment,
} from '../../src/shell/payments/test-decision.ts'
import { readTestPayment } from '../../src/shell/payments/test-payment.ts'
import { TestProvider } from '../../src/shell/payments/test-provider.ts'
import { postTestEvents, testProviderJob } from '../../src/shell/payments/test-provider-job.ts'
import { connectStore } from '../../src/shell/store/store.ts'
import { freshDatabase } from '../store/database.ts'

import { HookReceiver } from './hook-receiver.ts'
import { type Hook, paymentRequest } from './provider-world.ts'
import { decide, eventsUrl, warmStore } from './test-world.ts'

const START = new Date('2026-03-01T12:00:00Z')
const secondsOn = (seconds: number) => new Date(START.getTime() + seconds * 1_000)

describe('the page of a test payment', async () => {
  const store = await warmStore()
  const provider = new TestProvider(store, () => START)
  const begun = async () => {
    const request = paymentRequest()
    const { reference, payAt } = await provider.begin(request)
    return { request, reference, payAt }
  }

  it('shows what is to be paid', async () => {
    const { request, reference, payAt } = await begun()
    expect(payAt).toBe(`/pay/${reference}`)
    expect(await readTestPayment(store, reference, START)).toEqual({
      ...request,
      reference,
      state: 'open',
      answer: null,
      answersAt: null,
      returnedMinor: 0,
    })
    expect(await readTestPayment(store, 'tp_none', START)).toBeNull()
    expect(await decideTestPayment(store, 'tp_none', { answer: 'pay' }, START)).toBeNull()
  })

  it.each([
    ...PAYMENT_CAUSES.map(({ cause }) => [cause, 'failed'] as const),
    ['pay', 'paid'] as const,
  ])('%s comes true after its delay, as %s (faq.payfail)', async (answer, state) => {
    const { reference } = await begun()
    const decided = await decide(store, reference, { answer, delaySeconds: 90 }, START)
    expect(decided).toMatchObject({ state: 'checking', answersAt: secondsOn(90) })
    expect(await readTestPayment(store, reference, secondsOn(89.999))).toMatchObject({
      state: 'checking',
    })
    expect(await readTestPayment(store, reference, secondsOn(90))).toMatchObject({ state })
    const key = { attempt: decided.attempt, reference: null }
    expect(await provider.standing(key)).toBe('pending')
    const later = new TestProvider(store, () => secondsOn(90))
    const kind = answer === 'pay' ? { kind: 'verified' } : { kind: 'failed', cause: answer }
    expect(await later.standing(key)).toMatchObject({ ...kind, at: secondsOn(90), reference })
  })

  it('silent never comes true', async () => {
    const { reference, request } = await begun()
    await decide(store, reference, { answer: 'silent', delaySeconds: 5 }, START)
    const muchLater = new TestProvider(store, () => secondsOn(1e8))
    expect(await muchLater.standing({ attempt: request.attempt, reference })).toBe('pending')
  })

  it('takes one decision', async () => {
    const { reference } = await begun()
    const pay = { answer: 'pay', delaySeconds: 60 } as const
    const first = await decide(store, reference, pay, START)
    expect(await decide(store, reference, { ...pay, delaySeconds: 5 }, START)).toEqual(first)
    for (const [seconds, says] of [
      [1, 'being checked'],
      [60, 'paid already'],
    ] as const) {
      const other = { answer: 'insufficient-funds' } as const
      const answer = await decideTestPayment(store, reference, other, secondsOn(seconds))
      expect(answer).toEqual({ refused: [{ path: '', fault: expect.stringContaining(says) }] })
    }
  })

  it('two who decide at once have one decision', async () => {
    const { reference } = await begun()
    const answers = ['pay', 'limit-exceeded', 'pay', 'wrong-security-code', 'silent'] as const
    const came = await Promise.all(
      answers.map((answer) => decideTestPayment(store, reference, { answer }, START)),
    )
    const taken = came
      .filter((one) => one && 'answer' in one)
      .map((one) => one && 'answer' in one && one.answer)
    expect(new Set(taken).size).toBe(1)
  })

  it('a payment that is called off while it is checked does not come true', async () => {
    const { reference, request } = await begun()
    await decide(store, reference, { answer: 'pay', delaySeconds: 60 }, START)
    await provider.cancel({ attempt: request.attempt, reference })
    expect(await readTestPayment(store, reference, secondsOn(61))).toMatchObject({
      state: 'cancelled',
    })
    const receiver = await new HookReceiver().start()
    await postTestEvents(store, { url: eventsUrl(receiver), at: secondsOn(61) })
    expect(receiver.ids).not.toContain(`${reference}.verified`)
  })

  it.each([
    [{ answer: 'pay' }, []],
    [{ answer: 'pay', delaySeconds: 15_552_000 }, []],
    [{ answer: 'pay', delaySeconds: 15_552_001 }, ['/delaySeconds']],
    [{ answer: 'pay', delaySeconds: -1 }, ['/delaySeconds']],
    [{ answer: 'maybe', delay: 1 }, ['/answer', '/delay']],
    [null, ['']],
  ])('reads %j with faults at %j', (value, paths) => {
    const read = readTestDecision(value)
    const faults = 'refused' in read ? read.refused.map(({ path }) => path) : []
    expect(faults.sort()).toEqual(paths)
  })

  it('claims back what is left, once for a claim (bp.d.paypal)', async () => {
    const { reference } = await begun()
    const claim = (name: string, amountMinor: number) =>
      reimburseTestPayment(store, reference, { claim: name, amountMinor }, START)
    expect(await claim('c0', 1)).toHaveProperty('refused')
    await decide(store, reference, { answer: 'pay' }, START)
    const ask = { reference, currency: 'USD', amountMinor: 4_000, key: 'r' }
    await provider.refund(ask)
    expect(await claim('c1', 251)).toMatchObject({ refused: [{ path: '/amountMinor' }] })
    expect(await claim('c1', 250)).toMatchObject({ returnedMinor: 4_250 })
    expect(await claim('c1', 250)).toMatchObject({ returnedMinor: 4_250 })
    expect(await claim('c2', 1)).toHaveProperty('refused')
  })
})

describe('the web hooks of the test provider', () => {
  /** A store with payments that are due, and who is told. */
  async function scene(count: number) {
    const store = await warmStore()
    const receiver = await new HookReceiver().start()
    const provider = new TestProvider(store, () => START)
    const ids: string[] = []
    for (let place = 0; place < count; place++) {
      const { reference } = await provider.begin(paymentRequest())
      await decide(store, reference, { answer: 'pay', delaySeconds: 10 }, START)
      ids.push(`${reference}.verified`)
    }
    const post = (at: Date) => postTestEvents(store, { url: eventsUrl(receiver), at })
    return { store, receiver, ids, post, provider }
  }

  it('are posted when they are due, and not before', async () => {
    const { receiver, ids, post } = await scene(1)
    expect(await post(secondsOn(9.999))).toEqual({ posted: 0, taken: 0 })
    expect(await post(secondsOn(10))).toEqual({ posted: 1, taken: 1 })
    expect(await post(secondsOn(1_000))).toEqual({ posted: 0, taken: 0 })
    expect(receiver.ids).toEqual(ids)
  })

  it('are posted once by any number of workers', async () => {
    const { receiver, ids, post } = await scene(60)
    const worker = async () => {
      while ((await post(secondsOn(10))).posted > 0);
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    expect(receiver.ids.sort()).toEqual(ids.sort())
  })

  it('that another worker holds are passed over', async () => {
    const { store, receiver, ids, post } = await scene(2)
    const client = await store.pool.connect()
    await client.query('begin')
    const [held] = (await client.query('select id from test_payment_events limit 1 for update'))
      .rows
    expect(await post(secondsOn(10))).toEqual({ posted: 1, taken: 1 })
    expect(receiver.ids).toEqual(ids.filter((id) => id !== held.id))
    await client.query('rollback')
    client.release()
    expect(await post(secondsOn(10))).toEqual({ posted: 1, taken: 1 })
  })

  it('are posted again, later each time, until they are taken', async () => {
    const { receiver, ids, post, provider } = await scene(1)
    receiver.answers.push(500, 503, 400, 302)
    let [seconds, last] = [10, 10]
    const gaps: number[] = []
    for (; receiver.hooks.length < 5; seconds += 0.25) {
      const { posted } = await post(secondsOn(seconds))
      if (posted === 0) continue
      gaps.push(seconds - last)
      last = seconds
    }
    expect(gaps.slice(1).map((gap, place) => gap / 2 ** place)).toSatisfy((each: number[]) =>
      each.every((gap) => gap >= 0.7 && gap <= 1.5),
    )
    expect(await post(secondsOn(10_000))).toEqual({ posted: 0, taken: 0 })
    expect(new Set(receiver.ids)).toEqual(new Set(ids))
    // Each post is signed anew: the last is as good as the first was.
    const { headers, body } = receiver.hooks.at(-1) as Hook
    expect(await provider.readEvents(headers, body, secondsOn(last).getTime())).toHaveLength(1)
  })

  it('wait where nobody listens', async () => {
    const { store, receiver, ids, post } = await scene(1)
    const nobody = { url: 'http://127.0.0.1:1/v1/payments/test/events', at: secondsOn(10) }
    expect(await postTestEvents(store, nobody)).toEqual({ posted: 1, taken: 0 })
    const notYet = testProviderJob(store, { baseUrl: () => null, at: () => secondsOn(20) })
    expect(await notYet.run()).toBe(false)
    expect(await post(secondsOn(20))).toEqual({ posted: 1, taken: 1 })
    expect(receiver.ids).toEqual(ids)
  })

  it('come again with the same id after a kill between answer and mark (faq.pay)', async () => {
    const connection = await freshDatabase()
    const store = await connectStore(connection, { connections: 2 })
    const receiver = await new HookReceiver().start()
    const { reference } = await new TestProvider(store).begin(paymentRequest())
    await decide(store, reference, { answer: 'pay' })
    const script = join(import.meta.dirname, 'job-process.ts')
    const { host = '', database = '' } = connection
    const child = spawn(process.execPath, [script, host, database, receiver.url])
    // The server has acted on the event, and whoever posted it dies before hearing of it.
    receiver.onHook = () => child.kill('SIGKILL')
    await once(child, 'exit')
    receiver.onHook = () => {}
    expect(await postTestEvents(store, { url: eventsUrl(receiver) })).toEqual({
      posted: 0,
      taken: 0,
    })
    const later = { url: eventsUrl(receiver), at: new Date(Date.now() + 31_000) }
    expect(await postTestEvents(store, later)).toEqual({ posted: 1, taken: 1 })
    expect(receiver.ids).toEqual([`${reference}.verified`, `${reference}.verified`])
    await store.close()
  })
})
