/** What the double of Stripe's API answers. */
import { refusal, type StripeRefusal } from './stripe-form.ts'

export interface Answer {
  readonly status: number
  readonly value: unknown
}

const TYPES: Readonly<Record<number, string>> = { 429: 'rate_limit', 500: 'api_error' }

export const refused = ({ status, ...error }: StripeRefusal): Answer => ({
  status,
  value: { error },
})

/** A failure that has nothing to do with what was asked. */
export const failed = (status: number): Answer =>
  refused({ status, type: TYPES[status] ?? 'invalid_request_error', message: 'trouble' })

export const missing = (id: string): StripeRefusal =>
  refusal(`No such object: ${id}`, { status: 404, code: 'resource_missing' })

export const listed = (data: readonly object[]): Answer => ({
  status: 200,
  value: { object: 'list', data, has_more: false, url: '/' },
})
