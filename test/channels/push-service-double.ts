import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  randomBytes,
  verify,
} from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { PushTarget } from '../../src/shell/channels/push-target.ts'
import type { TestDoors } from '../../src/shell/fetch/target.ts'
import { type Double, startDouble } from '../fetch/doubles.ts'

/** A push as its browser reads it. */
export interface Pushed {
  readonly path: string
  readonly message: unknown
  readonly headers: IncomingMessage['headers']
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string }
  readonly publicKey: string
  readonly isGenuine: boolean
}

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

const hmac = (key: Buffer, text: Buffer): Buffer => createHmac('sha256', key).update(text).digest()

/**
 * A push service and the browser behind it, from the texts of RFC 8188, 8291 and 8292 with code of its own:
 * it decrypts what comes, and checks who signed it.
 */
export class PushServiceDouble {
  readonly pushed: Pushed[] = []
  /** What it answers next, in order; then 201. */
  readonly replies: Reply[] = []
  readonly #keys = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  #double: Double | undefined

  async start(): Promise<this> {
    this.#keys.generateKeys()
    this.#double = await startDouble(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const { status, headers } = this.replies.shift() ?? { status: 201 }
      this.pushed.push(this.#take(request, Buffer.concat(parts)))
      response.writeHead(status, headers).end()
    })
    return this
  }

  get doors(): TestDoors {
    return { addresses: [this.#double?.address ?? ''], ports: [this.#double?.port ?? 0] }
  }

  get origin(): string {
    const { address = '', port } = this.#double ?? {}
    return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
  }

  /** The subscription of the browser. */
  get target(): PushTarget {
    return {
      endpoint: `${this.origin}/push/abc`,
      keys: {
        p256dh: this.#keys.getPublicKey().toString('base64url'),
        auth: this.#auth.toString('base64url'),
      },
    }
  }

  #take(request: IncomingMessage, body: Buffer): Pushed {
    const said = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(
      request.headers.authorization ?? '',
    )
    const [, head = '', claims = '', signature = '', publicKey = ''] = said ?? []
    const point = Buffer.from(publicKey, 'base64url')
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((one) =>
      one.toString('base64url'),
    )
    const key = createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' },
      format: 'jwk',
    })
    const signed = Buffer.from(`${head}.${claims}`)
    const given = Buffer.from(signature, 'base64url')
    return {
      path: request.url ?? '',
      message: JSON.parse(this.#decrypted(body)),
      headers: request.headers,
      claims: JSON.parse(Buffer.from(claims, 'base64url').toString()),
      publicKey,
      isGenuine: verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, given),
    }
  }

  #decrypted(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const size = body.readUInt32BE(16)
    const sender = body.subarray(21, 21 + (body[20] ?? 0))
    const record = body.subarray(21 + sender.length)
    if (record.length > size || body.length > 4_096) throw new Error('more than one record')
    const shared = this.#keys.computeSecret(sender)
    const info = Buffer.concat([
      Buffer.from('WebPush: info\0'),
      this.#keys.getPublicKey(),
      sender,
      Buffer.from([1]),
    ])
    const secret = hmac(salt, hmac(hmac(this.#auth, shared), info))
    const key = hmac(secret, Buffer.from('Content-Encoding: aes128gcm\0\x01')).subarray(0, 16)
    const nonce = hmac(secret, Buffer.from('Content-Encoding: nonce\0\x01')).subarray(0, 12)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(record.subarray(-16))
    const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
    const end = plain.findLastIndex((byte) => byte !== 0)
    if (plain[end] !== 2) throw new Error('no last record')
    return plain.subarray(0, end).toString()
  }
}
