import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { LINE_NOT_UTF8 } from '../../contract/ndjson.ts'
import type { Refused } from '../../core/base/faults.ts'
import { cannotRead } from './document-file.ts'

/** Reads a text from a file, or from standard input where the file is "-". */
export async function readText(file: string): Promise<{ readonly value: string } | Refused> {
  let bytes: Buffer
  try {
    bytes = await (file === '-' ? buffer(process.stdin) : readFile(file))
  } catch (error) {
    return { refused: [{ path: file, fault: cannotRead(error) }] }
  }
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { refused: [{ path: file, fault: LINE_NOT_UTF8 }] }
  }
}
