/**
 * A process that claims as fast as it can, and says each claim on its output once it was told that it has
 * it. Its embedded server is its own, with every commit on the disk. Arguments: the folder, and the number
 * of the first buyer.
 */
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import { settleTransfers } from '../../../src/shell/store/claims/settle.ts'
import { openStore } from '../../../src/shell/store/store.ts'
import { issue } from './market-offers.ts'

const OFFER = 'contested'
const LIMIT = 2_500

const AT_ONCE = 40

const [folder, first] = process.argv.slice(2) as [string, string]
const store = await openStore({ folder, connections: 8 })
const known = await store.db.selectFrom('offers').select('id').execute()
if (known.length === 0) await issue(store, { id: OFFER, uses: LIMIT })
await settleTransfers(store)
const claims = new Claims(store)

let next = Number(first)

async function claimOn(): Promise<void> {
  for (;;) {
    const n = next++
    const answer = await claims.claim({ buyer: `b${n}`, offer: OFFER, key: `k${n}` })
    if ('refusal' in answer) return
    process.stdout.write(`${n}\n`)
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, claimOn))
process.stdout.write('none left\n')
await claims.close()
await store.close()
