import { useEffect, useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import { generateCodes, saveFile } from '../../state/console/codes.ts'
import { countText } from '../../state/console/words.ts'
import { useMarket } from '../../state/market/market.ts'
import { ProblemNote } from '../market/problem-note.tsx'

const COUNT_MAX = 1_000_000

/** Makes codes of one use each, as a file that is shown this once. */
export function OfferCodes({ offer }: { readonly offer: string }) {
  const { api, notice } = useMarket()
  const [typed, setTyped] = useState('1000')
  const [made, setMade] = useState<number | null>(null)
  const [file, setFile] = useState<Blob | null>(null)
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const count = /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : 0
  const isFault = count < 1 || count > COUNT_MAX
  useStay(made !== null)
  const generate = async (event: SubmitEvent) => {
    event.preventDefault()
    if (made !== null || isFault) return
    setMade(0)
    setProblem(null)
    const came = await generateCodes(api, { offer, count, onProgress: setMade })
    setMade(null)
    if (!('file' in came)) return setProblem(came)
    setFile(came.file)
    saveFile(came.file, `codes-${offer}.csv`)
    notice.value =
      came.made >= count
        ? `${countText(count)} codes are in the file codes-${offer}.csv.`
        : `Only ${countText(came.made)} of ${countText(count)} codes arrived, for the connection broke off. They are in the file; generate the others anew.`
  }
  return (
    <section class="panel" aria-labelledby="codes-title">
      <h2 id="codes-title">Codes</h2>
      <p>
        Each works once. They are shown this once, as a CSV file; afterwards only their digests are
        known here. Every time makes new ones.
      </p>
      <form class="inline-form" onSubmit={generate} noValidate>
        <div class="field">
          <label for="codes-count">How many</label>
          <input
            id="codes-count"
            class="number"
            inputMode="numeric"
            autocomplete="off"
            value={typed}
            aria-invalid={isFault}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <button type="submit" aria-disabled={made !== null || isFault}>
          Generate and download
        </button>
      </form>
      {isFault && <p class="fault">A whole number from 1 to {countText(COUNT_MAX)}.</p>}
      {made !== null && (
        <p role="status">
          <progress max={count} value={made} aria-label="Codes made" /> {countText(made)} of{' '}
          {countText(count)}
        </p>
      )}
      {file !== null && made === null && (
        <p>
          The file did not arrive?{' '}
          <button type="button" class="link" onClick={() => saveFile(file, `codes-${offer}.csv`)}>
            Save it again
          </button>
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}

/** Asks before the page is left while codes are on their way: they cannot be had again. */
function useStay(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isNeeded])
}
