import { described, list, object, oneOf } from '../../core/base/schema.ts'
import { ORDER_STATES } from '../../core/orders/order.ts'
import { CONTENTS } from '../../core/orders/order-command.ts'
import { orderProcess } from '../../core/orders/order-process.ts'
import { endpoint } from './endpoint.ts'
import { actionAnswer, orderAnswer, orderListAnswer } from './order-answers.ts'
import { idParameter, pageParameters, wordParameter } from './parameters.ts'

/** As whom a key of the platform can look at an order, and act on it; a person is what it is. */
export const ACTING_PARTIES = ['buyer', 'seller', 'carrier', 'platform', 'disputes'] as const

/** What is paid is begun at a checkout, and told by the payment provider; placing is accepting. */
const NOT_HERE: ReadonlySet<string> = new Set(['place', 'pay'])

/** What can be done with an order that was placed. */
const ORDER_EVENTS: readonly string[] = orderProcess.document.events
  .filter((event) => !NOT_HERE.has(event.id) && !event.by.every((party) => party === 'payment'))
  .map((event) => event.id)

const { attempt: _, cause: __, ...contents } = CONTENTS

const orderAct = described(
  object({ event: oneOf(ORDER_EVENTS) }, { as: oneOf(ACTING_PARTIES), ...contents }),
  {
    title: 'OrderAct',
    description:
      'An event of the process of orders, with what it needs and nothing else: `needs` of its action says what. `as` is for keys of the platform.',
  },
)

const asParameter = wordParameter(
  ACTING_PARTIES,
  'As whom: for keys of the platform and staff. `platform` unless said otherwise.',
)

const READ = { scope: 'orders:read', roles: ['buyer', 'seller', 'agent', 'admin'] } as const
const TAG = 'Orders'

/** Orders: read, and acted on by their parties. */
export const orderEndpoints = {
  listOrders: endpoint({
    id: 'listOrders',
    method: 'get',
    path: '/v1/orders',
    tag: TAG,
    summary: 'Orders',
    description: 'A buyer’s own, a seller’s own, or all.',
    access: READ,
    query: {
      ...pageParameters,
      state: wordParameter(ORDER_STATES, 'Only those in this state.'),
      buyer: idParameter('Only those of this buyer.'),
      seller: idParameter('Only those of this seller.'),
    },
    answer: orderListAnswer,
    says: 'The newest first.',
  }),
  getOrder: endpoint({
    id: 'getOrder',
    method: 'get',
    path: '/v1/orders/{order}',
    tag: TAG,
    summary: 'An order, as you see it',
    description:
      'Where it stands, when what is due (bp.pst), what can be done and what happens otherwise (bp.status), and its history.',
    access: READ,
    query: { as: asParameter },
    answer: orderAnswer,
    says: 'The order as it stands now.',
  }),
  listOrderActions: endpoint({
    id: 'listOrderActions',
    method: 'get',
    path: '/v1/orders/{order}/actions',
    tag: TAG,
    summary: 'What you can do with an order',
    description:
      'Each act with whether it is possible now, from when and until when it is, why not where it is not, and what happens when nobody acts. An act is accepted exactly when this says so.',
    access: READ,
    query: { as: asParameter },
    answer: described(object({ actions: list(actionAnswer) }, {}), { title: 'OrderActions' }),
    says: 'The acts of your part.',
  }),
  actOnOrder: endpoint({
    id: 'actOnOrder',
    method: 'post',
    path: '/v1/orders/{order}/acts',
    tag: TAG,
    summary: 'Act on an order',
    description:
      'What is due by now is applied before it, each deadline at its true time. Buyers cancel, ask to cancel and confirm; sellers ship, answer and extend; the platform extends. A key of the platform says for whom it acts: `as`, which may also be the carrier or the dispute process. Refused acts are told with their clause, the state of the order, and from when they will be possible.',
    access: { scope: 'orders:write', roles: READ.roles },
    body: orderAct,
    example: { event: 'ship', tracking: 'LX123456789CN' },
    answer: orderAnswer,
    says: 'The order after it.',
    repetition: 'act',
  }),
} as const
