import { MailForm } from '../../components/tracker/mail-form.tsx'

/** Where the last line of every mail leads: one press, and no more come. */
export function MailLeavePage() {
  return (
    <MailForm
      action="/watch/leave"
      title="No more mails?"
      says="Alerts of this watch list then no longer come to your address. The list itself stays."
      verb="End the mails"
    />
  )
}
