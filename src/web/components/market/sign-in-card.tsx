import { useMemo, useState } from 'preact/hooks'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import { EditorContext } from '../../state/editor.ts'
import { registrationForm, signInForm } from '../../state/market/account-forms.ts'
import type { Form } from '../../state/market/form.ts'
import { type Account, useMarket } from '../../state/market/market.ts'
import { InputField, SecretField } from './account-fields.tsx'
import { focusFault } from './form-faults.tsx'
import { ProblemNote } from './problem-note.tsx'
import { SamplePeople } from './sample-people.tsx'

/** Sign in, or become a buyer. Who is signed in then is known to the whole page. */
export function SignInCard(props: {
  readonly why?: string
  /** Hears who came in; else the page just goes on with them. */
  readonly onDone?: (account: Account) => void
}) {
  const market = useMarket()
  const [isNew, setNew] = useState(false)
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const hear = (answer: Answer<Account>) => {
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) return
    market.account.value = answer.value
    props.onDone?.(answer.value)
  }
  return (
    <section class="panel sign-in" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{isNew ? 'Become a buyer' : 'Sign in'}</h1>
      {props.why && <p class="soft">{props.why}</p>}
      {problem && <ProblemNote problem={problem} />}
      {isNew ? <Register onDone={props.onDone} /> : <SignIn onDone={props.onDone} />}
      <p class="soft">
        {isNew ? 'You have an account?' : 'You are new here?'}{' '}
        <button type="button" class="link" onClick={() => setNew(!isNew)}>
          {isNew ? 'Sign in' : 'Become a buyer'}
        </button>
      </p>
      <SamplePeople onAnswer={hear} />
    </section>
  )
}

type Done = { readonly onDone: ((account: Account) => void) | undefined }

function SignIn({ onDone }: Done) {
  const { api } = useMarket()
  const form = useMemo(signInForm, [])
  return (
    <AccountForm form={form} verb="Sign in" send={(body) => api.signIn({ body })} onDone={onDone}>
      <InputField path={['email']} label="E-mail address" type="email" autocomplete="username" />
      <SecretField path={['password']} label="Password" autocomplete="current-password" />
    </AccountForm>
  )
}

function Register({ onDone }: Done) {
  const { api } = useMarket()
  const form = useMemo(registrationForm, [])
  return (
    <AccountForm
      form={form}
      verb="Become a buyer"
      send={(body) => api.register({ body })}
      onDone={onDone}
    >
      <InputField path={['name']} label="Name" type="text" autocomplete="name" />
      <InputField path={['email']} label="E-mail address" type="email" autocomplete="username" />
      <SecretField
        path={['password']}
        label="Password"
        hint="At least 8 characters; any will do."
        autocomplete="new-password"
      />
    </AccountForm>
  )
}

function AccountForm<D>(props: {
  readonly form: Form<D>
  readonly verb: string
  readonly send: (document: D) => Promise<Answer<Account>>
  readonly onDone: ((account: Account) => void) | undefined
  readonly children: preact.ComponentChildren
}) {
  const { form, verb, send, onDone, children } = props
  const market = useMarket()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!form.check()) return focusFault(form, form.wrong.value[0]?.path ?? '')
    setBusy(true)
    const answer = await send(form.draft.value)
    setBusy(false)
    form.hear(answer)
    if (!answer.ok) return focusFault(form, form.wrong.value[0]?.path ?? '')
    market.account.value = answer.value
    onDone?.(answer.value)
  }
  const problem = form.problem.value
  return (
    <EditorContext.Provider value={form}>
      {/* Were scripts to fail, a password must not end up in the address. */}
      <form class="stack" method="post" onSubmit={submit} noValidate>
        {children}
        {problem && <ProblemNote problem={problem} />}
        <button
          type="submit"
          class="primary"
          // Drawn by the server: sent before a script hears it, the form would go nowhere.
          disabled={!market.clock.isHere.value}
          aria-disabled={isBusy}
        >
          {isBusy ? 'One moment…' : verb}
        </button>
      </form>
    </EditorContext.Provider>
  )
}
