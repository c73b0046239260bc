import { randomBytes } from 'node:crypto'
import type { Alert } from '../../src/shell/channels/alert.ts'

/** When the second reading of the alert below was taken. */
export const AT = Date.parse('2026-06-24T12:00:00Z')

/** An alert that differs from the usual one as said; each has an id of its own. */
export function anAlert({
  title = 'USB-C cable, 2 m',
  ...more
}: Partial<Alert> & { title?: string } = {}): Alert {
  return {
    id: `w1:target:${randomBytes(6).toString('hex')}`,
    watch: 'w1',
    list: 'l1',
    kind: 'target',
    at: AT,
    listing: { id: '1005001234567890', title, variant: 'Black' },
    totalMinor: 950,
    currency: 'USD',
    shipTo: 'US',
    targetMinor: 1_000,
    formerLowMinor: 1_010,
    layers: [
      { name: 'Sale price', amountMinor: 400 },
      { name: 'Store coupon', amountMinor: 100 },
    ],
    proofUrl: 'https://market.example/alerts/a1?x=1&y=2',
    watchUrl: 'https://market.example/watch/secret',
    ...more,
  }
}
