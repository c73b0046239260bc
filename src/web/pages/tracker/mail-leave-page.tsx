import { MailForm, NOT_WHOLE } from '../../components/tracker/mail-form.tsx'

const OUTCOMES = {
  left: { says: 'Done: no more mails of this watch list come.', isDone: true },
  'not-genuine': NOT_WHOLE,
} as const

/** Where the last line of every mail leads: one press, and no more come. */
export function MailLeavePage() {
  return (
    <MailForm
      action="/watch/leave"
      title="No more mails?"
      says="Alerts of this watch list then no longer come to your address. The list itself stays."
      verb="End the mails"
      send={(api, token) => api.leaveEmail({ body: { token } })}
      outcomes={OUTCOMES}
    />
  )
}
