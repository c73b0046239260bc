import { countryCode } from './country.ts'
import { type ExactJson, listAt, textAt } from './exact-json.ts'
import { shortTitle } from './plain-title.ts'

/** A page names its variants itself, so any number is one; a long one keeps all of its digits. */
export function isSkuText(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,20}$/.test(text)
}

/** The property that says from which country a variant is sent. */
const SHIPS_FROM = '200007763'

/** What the properties of a variant say of it. */
export interface SkuFacts {
  /** "EU Plug · China", as its page names it. */
  readonly name?: string | undefined
  /** The country that it is sent from, where that is one of its properties. */
  readonly shipsFrom?: string | undefined
}

/** The values of a page's properties, by "property:value". */
export type SkuValues = ReadonlyMap<string, SkuFacts>

export function skuValues(properties: readonly ExactJson[]): SkuValues {
  const values = new Map<string, SkuFacts>()
  for (const property of properties) {
    const id = textAt(property, 'skuPropertyId')
    for (const value of listAt(property, 'skuPropertyValues')) {
      const valueId = textAt(value, 'propertyValueIdLong') ?? textAt(value, 'propertyValueId')
      const name = textAt(value, 'propertyValueDisplayName') ?? textAt(value, 'propertyValueName')
      const country = textAt(value, 'skuPropertySendGoodsCountryCode')
      values.set(`${id}:${valueId}`, {
        name,
        shipsFrom: id === SHIPS_FROM ? countryCode(country) : undefined,
      })
    }
  }
  return values
}

/** Reads "14:771#Black Rose Red;200000124:200000334": the name after "#" is the seller's own. */
export function skuFacts(attribute: string | undefined, values: SkuValues): SkuFacts {
  const parts = (attribute ?? '').split(';', 20).filter((part) => part !== '')
  const facts = parts.map((part) => {
    const [key = '', own] = part.split('#', 2)
    const known = values.get(key)
    return { name: own ?? known?.name, shipsFrom: known?.shipsFrom }
  })
  const names = facts.flatMap(({ name }) => (name === undefined ? [] : [name]))
  return {
    name: shortTitle(names.join(' · ')),
    shipsFrom: facts.find(({ shipsFrom }) => shipsFrom !== undefined)?.shipsFrom,
  }
}
