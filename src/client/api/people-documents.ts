// Made from the document of the API by docs/build-client.ts: npm run client.

export interface Registration {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly country?: string | null | undefined
}

export interface Account {
  readonly id: string
  readonly role: 'buyer' | 'seller' | 'agent' | 'admin'
  readonly name: string
  readonly email: string
  readonly seller: string | null
}

export interface NewAccount {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly role: 'buyer' | 'seller' | 'agent' | 'admin'
  readonly seller?: string | null | undefined
  readonly country?: string | null | undefined
}

export interface SignIn {
  readonly email: string
  readonly password: string
}

export interface SessionList {
  readonly sessions: readonly {
    readonly id: string
    readonly label: string
    readonly createdAt: string
    readonly seenAt: string
    readonly expiresAt: string
    readonly current: boolean
  }[]
}

export interface SamplePeople {
  readonly people: readonly {
    readonly email: string
    readonly name: string
    readonly role: 'buyer' | 'seller' | 'agent' | 'admin'
  }[]
  readonly password: string | null
}

export interface Me {
  readonly account: Account | null
}
