import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import { type Conflict, isConflict } from '../../store/offers/acting.ts'
import { done, type Outcome } from './outcome.ts'

/** What the store answers of a document with versions. */
type Kept<T> = T | Refused | Refusal | Versions | null
type Versions = Conflict<{ readonly version: number }>

/**
 * What came of reading or writing a document with versions. `where` is what to say where there is none
 * that the actor may see; to a writer of a new one, the pointer of its id.
 */
export function kept<T extends { readonly version: number }>(
  answer: Kept<T>,
  where: string,
): Outcome<T> {
  if (answer === null) return { missing: where }
  if (isRefused(answer) || isRefusal(answer)) return answer
  if (!isVersions(answer)) return done(answer, answer.version)
  if (answer.conflict === 'version') return { stale: answer.current.version }
  return { refused: [{ path: where, fault: 'Is taken: choose another id.' }] }
}

const isVersions = (answer: object): answer is Versions => isConflict(answer)
