import { describe, expect, it } from 'vitest'
import { webhookChannel, webhookTarget } from '../../src/shell/channels/webhook.ts'
import { guardedClient, startDouble } from '../fetch/doubles.ts'
import { Receiver } from '../jobs/receiver.ts'
import { AT, anAlert } from './alerts.ts'

const secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`
const receiver = await new Receiver().start()
receiver.secret = secret
const target = { url: receiver.url, secret }
const channel = webhookChannel({ client: guardedClient({ testing: receiver.doors }) })

describe('an alert by web hook (fg.t.alert)', () => {
  it('is signed, holds amounts in minor units, and has the alert’s own id', async () => {
    const alert = anAlert()
    for (const _ of [1, 2]) expect(await channel.deliver(alert, target)).toBe('delivered')
    expect(receiver.received.map(({ isGenuine }) => isGenuine)).toEqual([true, true])
    expect(receiver.events.map(({ id }) => id)).toEqual([alert.id])
    expect(receiver.events[0]?.body).toEqual({
      type: 'price.alert',
      timestamp: new Date(AT).toISOString(),
      data: {
        ...{ id: alert.id, watch: 'w1', kind: 'target', totalMinor: 950, targetMinor: 1_000 },
        ...{ formerLowMinor: 1_010, currency: 'USD', shipTo: 'US', endsAt: null },
        isShippingUnknown: false,
        listing: { id: '1005001234567890', title: 'USB-C cable, 2 m', variant: 'Black' },
        layers: alert.layers,
        headline: 'Now USD 9.50: your target was USD 10.00',
        proofUrl: alert.proofUrl,
      },
    })
  })

  it('tells no capability: whoever has the receiver could change the list by it', async () => {
    await channel.deliver(anAlert(), target)
    expect(JSON.stringify(receiver.received.at(-1)?.body)).not.toContain('secret')
  })

  it.each([
    [410, { gone: expect.stringContaining('410') }],
    [500, { retry: 'The receiver answered 500.' }],
    [404, { retry: 'The receiver answered 404.' }],
  ])('the receiver says %d', async (status, outcome) => {
    receiver.answers.push(status)
    expect(await channel.deliver(anAlert(), target)).toEqual(outcome)
  })

  it('an alert is sent on to nobody else, wherever the receiver leads', async () => {
    const double = await startDouble((request, response) => {
      if (request.url === '/') response.writeHead(307, { location: '/other' })
      response.end()
    })
    const doors = { addresses: [double.address], ports: [double.port] }
    const leading = webhookChannel({ client: guardedClient({ testing: doors }) })
    const host = double.address.includes(':') ? `[${double.address}]` : double.address
    const came = await leading.deliver(anAlert(), { url: `http://${host}:${double.port}/`, secret })
    expect(came).toEqual({ retry: 'The receiver answered 307.' })
    expect(double.asked.map(({ url }) => url)).toEqual(['/'])
  })

  it('waits as long as it is asked to', async () => {
    const double = await startDouble((_, response) => {
      response.writeHead(429, { 'retry-after': '30' }).end()
    })
    const doors = { addresses: [double.address], ports: [double.port] }
    const busy = webhookChannel({ client: guardedClient({ testing: doors }) })
    const host = double.address.includes(':') ? `[${double.address}]` : double.address
    const came = await busy.deliver(anAlert(), { url: `http://${host}:${double.port}/`, secret })
    expect(came).toEqual({ retry: 'The receiver answered 429.', afterSeconds: 30 })
  })

  it.each([
    'http://127.0.0.1/',
    'http://10.0.0.1/',
    'http://localhost/',
    'http://[::ffff:127.0.0.1]/',
  ])('%s is not asked', async (url) => {
    expect(await channel.deliver(anAlert(), { url, secret })).toEqual({
      retry: expect.stringContaining('could not be reached'),
    })
  })

  it.each([
    [target, true],
    [{ ...target, url: 'ftp://a.example' }, false],
    [{ ...target, secret: 'mine' }, false],
    [{ url: target.url }, false],
  ])('%j is a target: %j', (value, expected) => {
    expect(webhookTarget.ok(value)).toBe(expected)
  })
})
