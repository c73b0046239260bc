import { MailForm } from '../../components/tracker/mail-form.tsx'

/** Where the mail of a new address leads: nothing else is sent before its reader says so (fg.t.alert). */
export function MailConfirmPage() {
  return (
    <MailForm
      action="/watch/confirm"
      title="Confirm your address"
      says="Alerts of your watch list then come to it. Each has a link that ends them."
      verb="Confirm"
    />
  )
}
