import { useLab } from '../state/context.ts'
import { linkFragment } from '../state/link.ts'
import { loadSample, samples } from '../state/samples.ts'
import { Icon } from './dialog.tsx'

/** Where to begin: a sample with its story; and what to do with the cart as a whole. */
export function SampleBar() {
  const lab = useLab()
  const file = lab.sample.value
  const sample = samples.find((one) => one.file === file)
  const choose = async (chosen: string) => {
    const input = await loadSample(chosen)
    const name = samples.find((one) => one.file === chosen)?.name
    lab.replace(input, `Loaded “${name}”. Undo brings the last cart back.`, chosen)
  }
  return (
    <div class="sample-bar">
      <div class="field">
        <label for="sample">Begin with</label>
        <select
          id="sample"
          value={file ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {file === null && <option value="">Another cart</option>}
          {samples.map((one) => (
            <option key={one.file} value={one.file} selected={one.file === file}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      <div class="actions">
        <button type="button" disabled={!lab.canUndo.value} onClick={lab.undo}>
          <Icon name="undo" /> Undo
        </button>
        <CopyLink />
      </div>
      <p class="story">{sample?.story}</p>
    </div>
  )
}

function CopyLink() {
  const lab = useLab()
  const copy = async () => {
    const url = new URL(window.location.href)
    url.hash = await linkFragment(lab.draft.value)
    window.history.replaceState(null, '', url)
    try {
      await navigator.clipboard.writeText(url.href)
      lab.notice.value = 'Link copied. The cart is in the link itself; nothing is stored elsewhere.'
    } catch {
      // No permission, or no secure connection: the address bar has it.
      lab.notice.value = 'The link is in the address bar now: copy it from there.'
    }
  }
  return (
    <button type="button" onClick={copy}>
      <Icon name="link" /> Copy link
    </button>
  )
}
