import { isRecord } from '../../../core/base/schema.ts'
import { pointerOf } from '../paths.ts'

/** A place of a document that was changed: what stood there, and what stands there now. */
export interface Changed {
  readonly pointer: string
  /** Undefined where there was, or is, nothing. */
  readonly before: unknown
  readonly after: unknown
}

/** Every place at which two documents differ, as deep as they have places in common, in order. */
export function changesBetween(before: unknown, after: unknown): readonly Changed[] {
  return differences(before, after, []).sort((a, b) => (a.pointer < b.pointer ? -1 : 1))
}

function differences(before: unknown, after: unknown, path: readonly string[]): Changed[] {
  if (!isRecord(before) || !isRecord(after)) {
    if (JSON.stringify(before) === JSON.stringify(after)) return []
    return [{ pointer: pointerOf(path), before, after }]
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((name) => differences(before[name], after[name], [...path, name]))
}
