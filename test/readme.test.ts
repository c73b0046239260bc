import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')

test('the library in ten lines prints what the README says', async () => {
  const [, snippet] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  expect(snippet).toBeDefined()
  // Inside the project's own folder the package can be imported by its name.
  const file = new URL('test/.readme-snippet.ts', root)
  writeFileSync(file, snippet as string)
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file.pathname])
    expect(stdout.trim()).toBe('7198 []')
  } finally {
    await rm(file)
  }
})

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path as string)
  expect(links.length).toBeGreaterThan(4)
  for (const link of links) expect(readFileSync(new URL(link, root)).length).toBeGreaterThan(0)
})
