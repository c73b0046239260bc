import {
  type AgentCheckout,
  type AgentDiscount,
  type AgentView,
  agentView,
} from './agent-checkout.ts'
import type { AgentCode } from './agent-reasons.ts'
import { provisionalText } from './agent-ucp.ts'

export interface AcpCoupon {
  readonly id: string
  readonly name: string
  readonly percent_off?: number
  readonly amount_off?: number
  readonly currency?: string
}

export interface AcpDiscount {
  readonly id: string
  readonly code?: string
  readonly coupon: AcpCoupon
  readonly amount: number
  readonly automatic: boolean
  readonly start?: string
  readonly end?: string
  readonly method?: 'each' | 'across'
  readonly priority: number
  readonly allocations: readonly { readonly path: string; readonly amount: number }[]
}

export interface AcpRejected {
  readonly code: string
  readonly reason: AgentCode
  readonly message: string
}

export interface AcpTotal {
  readonly type: string
  readonly display_text: string
  readonly amount: number
}

export type AcpMessage =
  | {
      readonly type: 'warning'
      readonly code: AgentCode
      readonly param: string
      readonly content_type: 'plain'
      readonly content: string
    }
  | {
      readonly type: 'info'
      readonly param: string
      readonly content_type: 'plain'
      readonly content: string
    }

/**
 * The parts of an ACP checkout session that a quote answers for (the discount extension); id, status,
 * links, fulfilment options and capabilities are the server's.
 */
export interface AcpDocument {
  readonly currency: string
  readonly line_items: readonly {
    readonly id: string
    readonly item: { readonly id: string; readonly name: string; readonly unit_amount: number }
    readonly name: string
    readonly quantity: number
    readonly unit_amount: number
    readonly totals: readonly AcpTotal[]
  }[]
  readonly totals: readonly AcpTotal[]
  readonly discounts: {
    readonly codes: readonly string[]
    readonly applied: readonly AcpDiscount[]
    readonly rejected: readonly AcpRejected[]
  }
  readonly messages: readonly AcpMessage[]
}

/** A quote as ACP tells it: its amounts are never below zero, so a type says what is taken off. */
export function acpDocument(checkout: AgentCheckout): AcpDocument {
  const view = agentView(checkout, 'after-discounts')
  const currency = view.currency.toLowerCase()
  return {
    currency,
    line_items: view.lines.map(({ line, quoted, title }) => ({
      id: line.id,
      item: { id: line.sku, name: title, unit_amount: line.unitPrice },
      name: title,
      quantity: line.quantity ?? 1,
      unit_amount: line.unitPrice,
      totals: [
        { type: 'items_base_amount', display_text: 'Price', amount: quoted.list },
        ...(quoted.off === 0
          ? []
          : [{ type: 'items_discount', display_text: 'Discount', amount: quoted.off }]),
        { type: 'total', display_text: 'Total', amount: quoted.net },
      ],
    })),
    totals: view.totals.map((row) => ({ ...row, amount: Math.abs(row.amount) })),
    discounts: {
      codes: checkout.codes.map(({ code }) => code),
      applied: view.discounts.map((discount) => discountOf(discount, currency)),
      rejected: view.rejected.map(({ code, reason, message }) => ({ code, reason, message })),
    },
    messages: messagesOf(view),
  }
}

function discountOf(discount: AgentDiscount, currency: string): AcpDiscount {
  const { offer, code, method, amount, priority, allocations } = discount
  const { title, document } = discount.known
  const { percent, off, every } = document.benefit
  const fixed = off !== undefined && every === undefined
  return {
    id: offer,
    ...(code === null ? {} : { code }),
    coupon: {
      id: offer,
      name: title,
      // Tiers, amounts for every so much and free shipping are neither: their name says what they are.
      ...(percent === undefined ? {} : { percent_off: percent }),
      ...(fixed ? { amount_off: off, currency } : {}),
    },
    amount,
    automatic: code === null,
    ...(document.from ? { start: document.from } : {}),
    ...(document.until ? { end: document.until } : {}),
    ...(method === null ? {} : { method }),
    priority,
    allocations,
  }
}

function messagesOf({ rejected, discounts }: AgentView): AcpMessage[] {
  const provisional = discounts.filter((discount) => discount.provisional.length > 0)
  return [
    ...rejected.map(({ at, reason, message }) => ({
      type: 'warning' as const,
      code: reason,
      param: `$.discounts.codes[${at}]`,
      content_type: 'plain' as const,
      content: message,
    })),
    ...provisional.map((discount) => ({
      type: 'info' as const,
      param: `$.discounts.applied[${discount.priority - 1}]`,
      content_type: 'plain' as const,
      content: provisionalText(discount),
    })),
  ]
}
