/**
 * Every check of the project, in order, each visible as it runs and none in the way of the next:
 * one run tells everything that is wrong. `node test/run.ts types style` runs the named stages only.
 * The last line counts: a compiler or linter run is one check, a test is one.
 */
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

interface Count {
  readonly passed: number
  readonly failed: number
}

interface Stage {
  readonly name: string
  readonly title: string
  readonly run: () => Promise<Count>
}

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')
/** Colours are for a terminal; in a log they are noise, and some tools write them there too. */
const PLAIN = !process.stdout.isTTY
const PASSED: Count = { passed: 1, failed: 0 }
const FAILED: Count = { passed: 0, failed: 1 }

const STAGES: readonly Stage[] = [
  typesStage('core and contract', 'tsconfig.core.json', 'src/{core,contract}/**/*.ts'),
  typesStage('shell, tests and bench', 'tsconfig.json', 'test/**/*.ts'),
  typesStage('web', 'tsconfig.web.json', 'src/web/**/*.{ts,tsx}'),
  typesStage('tests in the browser', 'test/browser/tsconfig.json', 'test/browser/**/*.ts'),
  {
    name: 'style',
    title: 'style: lint and format',
    run: () => one('biome', ['ci', '--error-on-warnings', ...(PLAIN ? ['--colors=off'] : []), '.']),
  },
  { name: 'tests', title: 'tests', run: () => tests('house') },
  { name: 'browser', title: 'tests in a real browser', run: browserTests },
]

function typesStage(what: string, config: string, files: string): Stage {
  const run = () => (isAnyFile(files) ? one('tsc', ['-p', config]) : nothingYet(files))
  return { name: 'types', title: `types: ${what}`, run }
}

function isAnyFile(pattern: string): boolean {
  return globSync(pattern, { cwd: ROOT }).length > 0
}

async function nothingYet(files: string): Promise<Count> {
  console.log(`nothing to check: no file is ${files}`)
  return { passed: 0, failed: 0 }
}

/** Runs a tool of the project on the runtime of the project, its output going to the screen. */
function runTool(tool: string, args: readonly string[]): Promise<boolean> {
  const PATH = [BIN, process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH }
  const child = spawn(join(BIN, tool), args, { cwd: ROOT, env, stdio: 'inherit' })
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code === 0))
    child.on('error', (error) => {
      console.error(`${tool} cannot be run: ${error.message}. Run npm ci.`)
      resolve(false)
    })
  })
}

async function one(tool: string, args: readonly string[]): Promise<Count> {
  return (await runTool(tool, args)) ? PASSED : FAILED
}

async function tests(project: string): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-tests-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const plain = PLAIN ? ['--no-color'] : []
  const isFine = await runTool('vitest', ['run', '--project', project, ...reporters, ...plain])
  const count = countOf(report)
  rmSync(folder, { recursive: true, force: true })
  // An error outside every test fails the run too, and must not be lost in the count.
  return isFine || count.failed > 0 ? count : { ...count, failed: 1 }
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** A file that cannot be loaded is one failure, and so is each test that was left out. */
function countOf(report: string): Count {
  if (!existsSync(report)) return FAILED
  const files = (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults
  const outcomes = files.flatMap(({ status, assertionResults }) => {
    const outcomes = assertionResults.map((result) => result.status)
    const isSilent = status === 'failed' && !outcomes.includes('failed')
    return isSilent ? [...outcomes, 'failed'] : outcomes
  })
  const passed = outcomes.filter((outcome) => outcome === 'passed').length
  const leftOut = outcomes.filter((outcome) => outcome !== 'passed' && outcome !== 'failed').length
  if (leftOut > 0)
    console.error(`Left out, and so failed: ${leftOut}. A test that never runs proves nothing.`)
  return { passed, failed: outcomes.length - passed }
}

/** Without a browser these tests prove nothing, and silence would look like proof. */
async function browserTests(): Promise<Count> {
  const { findChromium } = await import('./browser/chromium.ts')
  const found = findChromium()
  if ('executable' in found) return tests('browser')
  const rule = '!'.repeat(80)
  console.error(`${rule}\nNO BROWSER, SO THE PAGE IS NOT TESTED: ${found.missing}\n${rule}`)
  return process.env.CI === 'true' ? FAILED : { passed: 0, failed: 0 }
}

async function runStages(chosen: readonly Stage[]): Promise<Count> {
  const outcomes: { title: string; count: Count; seconds: string }[] = []
  for (const { title, run } of chosen) {
    console.log(`\n── ${title} ──`)
    const beganMs = performance.now()
    const count = await run().catch((error: unknown) => {
      console.error(error)
      return FAILED
    })
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
    outcomes.push({ title, count, seconds })
  }
  console.log('')
  for (const { title, count, seconds } of outcomes) {
    const mark = count.failed > 0 ? '✗' : count.passed > 0 ? '✓' : '–'
    console.log(`${mark} ${title}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`)
  }
  const sum = (part: keyof Count) => outcomes.reduce((all, { count }) => all + count[part], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}

const names = process.argv.slice(2)
const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name))
if (unknown.length > 0) {
  const known = [...new Set(STAGES.map(({ name }) => name))].join(', ')
  console.error(`There is no stage ${unknown.join(', ')}: choose from ${known}, or name none.`)
  process.exit(2)
}
const chosen = STAGES.filter(({ name }) => names.length === 0 || names.includes(name))
const { passed, failed } = await runStages(chosen)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
