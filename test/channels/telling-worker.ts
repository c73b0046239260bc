/** A process that hands alerts over until it is killed: `node telling-worker.ts '{"connection":…}'`. */
import { setTimeout as wait } from 'node:timers/promises'
import { GuardedClient } from '../../src/shell/fetch/client.ts'
import { connectStore } from '../../src/shell/store/store.ts'
import { AlertDeliverer } from '../../src/shell/tracker/deliver-job.ts'
import { Telling } from '../../src/shell/tracker/telling.ts'

const { connection, doors, telegram, pages, now } = JSON.parse(process.argv[2] as string)
const store = await connectStore(connection)
const telling = new Telling(store, new GuardedClient({ testing: doors }), { telegram })
telling.begin({ pages, hasMail: true })
const onFault = (fault: unknown) => process.stderr.write(`${fault}\n`)
const channels = () => telling.channels
const deliverer = new AlertDeliverer({ store, channels, onFault, now: () => now })
for (;;) {
  await deliverer.begin()
  await wait(10)
}
