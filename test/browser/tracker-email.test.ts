import { expect, onTestFinished, test } from 'vitest'
import { openMailer } from '../../src/shell/mail/mailer.ts'
import { SmtpDouble } from '../mail/smtp-double.ts'
import { openBrowser } from './harness.ts'
import {
  channelOn,
  lampFalls,
  ROUND_MS,
  runTracker,
  startTracker,
  watchLamp,
} from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()

/** The first address of a mail's text that leads to a path. */
const linkTo = (text: string | undefined, path: string): string =>
  new RegExp(`${server.url}${path}\\?token=[\\w.-]+`).exec(text ?? '')?.[0] ?? 'no such link'

test(
  'an address is told once its reader has said yes, and no more once they have left (fg.t.alert)',
  async () => {
    const smtp = await new SmtpDouble().start()
    const mailer = openMailer(smtp.settings())
    onTestFinished(() => mailer.close())
    runTracker(server, mailer)
    const page = await watchLamp(browser, server)
    await page.getByLabel('By e-mail').fill('ann@example.com')
    await page.getByRole('button', { name: 'Add', exact: true }).first().click()
    const channel = channelOn(page, 'email')
    await channel.getByText('Waits for your confirmation').waitFor()
    expect(await channel.innerText()).toContain('a…@example.com')

    await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(1)
    const reader = await page.context().newPage()
    await reader.goto(linkTo(smtp.received[0]?.mail.text, '/watch/confirm'))
    // To follow the link confirms nothing: programs follow links too.
    await page.reload()
    await channel.getByText('Waits for your confirmation').waitFor()
    await reader.getByRole('button', { name: 'Confirm' }).click()
    await reader.getByText('Confirmed: alerts').waitFor()
    await channel.getByText('Ready').waitFor({ timeout: 30_000 })

    await lampFalls(server, page)
    await expect.poll(() => smtp.received.length, { timeout: 30_000 }).toBe(2)
    const told = smtp.received[1]
    expect(told?.to).toEqual(['ann@example.com'])
    expect(told?.mail.subject).toContain('44.00')
    const proof = await page.getByRole('link', { name: 'Proof' }).getAttribute('href')
    expect(told?.mail.text).toContain(server.url + proof)

    await reader.goto(linkTo(told?.mail.text, '/watch/leave'))
    await reader.getByRole('button', { name: 'End the mails' }).click()
    await reader.getByText('Done: no more mails').waitFor()
    await channel.waitFor({ state: 'detached', timeout: 30_000 })
  },
  ROUND_MS,
)
