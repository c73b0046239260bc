import { parseArgs } from 'node:util'
import { compare } from './comparison.ts'
import { FULL, foldedChecksum, QUICK } from './measure.ts'
import { loadMedusa } from './medusa.ts'
import { machine } from './report.ts'

const HELP = `npm run bench -- [--only pricing|book|http|peers] [--quick]

  --only pricing   carts of 3 to 200 lines × 5 to 100 offers, beside the limit and Medusa
  --only peers     the same table without Tessera
  --only book      quotes against 1,000 to 1,000,000 standing offers
  --only http      the server's batch route, pinned to one core
  --quick          fewer carts, shorter rounds, no book of a million

Without --only: pricing, book and http, one after the other. See bench/README.md.`

const PARTS = ['pricing', 'book', 'http', 'peers'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) {
  console.log(HELP)
} else if (values.only !== undefined && !isPart(values.only)) {
  console.error(`--only ${values.only} is not known: choose one of ${PARTS.join(', ')}.`)
  process.exitCode = 2
} else {
  await run(values.only ? [values.only] : ['pricing', 'book', 'http'], values.quick)
}

function isPart(name: string): name is Part {
  return (PARTS as readonly string[]).includes(name)
}

async function run(parts: readonly Part[], quick: boolean): Promise<void> {
  console.log(`${machine()}${quick ? ' · quick: figures are rough' : ''}\n`)
  // A part is loaded when it is asked for, so that one can be run while another cannot.
  for (const part of parts) {
    if (part === 'book') await (await import('./book.ts')).benchBook(quick)
    else if (part === 'http') await (await import('./http.ts')).benchHttp(quick)
    else await benchPricing(part, quick)
    console.log()
  }
  if (foldedChecksum() > 0) console.log(`Checksum of all that was computed: ${foldedChecksum()}`)
}

async function benchPricing(part: 'pricing' | 'peers', quick: boolean): Promise<void> {
  const tessera = part === 'pricing' ? (await import('./tessera.ts')).tessera() : null
  const effort = quick ? QUICK : FULL
  const carts = quick ? 8 : 32
  compare({ tessera, medusa: loadMedusa() }, { effort, carts })
  if (tessera) (await import('./stages.ts')).benchStages(tessera, effort, carts)
}
