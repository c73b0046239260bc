import {
  type AgentCheckout,
  type AgentDiscount,
  type AgentView,
  agentView,
} from './agent-checkout.ts'

/** Totals of a line or of a checkout, in UCP's words: what is taken off is below zero. */
export interface UcpTotal {
  readonly type: string
  readonly display_text?: string
  readonly amount: number
}

export interface UcpDiscount {
  readonly code?: string
  readonly title: string
  readonly amount: number
  readonly automatic: boolean
  readonly method?: 'each' | 'across'
  readonly priority: number
  readonly allocations: readonly { readonly path: string; readonly amount: number }[]
}

export interface UcpMessage {
  readonly type: 'warning'
  readonly code: string
  readonly path: string
  readonly content: string
}

/**
 * The parts of a UCP cart or checkout that a quote answers for (the discount extension,
 * `dev.ucp.shopping.discount`); id, status, links and payment are the server's.
 */
export interface UcpDocument {
  readonly currency: string
  readonly line_items: readonly {
    readonly id: string
    readonly item: { readonly id: string; readonly title: string; readonly price: number }
    readonly quantity: number
    readonly totals: readonly UcpTotal[]
  }[]
  readonly totals: readonly UcpTotal[]
  readonly discounts: {
    readonly codes: readonly string[]
    readonly applied: readonly UcpDiscount[]
  }
  readonly messages: readonly UcpMessage[]
}

/**
 * A quote as UCP tells it. The published examples name shipping `$.totals.shipping`, which no list of
 * totals has: our paths name the row by its place, so that each one can be followed.
 */
export function ucpDocument(checkout: AgentCheckout): UcpDocument {
  const view = agentView(checkout, 'before-discounts')
  return {
    currency: view.currency,
    line_items: view.lines.map(({ line, quoted, title }) => ({
      id: line.id,
      item: { id: line.sku, title, price: line.unitPrice },
      quantity: line.quantity ?? 1,
      totals: [
        { type: 'subtotal', amount: quoted.list },
        ...(quoted.off === 0 ? [] : [{ type: 'items_discount', amount: -quoted.off }]),
        { type: 'total', amount: quoted.net },
      ],
    })),
    totals: view.totals,
    discounts: {
      codes: checkout.codes.map(({ code }) => code),
      applied: view.discounts.map(discountOf),
    },
    messages: messagesOf(view),
  }
}

function discountOf(discount: AgentDiscount): UcpDiscount {
  const { code, method, amount, priority, allocations } = discount
  return {
    ...(code === null ? {} : { code }),
    title: discount.known.title,
    amount,
    automatic: code === null,
    ...(method === null ? {} : { method }),
    priority,
    allocations,
  }
}

/** Warnings, so that no agent keeps them to itself: the buyer expected another total. */
function messagesOf({ rejected, discounts }: AgentView): UcpMessage[] {
  const provisional = discounts.filter((discount) => discount.provisional.length > 0)
  return [
    ...rejected.map(({ at, reason, message }) => ({
      type: 'warning' as const,
      code: reason,
      path: `$.discounts.codes[${at}]`,
      content: message,
    })),
    ...provisional.map((discount) => ({
      type: 'warning' as const,
      code: 'discount_provisional',
      path: `$.discounts.applied[${discount.priority - 1}]`,
      content: provisionalText(discount),
    })),
  ]
}

/** What a buyer in such a market is told (fg.market.in). */
export function provisionalText({ known }: Pick<AgentDiscount, 'known'>): string {
  return `"${known.title}" is certain only when the order ships: customs may refuse an item that it counts on.`
}
