import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import type { Fault } from '../../../core/base/faults.ts'
import type { Editor } from '../editor.ts'
import { type Path, pointerOf, withValue } from '../paths.ts'

/** A document in a form: it is judged while it is typed, but blamed only where it was touched. */
export interface Form<D> extends Editor {
  /** The document as it stands, however wrong. */
  readonly draft: ReadonlySignal<D>
  /** Every fault, also of places that nobody has come to yet. */
  readonly wrong: ReadonlySignal<readonly Fault[]>
  readonly isChanged: ReadonlySignal<boolean>
  /** Why the server refused it, as far as that is of no place in it. */
  readonly problem: ReadonlySignal<ProblemDocument | null>
  /** Begins anew with another document. */
  replace(document: D): void
  /** Puts a document in its place that was changed at one place, and for its sake at others. */
  become(document: D, place: Path): void
  /** From now on every fault is shown. Returns whether there is none. */
  check(): boolean
  /** Takes what the server said: its faults stand at their places until those are changed. */
  hear(answer: Answer<unknown>): void
}

/** What a form is made of. */
interface FormParts<D> {
  readonly name: string
  readonly opening: D
  readonly faults: (document: D) => readonly Fault[]
  readonly currency?: (document: D) => string
  /** Makes a document tidy after a place of it was set. */
  readonly tidy?: (document: unknown, path: Path) => unknown
}

export function createForm<D>(of: FormParts<D>): Form<D> {
  const document = signal<D>(of.opening)
  const kept = signal<D>(of.opening)
  const blame = createBlame(() => of.faults(document.value))
  const tidy = of.tidy ?? ((changed: unknown) => changed)
  return {
    name: of.name,
    document,
    draft: document,
    wrong: blame.wrong,
    faults: blame.shown,
    currency: computed(() => of.currency?.(document.value) ?? 'USD'),
    isChanged: computed(() => JSON.stringify(document.value) !== JSON.stringify(kept.value)),
    problem: blame.problem,
    set: (path, value) => {
      document.value = tidy(withValue(document.value, path, value), path) as D
      blame.touch(pointerOf(path))
    },
    become: (next, path) => {
      document.value = next
      blame.touch(pointerOf(path))
    },
    replace: (next) => {
      document.value = next
      kept.value = next
      blame.reset()
    },
    check: () => blame.check(),
    hear: (answer) => blame.hear(answer),
  }
}

/** Which faults there are, and which of them are shown: those of places that were touched, until all are. */
function createBlame(find: () => readonly Fault[]) {
  const touched = signal<readonly string[]>([])
  const isTried = signal(false)
  const told = signal<readonly Fault[]>([])
  const problem = signal<ProblemDocument | null>(null)
  const wrong = computed(() => [...find(), ...told.value])
  const isTouched = ({ path }: Fault) =>
    touched.value.some((place) => path === place || path.startsWith(`${place}/`))
  return {
    wrong,
    problem,
    shown: computed(() => (isTried.value ? wrong.value : wrong.value.filter(isTouched))),
    touch: (place: string) => {
      touched.value = [...touched.value.filter((one) => one !== place), place]
      told.value = told.value.filter((fault) => !isNear(fault.path, place))
      problem.value = null
    },
    reset: () => {
      touched.value = []
      told.value = []
      isTried.value = false
      problem.value = null
    },
    check: () => {
      isTried.value = true
      return wrong.value.length === 0
    },
    hear: (answer: Answer<unknown>) => {
      isTried.value = true
      const errors = answer.ok ? [] : (answer.problem.errors ?? [])
      told.value = errors.map(({ pointer = '', detail }) => ({ path: pointer, fault: detail }))
      problem.value = answer.ok || errors.length > 0 ? null : answer.problem
    },
  }
}

/** Whether one place lies in the other: then a change of one may mend the fault of the other. */
function isNear(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

/** A part of a document as one of its own, for fields that know only the part. */
export function partOf(editor: Editor, part: string): Editor {
  const under = `/${part}`
  return {
    name: `${editor.name}${under}`,
    document: computed(
      () => (editor.document.value as Readonly<Record<string, unknown>>)[part] ?? {},
    ),
    faults: computed(() =>
      editor.faults.value
        .filter(({ path }) => path === under || path.startsWith(`${under}/`))
        .map((fault) => ({ ...fault, path: fault.path.slice(under.length) })),
    ),
    currency: editor.currency,
    set: (path, value) => editor.set([part, ...path], value),
  }
}
