import type { DocumentOf } from '../../../client/client.ts'
import type { Fault } from '../../../core/base/faults.ts'
import { createForm } from './form.ts'

type SignIn = DocumentOf<'SignIn'>
type Registration = DocumentOf<'Registration'>

/** A form that signs in who has an account. */
export function signInForm() {
  return createForm<SignIn>({
    name: 'sign-in',
    opening: { email: '', password: '' },
    faults: ({ email, password }) => [
      ...missing('/email', email, 'Your e-mail address, please.'),
      ...missing('/password', password, 'Your password, please.'),
    ],
  })
}

const PASSWORD_MIN = 8

/** A form that makes a buyer of a visitor. The server has the last word on each field. */
export function registrationForm() {
  return createForm<Registration>({
    name: 'register',
    opening: { email: '', password: '', name: '' },
    faults: ({ email, password, name }) => [
      ...missing('/name', name, 'What shall we call you?'),
      ...missing('/email', email, 'Your e-mail address, please.'),
      ...([...password].length < PASSWORD_MIN
        ? [{ path: '/password', fault: `At least ${PASSWORD_MIN} characters.` }]
        : []),
    ],
  })
}

function missing(path: string, value: string, fault: string): Fault[] {
  return value.trim() === '' ? [{ path, fault }] : []
}
