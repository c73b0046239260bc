import { count, id, instant } from '../../core/base/fields.ts'
import { described, list, object, orNull } from '../../core/base/schema.ts'
import { extensionDocument } from '../../core/orders/extension.ts'
import { endpoint } from './endpoint.ts'

/** An extension that was given. */
const extensionAnswer = described(
  object(
    {
      id,
      at: instant,
      days: count,
      shippedFrom: orNull(instant),
      shippedUntil: orNull(instant),
      countries: orNull(list(id)),
    },
    {},
  ),
  { title: 'GivenExtension' },
)

const ROLES = ['agent', 'admin'] as const
const TAG = 'Orders'

/** More delivery time for everyone whom it reaches. */
export const extensionEndpoints = {
  createExtension: endpoint({
    id: 'createExtension',
    method: 'post',
    path: '/v1/extensions',
    tag: TAG,
    summary: 'Give more time for delivery to everyone',
    description:
      'For orders that were shipped in a period and go to some countries, or to all (bp.extend). Orders that are shipped later in the period are reached too. It cannot be taken back.',
    access: { scope: 'orders:write', ofPlatform: true, roles: ROLES },
    body: extensionDocument,
    example: {
      days: 10,
      shippedFrom: '2026-05-01T00:00:00-07:00',
      shippedUntil: '2026-06-01T00:00:00-07:00',
      countries: ['US'],
    },
    answer: extensionAnswer,
    says: 'The extension.',
    status: 201,
  }),
  listExtensions: endpoint({
    id: 'listExtensions',
    method: 'get',
    path: '/v1/extensions',
    tag: TAG,
    summary: 'Extensions that were given to everyone',
    access: { scope: 'orders:read', ofPlatform: true, roles: ROLES },
    answer: described(object({ extensions: list(extensionAnswer) }, {}), {
      title: 'ExtensionList',
    }),
    says: 'The first in front.',
  }),
} as const
