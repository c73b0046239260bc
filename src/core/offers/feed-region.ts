/** Where a code works: every country (null), or those included, less those excluded. */
export interface CodeRegion {
  readonly include: readonly string[] | null
  readonly exclude: readonly string[]
}

/** ISO 3166-1 alpha-2: an offer can only include countries, so "everywhere but" is spelt out of them. */
export const COUNTRIES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV ' +
  'BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ' +
  'ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE ' +
  'IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY ' +
  'MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU ' +
  'NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM ' +
  'SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE ' +
  'VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

const KNOWN = new Set(COUNTRIES)

/** Spellings that stand for a country of another code. */
const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['SRB', 'RS'],
  ['UK', 'GB'],
  ['EL', 'GR'],
])

/** A region as it was read, with what was odd about its spelling. */
export interface ReadRegion {
  readonly region: CodeRegion | null
  readonly unknown: readonly string[]
  /** Codes that were read as others, as [printed, read]. */
  readonly respelt: readonly (readonly [string, string])[]
}

/** Reads a printed region; "DZ/other countries" narrowly, for only what is named is certain. */
export function readRegion(printed: string): ReadRegion {
  if (printed === 'not stated' || printed === '') return { region: null, unknown: [], respelt: [] }
  if (/^(Global\b(?! excl)|\*$)|\/global$/.test(printed)) {
    return { region: { include: null, exclude: [] }, unknown: [], respelt: [] }
  }
  const names = printed.match(/\b[A-Z]{2,3}\b/g) ?? []
  const codes = names.map((name) => OTHER_SPELLINGS.get(name) ?? name)
  const respelt = names.flatMap((name, at) =>
    codes[at] === name ? [] : [[name, codes[at] as string] as const],
  )
  const unknown = codes.filter((code) => !KNOWN.has(code))
  const region = printed.startsWith('Global excl.')
    ? { include: null, exclude: codes }
    : { include: codes, exclude: [] }
  if (region.include?.length === 0) return { region: null, unknown: [printed], respelt }
  return { region, unknown, respelt }
}

/** The countries of a region; null where it is everywhere. */
export function countriesOf({ include, exclude }: CodeRegion): readonly string[] | null {
  if (include) return include
  if (exclude.length === 0) return null
  return COUNTRIES.filter((country) => !exclude.includes(country))
}
