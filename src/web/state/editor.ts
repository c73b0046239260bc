import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Fault } from '../../core/base/faults.ts'
import { type Path, pointerOf } from './paths.ts'

/** A document under edit with its faults, as fields see it: the cart, or an offer in its dialog. */
export interface Editor {
  /** Sets the fields of two documents on one page apart. */
  readonly name: string
  readonly document: ReadonlySignal<unknown>
  readonly faults: ReadonlySignal<readonly Fault[]>
  readonly currency: ReadonlySignal<string>
  set(path: Path, value: unknown): void
}

export const EditorContext = createContext<Editor | null>(null)

export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (editor === null) throw new Error('a field stands outside of every editor')
  return editor
}

/** The id of the field that edits a place of a document, so that a fault can lead to it. */
export function fieldId(editor: string, pointer: string): string {
  return `${editor}${encodeURIComponent(pointer).replaceAll('%2F', '/')}`
}

/** The fault of a place, or of something inside it. */
export function faultAt(editor: Editor, path: Path): Fault | undefined {
  const place = pointerOf(path)
  return editor.faults.value.find(
    (fault) => fault.path === place || fault.path.startsWith(`${place}/`),
  )
}
