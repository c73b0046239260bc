import type { ProblemDocument } from '../../../client/call.ts'
import { ClauseLink } from '../clause.tsx'

/** A refusal as a person reads it: what is wrong, by which clause, and the way to try again. */
export function ProblemNote(props: {
  readonly problem: ProblemDocument
  readonly onRetry?: (() => void) | undefined
}) {
  const { problem, onRetry } = props
  return (
    <div class="faults" role="alert">
      <p>
        <b>{problem.title}.</b> {problem.detail}{' '}
        {problem.clause && <ClauseLink id={problem.clause} />}
      </p>
      {onRetry && (
        <p>
          <button type="button" class="small" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </div>
  )
}
