import type { ExactObject } from '../../../core/tracker/page/exact-json.ts'
import { textAt } from '../../../core/tracker/page/exact-json.ts'
import { type Unseen, type UnseenReason, unseen } from '../source.ts'

interface ErrorRow {
  readonly codes: readonly string[]
  readonly reason: UnseenReason
  /** How long to wait where the answer does not say; null where waiting mends nothing. */
  readonly waitMs: number | null
}

const MINUTE_MS = 60_000

/** Refusals of the gateway by their code. The first that fits counts. */
const GATEWAY_ERRORS: readonly ErrorRow[] = [
  { codes: ['ApiCallLimit', 'AppCallLimit', '7'], reason: 'busy', waitMs: 1_000 },
  {
    codes: [
      'isv.insufficient-permission',
      'isv.permission-denied',
      'IncompleteSignature',
      'InvalidSignature',
      'InsufficientPermission',
      'InvalidAppKey',
      'IllegalTimestamp',
      'IllegalAccessToken',
      'AppWhiteIpLimit',
      'IpWhiteLimit',
      '11',
      '25',
      '29',
    ],
    reason: 'keys',
    waitMs: 15 * MINUTE_MS,
  },
  {
    codes: ['ServiceUnavailable', 'ServiceTimeout', 'UnknownRuntimeException', '15'],
    reason: 'unreachable',
    waitMs: MINUTE_MS,
  },
]

/** Answers of the interface behind the gateway, where its call went through. */
const RESULT_CODES: readonly ErrorRow[] = [
  // No product with these ids now, for this country, in the programme: unknown, not gone.
  { codes: ['405'], reason: 'unknown', waitMs: null },
  { codes: ['401', '402', '403'], reason: 'keys', waitMs: 15 * MINUTE_MS },
  { codes: ['404', '500'], reason: 'unreachable', waitMs: MINUTE_MS },
]

/** What a refusal of the gateway means; faults of its own side pass, faults of ours do not. */
export function gatewayError(error: ExactObject, now: number): Unseen {
  const code = textAt(error, 'code') ?? ''
  const detail = textAt(error, 'sub_code') ?? ''
  const row =
    GATEWAY_ERRORS.find(({ codes }) => codes.includes(detail)) ??
    GATEWAY_ERRORS.find(({ codes }) => codes.includes(code))
  const isTheirs = ['ISP', 'SYSTEM'].includes(textAt(error, 'type') ?? '')
  const reason = row?.reason ?? (isTheirs ? 'unreachable' : 'refused')
  const waitMs = banMs(textAt(error, 'msg')) ?? row?.waitMs ?? (isTheirs ? MINUTE_MS : null)
  return unseen(reason, {
    again: waitMs === null ? null : now + waitMs,
    detail: detail === '' ? code : `${code} ${detail}`,
  })
}

/** What a result without products means. */
export function resultError(code: string, now: number): Unseen {
  const row = RESULT_CODES.find(({ codes }) => codes.includes(code))
  const waitMs = row?.waitMs ?? null
  return unseen(row?.reason ?? 'refused', {
    again: waitMs === null ? null : now + waitMs,
    detail: `result ${code}`,
  })
}

const BAN_MAX_MS = 24 * 60 * MINUTE_MS

/** How long a limit says that it lasts: the seconds stand in the middle of its sentence. */
function banMs(message: string | undefined): number | null {
  const seconds = /\b(\d{1,6}) (?:more )?seconds?\b/.exec(message ?? '')?.[1]
  return seconds === undefined ? null : Math.min(BAN_MAX_MS, Number(seconds) * 1_000)
}
