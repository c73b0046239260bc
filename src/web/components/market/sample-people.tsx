import { useEffect, useMemo } from 'preact/hooks'
import type { Answer } from '../../../client/call.ts'
import { loader } from '../../state/market/load.ts'
import { type Account, useMarket } from '../../state/market/market.ts'
import { ActButton } from './act-button.tsx'

/** Who there is to try on a server of one's own: one press signs in. Elsewhere there is nobody. */
export function SamplePeople(props: { readonly onAnswer: (answer: Answer<Account>) => void }) {
  const { api } = useMarket()
  const samples = useMemo(() => loader((signal) => api.listSamplePeople({}, { signal })), [api])
  useEffect(() => {
    samples.load()
  }, [samples])
  const { people = [], password = null } = samples.now.value.value ?? {}
  if (people.length === 0 || password === null) return null
  return (
    <section class="samples" aria-labelledby="samples-title">
      <h2 id="samples-title">Or try the sample marketplace as</h2>
      <ul>
        {people.map(({ email, name, role }) => (
          <li key={email}>
            <ActButton
              act={async () => props.onAnswer(await api.signIn({ body: { email, password } }))}
            >
              {name} <small>{role}</small>
            </ActButton>
          </li>
        ))}
      </ul>
      <p class="soft">
        Their password is <code>{password}</code>.
      </p>
    </section>
  )
}
