import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** A value with the values before it. */
export interface History<T> {
  readonly now: ReadonlySignal<T>
  readonly canUndo: ReadonlySignal<boolean>
  /** Changes of one field in a row are one step to undo; a field of null is none. */
  change(next: T, field: string | null): void
  /** Goes back one step; false where there is none. */
  undo(): boolean
}

const STEPS_MAX = 200

export function historyOf<T>(first: T): History<T> {
  const now = signal(first)
  const before = signal<readonly T[]>([])
  let lastField: string | null = null
  return {
    now,
    canUndo: computed(() => before.value.length > 0),
    change: (next, field) => {
      if (field === null || field !== lastField) {
        before.value = [...before.value, now.value].slice(-STEPS_MAX)
      }
      lastField = field
      now.value = next
    },
    undo: () => {
      if (before.value.length === 0) return false
      now.value = before.value.at(-1) as T
      before.value = before.value.slice(0, -1)
      lastField = null
      return true
    },
  }
}
