import { queryOf, useMarket } from '../../state/market/market.ts'

/**
 * A button that posts the token of a mail: programs that follow every link of a mail press none. A form
 * of the old kind, so that it works without scripts.
 */
export function MailForm(props: {
  readonly action: string
  readonly title: string
  readonly says: string
  readonly verb: string
}) {
  const { action, title, says, verb } = props
  const token = queryOf(useMarket()).get('token') ?? ''
  return (
    <section class="panel sign-in" aria-labelledby="mail-title">
      <h1 id="mail-title">{title}</h1>
      {token === '' ? (
        <p class="note warn">
          The link is not whole. Open it from the mail again, or copy all of it.
        </p>
      ) : (
        <>
          <p>{says}</p>
          <form method="post" action={`${action}?token=${encodeURIComponent(token)}`}>
            <button type="submit" class="primary">
              {verb}
            </button>
          </form>
        </>
      )}
    </section>
  )
}
