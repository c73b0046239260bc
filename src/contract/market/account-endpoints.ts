import { id, instant } from '../../core/base/fields.ts'
import {
  described,
  leaf,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { text } from '../answers.ts'
import { endpoint, ROLES } from './endpoint.ts'
import { freeText } from './texts.ts'

const EMAIL = /^[^\s@<>"(),;:\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i

/** An address of e-mail, as far as its shape tells: whether it is somebody's is told by a mail to it. */
const email: Schema<string> = leaf(
  { type: 'string', format: 'email', maxLength: 254 },
  (value) => typeof value === 'string' && value.length <= 254 && EMAIL.test(value),
  'Must be an e-mail address, for example ana@example.com.',
)

/** Long enough that guessing is hopeless, short enough that hashing it is cheap (ASVS 6.2). */
const password: Schema<string> = leaf(
  { type: 'string', minLength: 8, maxLength: 128, writeOnly: true },
  (value) =>
    typeof value === 'string' &&
    value.isWellFormed() &&
    [...value].length >= 8 &&
    value.length <= 128,
  'Must be 8 to 128 characters; any characters will do.',
)

const accountAnswer = described(
  object({ id, role: oneOf(ROLES), name: text, email, seller: orNull(id) }, {}),
  { title: 'Account' },
)

const registration = described(
  object({ email, password, name: freeText(100) }, { country: orNull(id) }),
  { title: 'Registration' },
)

const newAccount = described(
  object(
    { email, password, name: freeText(100), role: oneOf(ROLES) },
    { seller: orNull(id), country: orNull(id) },
  ),
  { title: 'NewAccount' },
)

const signIn = described(object({ email, password: freeText(1_000) }, {}), { title: 'SignIn' })

const sessionRow = object(
  {
    id: text,
    label: text,
    createdAt: instant,
    seenAt: instant,
    expiresAt: instant,
    current: truth,
  },
  {},
)

const EVERYBODY = { scope: null, roles: ROLES } as const

/** Accounts of people, and their sessions. */
export const accountEndpoints = {
  register: endpoint({
    id: 'register',
    method: 'post',
    path: '/v1/accounts',
    tag: 'People',
    summary: 'Become a buyer',
    description:
      'Makes an account for a buyer and signs it in: the answer sets the cookie of a session.',
    access: { scope: null, roles: [], visitors: true },
    body: registration,
    example: { email: 'ana@example.com', password: 'correct horse', name: 'Ana' },
    answer: accountAnswer,
    says: 'The account. It is signed in.',
    status: 201,
    repetition: 'natural',
    refusals: [409],
  }),
  createAccount: endpoint({
    id: 'createAccount',
    method: 'post',
    path: '/v1/accounts/staff',
    tag: 'People',
    summary: 'Make an account for somebody',
    description: 'Sellers, agents, admins and buyers. A seller’s account names its seller.',
    access: { scope: null, roles: ['admin'] },
    body: newAccount,
    example: {
      email: 'lin@example.com',
      password: 'correct horse',
      name: 'Lin',
      role: 'seller',
      seller: 'sA',
    },
    answer: accountAnswer,
    says: 'The account.',
    status: 201,
  }),
  signIn: endpoint({
    id: 'signIn',
    method: 'post',
    path: '/v1/sessions',
    tag: 'People',
    summary: 'Sign in',
    description:
      'Sets the cookie of a session. A wrong password and an unknown address are answered alike.',
    access: { scope: null, roles: [], visitors: true },
    body: signIn,
    example: { email: 'ana@example.com', password: 'correct horse' },
    answer: accountAnswer,
    says: 'Who is signed in.',
    repetition: 'natural',
    refusals: [401],
  }),
  listSessions: endpoint({
    id: 'listSessions',
    method: 'get',
    path: '/v1/sessions',
    tag: 'People',
    summary: 'Where you are signed in',
    access: EVERYBODY,
    answer: described(object({ sessions: list(sessionRow) }, {}), { title: 'SessionList' }),
    says: 'Your sessions, the newest first.',
  }),
  signOut: endpoint({
    id: 'signOut',
    method: 'delete',
    path: '/v1/sessions/{session}',
    tag: 'People',
    summary: 'Sign out',
    description: '`current` is the session that asks.',
    access: EVERYBODY,
    says: 'The session has ended.',
  }),
  listSamplePeople: endpoint({
    id: 'listSamplePeople',
    method: 'get',
    path: '/v1/sample-people',
    tag: 'People',
    summary: 'The people of the sample marketplace',
    description:
      'With the password of all of them. Nobody, where the server can be reached from other machines: there they cannot sign in.',
    access: { scope: null, roles: ROLES, visitors: true },
    answer: described(
      object(
        {
          people: list(object({ email, name: text, role: oneOf(ROLES) }, {})),
          password: orNull(text),
        },
        {},
      ),
      { title: 'SamplePeople' },
    ),
    says: 'Who can be tried.',
  }),
  me: endpoint({
    id: 'me',
    method: 'get',
    path: '/v1/me',
    tag: 'People',
    summary: 'Who is signed in',
    access: { scope: null, roles: ROLES, visitors: true },
    answer: described(object({ account: orNull(accountAnswer) }, {}), { title: 'Me' }),
    says: 'Your account; null for visitors.',
  }),
} as const
