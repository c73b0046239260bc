import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Command } from 'commander'
import { readJson } from '../../contract/json.ts'
import { LINE_NOT_UTF8 } from '../../contract/ndjson.ts'
import type { Refused } from '../../core/base/faults.ts'

/** The argument [file], and what it means when it is left out. */
export function inputFile(file: string | undefined, command: Command): string {
  if (file !== undefined) return file
  // A person at a keyboard would wait for an answer that never comes.
  if (process.stdin.isTTY) command.error('error: name a FILE, or - to type it on standard input')
  return '-'
}

/** Reads one JSON document from a file, or from standard input where the file is "-". */
export async function readDocument(file: string): Promise<{ readonly value: unknown } | Refused> {
  let bytes: Buffer
  try {
    bytes = await (file === '-' ? buffer(process.stdin) : readFile(file))
  } catch (error) {
    return { refused: [{ path: file, fault: cannotRead(error) }] }
  }
  try {
    return readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { refused: [{ path: '', fault: LINE_NOT_UTF8 }] }
  }
}

/** The same bytes as a stream, for NDJSON. */
export function documentStream(file: string): AsyncIterable<Buffer> {
  return file === '-' ? process.stdin : createReadStream(file)
}

/** Why a file cannot be read, as a sentence. */
export function cannotRead(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'Cannot be read: there is no such file.'
  if (code === 'EISDIR') return 'Cannot be read: it is a folder.'
  if (code === 'EACCES') return 'Cannot be read: permission is missing.'
  return `Cannot be read: ${message}.`
}
