import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** What one hash costs: the least that OWASP advises for argon2id. Less is cracked sooner, more keeps sign-ins waiting. */
export interface Cost {
  /** In KiB. */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }

const SALT_BYTES = 16
const HASH_BYTES = 32

export interface PasswordQueue {
  /** Hashes at a time: each keeps a core for some 50 ms and holds 19 MB. */
  readonly running: number
  /** How many may wait: a sign-in that would wait longer is told to come again. */
  readonly waiting: number
}

const QUEUE: PasswordQueue = {
  running: Math.min(4, Math.max(1, availableParallelism() - 1)),
  waiting: 50,
}

/**
 * Hashes passwords with argon2id in the threads of Node, a few at a time, so that a flood of sign-ins
 * takes neither the processor nor the memory from other requests.
 */
export class Passwords {
  readonly #queue: PasswordQueue
  readonly #cost: Cost
  /** As a hash of nobody's password would look: to check against it takes as long as against any other. */
  readonly #nobody: string
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(queue: PasswordQueue = QUEUE, cost: Cost = COST) {
    this.#queue = queue
    this.#cost = cost
    this.#nobody = stored(cost, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES))
  }

  /** The text to be stored for a password, or null where too many wait. */
  async hash(password: string): Promise<string | null> {
    if (!(await this.#turn())) return null
    try {
      const salt = randomBytes(SALT_BYTES)
      return stored(this.#cost, salt, await hashOf(password, salt, this.#cost))
    } finally {
      this.#next()
    }
  }

  /**
   * Whether a password is the one of which this was stored; null where too many wait. Without a stored
   * text the same work is done in vain, so that the time does not tell who has an account.
   */
  async matches(password: string, text: string | null): Promise<boolean | null> {
    if (!(await this.#turn())) return null
    try {
      const { cost, salt, hash } = readStored(text ?? this.#nobody)
      const same = timingSafeEqual(await hashOf(password, salt, cost), hash)
      return same && text !== null
    } finally {
      this.#next()
    }
  }

  /** Whether a stored text was made at another cost than hashes are made at now. */
  isStale(text: string): boolean {
    const { cost } = readStored(text)
    const { memory, passes } = this.#cost
    return cost.memory !== memory || cost.passes !== passes
  }

  async #turn(): Promise<boolean> {
    if (this.#running < this.#queue.running) {
      this.#running++
      return true
    }
    if (this.#waiting.length >= this.#queue.waiting) return false
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return true
  }

  /** Whoever ends hands the turn on to who has waited longest. */
  #next(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}

function hashOf(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  // One password has several spellings in Unicode, and keyboards differ in which they write.
  const message = Buffer.from(password.normalize('NFKC'))
  const parameters: Argon2Parameters = { message, nonce, tagLength: HASH_BYTES, ...cost }
  return derive('argon2id', parameters) as Promise<Buffer>
}

/** The form in which other programs write argon2 hashes too (PHC). */
function stored({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string {
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`
}

function readStored(text: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(text)
  if (!found) throw new Error('Broken invariant: a stored password is no argon2id hash')
  const [, memory, passes, parallelism, salt = '', hash = ''] = found
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  }
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}
