import { hydrate } from 'preact'
import { LabPage } from './pages/lab.tsx'
import { keepInAddress } from './state/address.ts'
import { keepCart } from './state/kept-cart.ts'
import { createLab, type Lab } from './state/lab.ts'
import { readFragment } from './state/link.ts'
import { openingFile, openingInput } from './state/samples.ts'
import './styles/all.css'

const lab = createLab(openingInput, openingFile)
const root = document.getElementById('lab')
if (root) hydrate(<LabPage lab={lab} />, root)

await open(lab)
keepInAddress(lab)
keepCart(lab)
window.addEventListener('hashchange', () => open(lab))

/** Loads the cart of the address; one that cannot be read leaves the cart as it is, and says so. */
async function open(into: Lab): Promise<void> {
  const found = await readFragment(window.location.hash)
  if (found === null) return
  if (found === 'broken') {
    into.notice.value =
      'This link is broken: perhaps a part of it was cut off. Here is the sample instead.'
    window.history.replaceState(null, '', window.location.pathname)
    return
  }
  if (JSON.stringify(found.document) !== JSON.stringify(into.draft.value)) {
    into.replace(found.document, 'The cart of the link is loaded.', null)
  }
}
