import { availableParallelism } from 'node:os'

/**
 * The numbers that bound what one client may cost. Each is a compromise: smaller refuses honest
 * clients, larger lets a few bad ones hold memory and sockets that the others need.
 */
export const LIMITS = {
  /** 10,000 lines with 10,000 offers take about 4 MB; each waiting request may hold this much. */
  bodyBytes: 8 * 1024 * 1024,
  /**
   * Lines times offers of one input: at the worst 0.8 seconds for which everybody else waits, and an
   * answer of 37 MB. The core itself takes ten times as many.
   */
  effort: 10_000_000,
  /** The same for an explanation, which lists the lines of every offer: half a second at the worst. */
  trace: 1_000_000,
  /** Lines × offers × offers for what would unlock offers: each that is short is priced again. */
  unlock: 10_000_000,
  /** Lines times offers of a plan: more take seconds before a search can be ended. */
  plan: 250_000,
  /** How long a search takes unless its document says otherwise: more is rarely worth a wait. */
  searchMs: 1_000,
  /** The most that a document may ask for: each such search keeps a thread from all others. */
  searchMsMax: 10_000,
  /** The time that searches in the queue may take: with the one that runs, well below `idleMs`. */
  searchQueueMs: 20_000,
  /** One core stays for the thread that answers requests. */
  searchThreads: Math.max(1, availableParallelism() - 1),
  /** A search that needs more ends alone, and takes no other request with it. */
  searchMemoryMb: 512,
  /**
   * Lines times offers of a cart that is searched at once, for some milliseconds: most carts end there,
   * and need not wait behind a long search. Reading a larger one takes milliseconds of its own.
   */
  quickSearch: 5_000,
  /** All headers together, with the request line; cookies of a shared domain can take a few KB. */
  headerBytes: 16 * 1024,
  headers: 100,
  /** From the connection, or the first byte of a further request, to the end of the headers. */
  headersMs: 10_000,
  /** From the headers to the end of the body: 8 MB at 2 Mbit/s. */
  bodyMs: 30_000,
  /** A batch may be endless, but each of its lines must be complete this long after the one before. */
  batchLineMs: 30_000,
  /** A socket on which nothing moves either way, for example a client that does not read. */
  idleMs: 60_000,
  /** Longer than the pause between two clicks, shorter than what idle sockets are worth. */
  keepAliveMs: 10_000,
  /** How long a refused body is read on and thrown away, so that the client gets to see the answer. */
  lingerMs: 2_000,
  /** How long running requests may take to end when the server stops. */
  closeMs: 3_000,
} as const

export type Limits = { readonly [K in keyof typeof LIMITS]: number }
