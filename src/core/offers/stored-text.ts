import { type Fault, pointer } from '../base/faults.ts'

/**
 * Names every text that is no Unicode: half of a pair of surrogates. A cart may hold one, for it is only
 * compared; what is kept would come back as another text.
 */
export function findIllFormed(value: unknown, path: string, faults: Fault[]): void {
  if (typeof value === 'string') {
    if (value.isWellFormed()) return
    faults.push({ path, fault: 'Holds half of a character: write it in whole Unicode.' })
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) findIllFormed(item, pointer(path, at), faults)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      findIllFormed(item, pointer(path, name), faults)
    }
  }
}
