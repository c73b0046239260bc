/** Which of the prices of a product is meant: the options that the tracker's commands share. */
import { InvalidArgumentError, Option } from 'commander'
import { currency } from '../../core/base/fields.ts'
import { countryCode } from '../../core/tracker/page/country.ts'

export interface MarketOptions {
  readonly shipTo?: string
  readonly currency?: string
}

/** `--ship-to`, held to the codes that offers use. */
export function shipToOption(says: string): Option {
  return new Option('--ship-to <country>', says).argParser((text) => {
    const code = countryCode(text)
    if (code !== undefined) return code
    throw new InvalidArgumentError('It is a country as two capital letters: DE.')
  })
}

/** `--currency`, held to ISO 4217. */
export function currencyOption(says: string): Option {
  return new Option('--currency <code>', says).argParser((text) => {
    if (currency.ok(text)) return text
    throw new InvalidArgumentError('It is an ISO 4217 code: EUR.')
  })
}
