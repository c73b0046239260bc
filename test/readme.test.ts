import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')

test('the library in ten lines prints what the README says', async () => {
  const [, snippet] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  expect(snippet).toBeDefined()
  // In the project's own folder the package can be imported by its name.
  const run = promisify(execFile)
  const args = ['--input-type=module', '--eval', snippet as string]
  const { stdout } = await run(process.execPath, args, { cwd: root })
  expect(stdout.trim()).toBe('7198 []')
})

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path as string)
  expect(links.length).toBeGreaterThan(4)
  for (const link of links) expect(readFileSync(new URL(link, root)).length).toBeGreaterThan(0)
})
