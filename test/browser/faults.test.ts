import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { faultsInLooks, faultsOf } from './faults.ts'
import { openBrowser, openPage } from './harness.ts'

const browser = await openBrowser()

async function open(body: string): Promise<Page> {
  const page = await openPage(browser)
  const head =
    '<html lang="en"><title>A page</title><meta name="viewport" content="width=device-width">'
  const whole = `<!doctype html>${head}<main><h1>A page</h1>${body}</main>`
  await page.goto(`data:text/html,${encodeURIComponent(whole)}`)
  return page
}

describe('what is in the way of somebody is found', () => {
  test('nothing in a page that is as it should be', async () => {
    expect(await faultsInLooks(await open('<p>Text.</p>'))).toEqual([])
  })

  test.each([
    ['a picture without words', '<img src="data:,">', /^image-alt: img: /],
    ['a field without a name', '<input>', /^label: input: /],
    ['text too pale', '<p style="color: #bbb">Text.</p>', /^color-contrast: p: /],
    ['what is too wide', '<div style="width: 3000px">Text.</div>', /^sticks out by \d+$/],
    ['a frame, unseen', '<iframe title="A frame" srcdoc="Text."></iframe>', /^has a frame/],
  ])('%s', async (_, body, fault) => {
    expect(await faultsOf(await open(body))).toEqual([expect.stringMatching(fault)])
  })

  test('what is wrong in one look, told with the look', async () => {
    const dark = '@media (prefers-color-scheme: dark) { p { color: #ccc } }'
    const wide = '@media (min-width: 1000px) { div { width: 3000px } }'
    const page = await open(`<style>${dark} ${wide}</style><p>Text.</p><div>Text.</div>`)
    expect(await faultsInLooks(page)).toEqual([
      expect.stringMatching(/^dark, on a phone: color-contrast: p: /),
      expect.stringMatching(/^light, wide: sticks out by \d+$/),
    ])
  })
})
