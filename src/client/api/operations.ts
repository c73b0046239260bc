// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Health } from './operations-documents.ts'

/** For those who run the server. */
export interface OperationsCalls {
  /** Whether the server answers. */
  health: Call<Record<never, never>, Health>
  /** What the server counts. */
  metrics: Call<Record<never, never>, Response>
}

export const operationsRows = {
  health: ['GET', '/health'],
  metrics: ['GET', '/metrics', 'raw'],
} as const satisfies Rows<OperationsCalls>
