/** Ids are texts from end to end: SKU ids pass 2^53, where a number loses its last digit. */

/** Ids in use have 11, 13, 14 and 16 digits; early ones had fewer. A SKU's has 17. */
const ITEM = /^[1-9]\d{7,15}$/

/** What may be called an item without a link around it: shorter numbers are dates, times and phones. */
const BARE = /^[1-9]\d{10,15}$/

/** Shorter numbers are ids of people and stores, which must never be taken for a SKU. */
const SKU = /^[1-9]\d{13,19}$/

/** The families of ids that the global site gives out. */
const GLOBAL = /^(?:1005\d{12}|4000\d{9}|3[23]\d{9}|10000\d{9})$/

const US_OFFSET = 2n ** 51n

export function isItemId(text: string | undefined): text is string {
  return text !== undefined && ITEM.test(text)
}

export function isBareItemId(text: string): boolean {
  return BARE.test(text)
}

export function isSkuId(text: string | undefined): text is string {
  return text !== undefined && SKU.test(text)
}

/** Whether a number in the middle of a text can hardly be anything but an item's id. */
export function isOfKnownFamily(text: string): boolean {
  return GLOBAL.test(text) || globalIdOf(text) !== undefined
}

/**
 * The global id of an item of the US site, which is numbered 2^51 above it. It is inferred, so histories are
 * not merged by it until a person or the marketplace confirms it.
 */
export function globalIdOf(itemId: string): string | undefined {
  if (!ITEM.test(itemId)) return undefined
  const id = BigInt(itemId) - US_OFFSET
  const text = String(id)
  return id > 0n && GLOBAL.test(text) ? text : undefined
}
