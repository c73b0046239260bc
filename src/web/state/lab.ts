import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Fault, isRefused } from '../../core/base/faults.ts'
import { isRecord } from '../../core/base/schema.ts'
import type { Quote } from '../../core/pricing/document.ts'
import { type Explanation, explain } from '../../core/pricing/explain.ts'
import type { Input } from '../../core/pricing/input.ts'
import type { Editor } from './editor.ts'
import { historyOf } from './history.ts'
import { pointerOf, withValue } from './paths.ts'
import { emptyStage, type Stage, shownOn } from './stage.ts'

/** A cart that was priced: what the receipt, the chart and the simulator show. */
export interface Shown extends Explanation {
  readonly input: Input
}

/** One cart on the bench: the document being edited, its answer, and the last answer that was good. */
export interface Lab extends Editor {
  /** The document as it stands, however wrong; every form edits this one document. */
  readonly draft: ReadonlySignal<unknown>
  /** What the forms show: the draft while it has the shape of a cart, else the last good cart. */
  readonly form: ReadonlySignal<Input>
  /** Whether the forms may edit: the draft has the shape of a cart, and its JSON can be read. */
  readonly editable: ReadonlySignal<boolean>
  readonly shown: ReadonlySignal<Shown>
  readonly stage: Stage
  /** The ticks to be seen: the forms' cart, or what is on stage. */
  readonly seen: ReadonlySignal<Input>
  /** Whether the draft is faulty, so that `shown` is of an earlier cart. */
  readonly stale: ReadonlySignal<boolean>
  readonly json: ReadonlySignal<string>
  readonly canUndo: ReadonlySignal<boolean>
  /** A sentence for the reader about the last thing that happened; announced, then replaced. */
  readonly notice: Signal<string>
  /** The sample that the cart began as; null for a cart that came by a link. */
  readonly sample: ReadonlySignal<string | null>
  /** The offer that the reader points at; its shares light up wherever they stand. */
  readonly pointed: Signal<string | null>
  /** The clause whose text is open. */
  readonly clause: Signal<string | null>
  replace(document: unknown, notice?: string, sample?: string | null): void
  typeJson(text: string): void
  undo(): void
}

interface Draft {
  readonly document: unknown
  /** The text in the JSON panel while it is typed there; null while the forms lead. */
  readonly text: string | null
  readonly syntax: string | null
  readonly sample: string | null
}

export function createLab(opening: Input, sample: string): Lab {
  const history = historyOf<Draft>({ document: opening, text: null, syntax: null, sample })
  const draft = history.now
  const answer = computed(() => explain(draft.value.document))
  const settled = lastGood(answer, draft, opening)
  const stage = emptyStage()
  const editable = computed(() => draft.value.syntax === null && hasShape(draft.value.document))
  const form = computed(() =>
    editable.value ? (draft.value.document as Input) : settled.value.input,
  )
  const notice = signal('')
  const change = (next: Draft, field: string | null) => {
    stage.clear()
    history.change(next, field)
  }
  return {
    name: 'cart',
    draft: computed(() => draft.value.document),
    document: form,
    form,
    currency: computed(() => String(form.value.currency)),
    editable,
    shown: computed(() => shownOn(stage) ?? settled.value),
    stage,
    seen: computed(() => stage.input.value ?? form.value),
    faults: computed(() => faultsOf(draft.value, answer.value)),
    stale: computed(() => draft.value.syntax !== null || isRefused(answer.value)),
    json: computed(() => draft.value.text ?? JSON.stringify(draft.value.document, null, 2)),
    canUndo: history.canUndo,
    notice,
    sample: computed(() => draft.value.sample),
    pointed: signal(null),
    clause: signal(null),
    set: (path, value) => {
      const document = withValue(draft.value.document, path, value)
      change(withDocument(draft.value, document), pointerOf(path))
    },
    replace: (document, said, from = draft.value.sample) => {
      change({ ...withDocument(draft.value, document), sample: from }, null)
      notice.value = said ?? ''
    },
    typeJson: (text) => change(readJson(text, draft.value), 'json'),
    undo: () => {
      stage.clear()
      if (history.undo()) notice.value = 'Took back the last change.'
    },
  }
}

function withDocument(draft: Draft, document: unknown): Draft {
  return { ...draft, document, text: null, syntax: null }
}

/** Text that is no JSON leaves the document as it was, and says where it stops making sense. */
function readJson(text: string, before: Draft): Draft {
  try {
    return { ...before, document: JSON.parse(text), text, syntax: null }
  } catch (error) {
    return { ...before, text, syntax: error instanceof Error ? error.message : String(error) }
  }
}

function faultsOf(
  draft: Draft,
  answer: Explanation | { refused: readonly Fault[] },
): readonly Fault[] {
  if (draft.syntax !== null) return [{ path: '', fault: `This is not JSON yet: ${draft.syntax}` }]
  return isRefused(answer) ? answer.refused : []
}

function lastGood(
  answer: ReadonlySignal<ReturnType<typeof explain>>,
  draft: ReadonlySignal<Draft>,
  opening: Input,
): ReadonlySignal<Shown> {
  const first = explain(opening)
  if (isRefused(first)) throw new Error(`the opening cart is refused: ${JSON.stringify(first)}`)
  let last: Shown = { ...first, input: opening }
  return computed(() => {
    const now = answer.value
    // A draft whose JSON cannot be read keeps its document, so this stays the cart before it.
    if (!isRefused(now)) last = { ...now, input: draft.value.document as Input }
    return last
  })
}

/** Whether forms can show a document: the containers are there, whatever stands in their fields. */
function hasShape(document: unknown): document is Input {
  if (!isRecord(document)) return false
  const { buyer, stores, lines, offers = [], shipping = [], choose = 'all' } = document
  return (
    isRecord(buyer) &&
    isRecord(stores) &&
    Object.values(stores).every(isRecord) &&
    [lines, offers, shipping].every((rows) => Array.isArray(rows) && rows.every(isRecord)) &&
    (choose === 'all' || Array.isArray(choose))
  )
}

/** Whether an offer is ticked. */
export function isChosen(input: Input, offer: string): boolean {
  return input.choose === undefined || input.choose === 'all' || input.choose.includes(offer)
}

/** The offer as it is written, for its code and its funder. */
export function offerOf(
  shown: Shown,
  id: string,
): NonNullable<Input['offers']>[number] | undefined {
  return shown.input.offers?.find((offer) => offer.id === id)
}

/** How much of the price without offers was saved, as a fraction of that price. */
export function priceWithoutOffers(quote: Quote): number {
  return quote.totals.total + quote.totals.saved
}
