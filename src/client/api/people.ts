// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type {
  Account,
  Me,
  NewAccount,
  Registration,
  SamplePeople,
  SessionList,
  SignIn,
} from './people-documents.ts'

/** Accounts and sessions. */
export interface PeopleCalls {
  /**
   * Become a buyer. Makes an account for a buyer and signs it in: the answer sets the cookie
   * of a session.
   */
  register: Call<{ readonly body: Registration }, Account>
  /**
   * Make an account for somebody. Sellers, agents, admins and buyers. A seller’s account names
   * its seller.
   */
  createAccount: Call<{ readonly body: NewAccount }, Account>
  /**
   * Sign in. Sets the cookie of a session. A wrong password and an unknown address are
   * answered alike.
   */
  signIn: Call<{ readonly body: SignIn }, Account>
  /** Where you are signed in. For people signed in as buyer, seller, agent, admin. */
  listSessions: Call<Record<never, never>, SessionList>
  /** Sign out. `current` is the session that asks. */
  signOut: Call<{ readonly path: { readonly session: string } }, undefined>
  /**
   * The people of the sample marketplace. With the password of all of them. Nobody, where the
   * server can be reached from other machines: there they cannot sign in.
   */
  listSamplePeople: Call<Record<never, never>, SamplePeople>
  /** Who is signed in. For anybody; people signed in as buyer, seller, agent, admin. */
  me: Call<Record<never, never>, Me>
}

export const peopleRows = {
  register: ['POST', '/v1/accounts'],
  createAccount: ['POST', '/v1/accounts/staff', 'keyed'],
  signIn: ['POST', '/v1/sessions'],
  listSessions: ['GET', '/v1/sessions'],
  signOut: ['DELETE', '/v1/sessions/{session}'],
  listSamplePeople: ['GET', '/v1/sample-people'],
  me: ['GET', '/v1/me'],
} as const satisfies Rows<PeopleCalls>
