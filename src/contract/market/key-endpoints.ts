import { id, instant } from '../../core/base/fields.ts'
import { described, list, object, oneOf, orNull } from '../../core/base/schema.ts'
import { text } from '../answers.ts'
import { endpoint, SCOPES } from './endpoint.ts'
import { SELLER_SCOPES } from './seller-scopes.ts'
import { freeText } from './texts.ts'

const scope = described(oneOf(SCOPES), { title: 'KeyScope' })

const keyFields = {
  id: text,
  name: text,
  scopes: list(scope),
  seller: orNull(id),
  createdAt: instant,
  revokedAt: orNull(instant),
} as const

const keyRow = object(keyFields, {})

const newKey = described(
  object({ name: freeText(100), scopes: list(scope, 1) }, { seller: orNull(id) }),
  { title: 'NewKey' },
)

const issuedKey = described(object({ ...keyFields, key: text }, {}), { title: 'IssuedKey' })

const ACCESS = { scope: 'keys', roles: ['admin', 'seller'] } as const
const TAG = 'Keys'

/** Keys of integrators. A seller's keys are for its own rows. */
export const keyEndpoints = {
  createKey: endpoint({
    id: 'createKey',
    method: 'post',
    path: '/v1/keys',
    tag: TAG,
    summary: 'Issue a key',
    description: `The key is shown this once: only its digest is kept. Who has \`keys\` gives no scope that it has not. A key of a seller acts on no buyer: it can have ${SELLER_SCOPES.map((scope) => `\`${scope}\``).join(', ')}.`,
    access: ACCESS,
    body: newKey,
    example: { name: 'checkout', scopes: ['claims:write', 'quotes'] },
    answer: issuedKey,
    says: 'The key, this once.',
    status: 201,
    refusals: [403],
  }),
  listKeys: endpoint({
    id: 'listKeys',
    method: 'get',
    path: '/v1/keys',
    tag: TAG,
    summary: 'Your keys',
    access: ACCESS,
    answer: described(object({ keys: list(keyRow) }, {}), { title: 'KeyList' }),
    says: 'Every key, without its secret.',
  }),
  rotateKey: endpoint({
    id: 'rotateKey',
    method: 'post',
    path: '/v1/keys/{key}/rotate',
    tag: TAG,
    summary: 'Renew a key',
    description: 'The old secret works for another 24 hours.',
    access: ACCESS,
    answer: issuedKey,
    says: 'The key with its new secret, this once.',
  }),
  revokeKey: endpoint({
    id: 'revokeKey',
    method: 'delete',
    path: '/v1/keys/{key}',
    tag: TAG,
    summary: 'End a key',
    access: ACCESS,
    says: 'The key has ended, with both its secrets.',
  }),
} as const
