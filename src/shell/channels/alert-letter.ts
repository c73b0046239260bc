import type { Letter } from '../mail/letter.ts'
import { letterHtml } from '../mail/letter-html.ts'
import { letterText } from '../mail/letter-text.ts'
import type { MailContent } from '../store/mails/mails.ts'
import type { Alert } from './alert.ts'
import { alertWords } from './alert-words.ts'

/** An alert as a mail, with the link that ends mails of this list. */
export function alertMail(alert: Alert, leaveUrl: string): MailContent {
  const { headline, title, facts } = alertWords(alert)
  return written({
    subject: `${headline} · ${title}`,
    heading: headline,
    says: [title],
    sections: [{ title: 'What it is made of', facts }],
    link: { label: 'See the proof: both readings, every layer, the times', href: alert.proofUrl },
    because: 'You get this because you asked to be told of this price.',
    leave: { label: 'Stop these mails', href: leaveUrl },
  })
}

/** The mail that asks an address whether it asked for alerts; it tells nothing else of the watch. */
export function confirmMail(confirmUrl: string): MailContent {
  return written({
    subject: 'Do you want price alerts at this address?',
    heading: 'Do you want price alerts at this address?',
    says: [
      'Somebody, most likely you, asked for price alerts to be sent here. Please confirm within 48 hours.',
      'If it was not you, there is nothing to do: without your answer no alert is sent.',
    ],
    sections: [],
    link: { label: 'Yes, send me the alerts', href: confirmUrl },
    because: 'You get this once, because this address was given for price alerts.',
  })
}

const written = (letter: Letter): MailContent => ({
  subject: letter.subject,
  text: letterText(letter),
  html: letterHtml(letter),
})
