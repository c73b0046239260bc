import { problems } from '../operation-parts.ts'

/**
 * Where payment providers tell what came of payments: the one operation whose body is not ours to say. It
 * is read as bytes, for these are what is signed.
 */
export const paymentOperation = {
  '/v1/payments/{provider}/events': {
    post: {
      operationId: 'hearPayments',
      tags: ['Checkouts'],
      summary: 'Hear a payment provider',
      description:
        'For the web hooks of payment providers, in their own form. Nobody signs in here: who has signed the body with the secret of the provider is heard, and each event once (faq.escrow, faq.payfail). Whatever is wrong with a message is answered alike.',
      security: [{}],
      parameters: [
        {
          name: 'provider',
          in: 'path',
          required: true,
          schema: { type: 'string', minLength: 1, maxLength: 128 },
          description: '`stripe`, or `test` for the built-in test provider.',
        },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object' } } },
      },
      responses: {
        200: { description: 'It was heard, or known before, or is none of our payments.' },
        ...problems(400, 404, 408, 413, 503),
      },
    },
  },
} as const
