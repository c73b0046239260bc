/** A process that posts events of the test provider until it is killed: HOST DATABASE URL. */
import { testProviderJob } from '../../src/shell/payments/test-provider-job.ts'
import { EMBEDDED_NAME } from '../../src/shell/store/embedded/server.ts'
import { connectStore } from '../../src/shell/store/store.ts'

const [host = '', database = '', baseUrl = ''] = process.argv.slice(2)
const store = await connectStore({ host, user: EMBEDDED_NAME, database }, { connections: 2 })
const job = testProviderJob(store, { baseUrl })
for (;;) {
  await job.run()
  await new Promise((resolve) => setTimeout(resolve, 20))
}
