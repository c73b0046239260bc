import { useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import type { Order, OrderAction } from '../../state/orders/order.ts'
import type { OrderDesk } from '../../state/orders/order-desk.ts'
import { ProblemNote } from '../market/problem-note.tsx'

/** What the form of an act is made of. */
export interface ActProps {
  readonly order: Order
  readonly action: OrderAction
  readonly desk: OrderDesk
}

/** Why an act was refused, once it was answered. */
export type Sent = Promise<ProblemDocument | null>

/** Keeps why an act was refused beside the act. */
export function useRefusal() {
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const heard = async (sent: Sent): Promise<void> => setProblem(await sent)
  return { heard, note: problem && <ProblemNote problem={problem} /> }
}
