import { readFileSync, writeFileSync } from 'node:fs'
import { minorDigits } from '../src/core/base/iso4217.ts'
import { type CampaignCode, type CodeRegion, offerOf } from './campaign-code.ts'
import { readWindow } from './code-window.ts'
import countryRows from './countries.json' with { type: 'json' }
import { KNOWN_FAULTS } from './known-faults.ts'

type CsvRow = Readonly<Record<string, string>>

const COLUMNS = 'code amount min currency region start end source campaign confidence'.split(' ')
const COUNTRIES: readonly string[] = countryRows.map((row) => row.code)

/** Every row of a table of published codes as facts; a row that cannot be read keeps its place. */
export function codesOf(csv: string): CampaignCode[] {
  const [header = [], ...rows] = parseCsv(csv)
  const missing = COLUMNS.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new Error(`The table lacks the column ${missing.join(', ')}.`)
  const codes = rows.map((cells) =>
    codeOf(Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))),
  )
  return codes.map((code) => ({ ...code, faults: [...code.faults, ...namesakes(code, codes)] }))
}

/** The offers that these codes make, in their order (the mapping is in README.md). */
export function offersOf(codes: readonly CampaignCode[]) {
  return codes.flatMap((code) => offerOf(code, COUNTRIES) ?? [])
}

function codeOf(row: CsvRow): CampaignCode {
  const cell = (name: string) => row[name] ?? ''
  const currency = cell('currency')
  const amount = minorUnits(cell('amount'), currency)
  const minimum = minorUnits(cell('min'), currency)
  const {
    from,
    assumedFrom,
    until,
    faults: doubts,
  } = readWindow({
    start: cell('start'),
    end: cell('end'),
    region: cell('region'),
    campaign: cell('campaign'),
  })
  const region = regionOf(cell('region'))
  const facts = {
    code: cell('code'),
    amount,
    minimum,
    currency,
    region,
    newBuyersOnly: cell('region').endsWith('new users'),
    from,
    assumedFrom,
    until,
    campaign: cell('campaign'),
    confidence: cell('confidence'),
    source: hostOf(cell('source')),
    kind: kindOf(cell('region')),
  }
  const faults = [...faultsOf(facts, cell('region')), ...doubts]
  return { ...facts, offer: offerOf({ ...facts, faults }, COUNTRIES)?.id ?? null, faults }
}

function faultsOf(
  { code, amount, minimum, region }: Omit<CampaignCode, 'offer' | 'faults'>,
  printedRegion: string,
): string[] {
  const faults = KNOWN_FAULTS.filter(([codes]) => codes.test(code)).map(([, says]) => says)
  if (amount === null) faults.push('The amount cannot be read.')
  if (minimum === null) faults.push('The minimum cannot be read.')
  if (amount !== null && minimum !== null && amount >= minimum) {
    faults.push('The amount is not below the minimum: one of the two is wrong.')
  }
  if (!region) faults.push('No region was published.')
  if (printedRegion === 'DZ/other countries') {
    faults.push('It also works in other countries, which were not named.')
  }
  return faults
}

function kindOf(region: string): CampaignCode['kind'] {
  if (region.endsWith('of a seller code')) return 'seller-code'
  return region.endsWith('(product-bound)') ? 'product-code' : 'platform-code'
}

/** "DZ/other countries" is read narrowly: only the country that is named is certain. */
function regionOf(region: string): CodeRegion | null {
  if (region === 'not stated' || region === '') return null
  const isoCodes = (region.match(/\b[A-Z]{2,3}\b/g) ?? []).map((code) =>
    code === 'SRB' ? 'RS' : code,
  )
  if (region.startsWith('Global excl.')) return { include: null, exclude: isoCodes }
  if (/^Global\b|\/global$/.test(region)) return { include: null, exclude: [] }
  return { include: isoCodes, exclude: [] }
}

/** A decimal text in the currency's minor unit, exactly; null where it has too many decimals. */
function minorUnits(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const found = /^(\d+)(?:\.(\d+))?$/.exec(text)
  if (digits === undefined || !found) return null
  const fraction = (found[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return null
  return Number(`${found[1]}${fraction.padEnd(digits, '0')}`)
}

function namesakes(code: CampaignCode, codes: readonly CampaignCode[]): string[] {
  const same = codes.filter((other) => other !== code && other.code === code.code)
  return same.map(
    (other) => `The same string is another offer, of ${other.campaign}: go by the window.`,
  )
}

/** The host of a source, and nothing else of its address. */
function hostOf(source: string): string | null {
  if (source.startsWith('github:')) return 'github.com'
  return URL.parse(source.split(' ')[0] ?? '')?.host ?? null
}

/** RFC 4180: quoted cells may hold commas, quotes (doubled) and line ends. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    if (end === '' && !quoted && !bare) continue
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 0 && row.join('') !== '')
}

function main(file: string | undefined): void {
  if (!file) {
    console.error('Name the table to read: node samples/build-codes.ts FILE.csv')
    process.exitCode = 2
    return
  }
  const codes = codesOf(readFileSync(file, 'utf8'))
  const offers = offersOf(codes)
  const write = (name: string, rows: readonly unknown[]) =>
    writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(rows, null, 2)}\n`)
  write('campaign-codes.json', codes)
  write('campaign-offers.json', offers)
  console.log(`${codes.length} codes, ${offers.length} offers. Now format: npm run format`)
}

if (import.meta.main) main(process.argv[2])
