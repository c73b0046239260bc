import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

/** A Chromium that starts, or why there is none and what to do about it. */
export type FoundChromium =
  | { readonly executable: string; readonly env: NodeJS.ProcessEnv }
  | { readonly missing: string }

const ROOT = join(import.meta.dirname, '../..')
const PACKAGE = join(ROOT, 'node_modules/@sparticuz/chromium')
const CACHE = join(ROOT, 'node_modules/.cache')

/**
 * Finds a Chromium: the one that E2E_CHROMIUM names, else the one inside @sparticuz/chromium (built
 * for Linux on x64, unpacked once), else playwright's own. It is asked for its version, so that a
 * library missing from the system is found here and not in the middle of a test.
 */
export function findChromium(): FoundChromium {
  const named = process.env.E2E_CHROMIUM
  if (named) return tried(named, 'correct or unset E2E_CHROMIUM')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(PACKAGE)) {
    const home = unpacked()
    const env = { FONTCONFIG_FILE: join(home, 'fonts.conf') }
    return tried(join(home, 'chromium'), 'name another Chromium by E2E_CHROMIUM', env)
  }
  const own = chromium.executablePath()
  return tried(own, 'run npx playwright-core install chromium, or name one by E2E_CHROMIUM')
}

function tried(executable: string, remedy: string, more: NodeJS.ProcessEnv = {}): FoundChromium {
  if (!existsSync(executable)) return { missing: `${executable} is not there: ${remedy}` }
  const env = { ...process.env, ...more }
  const asked = spawnSync(executable, ['--version'], { env, encoding: 'utf8' })
  if (asked.status === 0) return { executable, env }
  const why =
    asked.error?.message || asked.stderr.trim().split('\n')[0] || `ended with ${asked.status}`
  return { missing: `${executable} does not start (${why}): ${remedy}` }
}

/**
 * The package unpacks itself into the folder for temporary files, where two runs at once would find
 * each other's halves. So a process of its own unpacks into a folder of its own, which then takes its
 * place in one step; who comes second keeps what the first one made.
 */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
    version: string
  }
  const home = join(CACHE, `chromium-${version}`)
  if (existsSync(home)) return home
  mkdirSync(CACHE, { recursive: true })
  const staging = mkdtempSync(join(CACHE, 'chromium-unpacking-'))
  const unpack = "import('@sparticuz/chromium').then((pack) => pack.default.executablePath())"
  const env = { ...process.env, TMPDIR: staging }
  execFileSync(process.execPath, ['-e', unpack], { cwd: ROOT, env })
  writeFileSync(join(staging, 'fonts.conf'), fontsConfig(join(home, 'fonts')))
  try {
    renameSync(staging, home)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

/** The system's fonts where it has any, and the package's Open Sans, so that text always has one. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
</fontconfig>
`
}
