import type { Held, HeldReason } from './polite/polite-client.ts'
import { type Unseen, type UnseenReason, unseen } from './source.ts'

const REASONS = {
  robots: 'robots',
  elsewhere: 'elsewhere',
  paced: 'busy',
  closed: 'busy',
  wait: 'busy',
  failing: 'unreachable',
  unreachable: 'unreachable',
} as const satisfies Readonly<Record<HeldReason, UnseenReason>>

/** What a request that was not made means for the listing that was asked for. */
export function unseenFor({ held, again }: Held): Unseen {
  return unseen(REASONS[held], { again, detail: held })
}
