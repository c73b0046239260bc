import { useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import { ClauseLink } from '../clause.tsx'
import { Dialog } from '../dialog.tsx'
import { ProblemNote } from '../market/problem-note.tsx'

/** Asks before something is ended for good, and says what that does. */
export function EndDialog(props: {
  readonly what: 'offer' | 'campaign'
  readonly title: string
  /** Ends it; the problem, if that was refused. */
  readonly onEnd: () => Promise<ProblemDocument | null>
  readonly onClose: () => void
}) {
  const { what, title, onEnd, onClose } = props
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const end = async () => {
    if (isBusy) return
    setBusy(true)
    const refused = await onEnd()
    setBusy(false)
    setProblem(refused)
    if (refused === null) onClose()
  }
  return (
    <Dialog title={`End “${title}” now?`} onClose={onClose}>
      <ul class="bullets">
        <li>
          {what === 'campaign' ? 'It and all its offers leave' : 'It leaves'} every quote within a
          second, without notice. <ClauseLink id="tc.20" />
        </li>
        <li>
          {what === 'campaign'
            ? 'Nobody can claim its offers any more, and what buyers hold of them is void.'
            : 'Nobody can claim it any more, and what buyers hold of it is void.'}
        </li>
        <li>Orders that are placed keep the price that they were quoted.</li>
        <li>It cannot be taken back: to go on, issue it anew under another id.</li>
      </ul>
      {problem && <ProblemNote problem={problem} />}
      <footer class="actions">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="danger" aria-disabled={isBusy} onClick={end}>
          {isBusy ? 'Ending…' : `End the ${what} now`}
        </button>
      </footer>
    </Dialog>
  )
}
