/** The tables of 0011-channels.sql as types. */
export interface ChannelTables {
  channel_tokens: ChannelTokens
}

interface ChannelTokens {
  shard: number
  digest: Buffer
  channel: string
  list_id: string
  expires_at: Date
  target: string | null
}
