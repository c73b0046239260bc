import type { Answer } from '../../../client/call.ts'
import { newKey } from '../../../client/request.ts'

/** Carries out an act under a name. */
export type ActOnce = <A>(
  body: unknown,
  act: (options: { readonly key: string }) => Promise<Answer<A>>,
) => Promise<Answer<A>>

/**
 * Gives acts their names. An act whose answer was lost keeps its own: who presses again then gets what
 * the first press did. One that was answered is over, and the same again is another act.
 */
export function actOnce(): ActOnce {
  const keys = new Map<string, string>()
  return async (body, act) => {
    const text = JSON.stringify(body)
    const key = keys.get(text) ?? newKey()
    keys.set(text, key)
    const answer = await act({ key })
    if (answer.status !== 0) keys.delete(text)
    return answer
  }
}
