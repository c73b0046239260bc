import sample from '../../../samples/marketplace.json' with { type: 'json' }
import type { AccountRole } from '../store/access/actor.ts'

/** The end of the addresses of sample people: whoever serves others than this machine lets none of them in. */
export const SAMPLE_DOMAIN = '@sample.example'

/** The password of every sample person: it is shown on the page where they sign in. */
export const SAMPLE_PASSWORD = 'tessera-sample'

/** Who they are, as the page where they sign in offers them. */
export const samplePeople: readonly {
  readonly email: string
  readonly name: string
  readonly role: AccountRole
}[] = sample.people.map(({ email, name, role }) => ({ email, name, role: role as AccountRole }))
