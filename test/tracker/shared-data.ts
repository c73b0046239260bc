import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const SHARED = resolve(import.meta.dirname, '../../../shared')

/** A file of the recorded material beside the project; null where it is not there. */
export function sharedPath(path: string): string | null {
  const file = resolve(SHARED, path)
  return existsSync(file) ? file : null
}

export function sharedText(path: string): string {
  return readFileSync(resolve(SHARED, path), 'utf8')
}
