import { MailForm, NOT_WHOLE } from '../../components/tracker/mail-form.tsx'

const OUTCOMES = {
  confirmed: { says: 'Confirmed: alerts of your watch list now come to it.', isDone: true },
  lapsed: {
    says: 'This link is older than 48 hours. Open your watch list, and give the address again.',
    isDone: false,
  },
  gone: { says: 'The watch list that asked is gone: there is nothing to confirm.', isDone: false },
  'not-genuine': NOT_WHOLE,
} as const

/** Where the mail of a new address leads: nothing else is sent before its reader says so (fg.t.alert). */
export function MailConfirmPage() {
  return (
    <MailForm
      action="/watch/confirm"
      title="Confirm your address"
      says="Alerts of your watch list then come to it. Each has a link that ends them."
      verb="Confirm"
      send={(api, token) => api.confirmEmail({ body: { token } })}
      outcomes={OUTCOMES}
    />
  )
}
