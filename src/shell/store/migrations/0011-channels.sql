-- One-time tokens by which somebody links a channel (a Telegram chat) to a watch list, without an account.
-- Keyed by the shard of the digest in hex; the token itself is nowhere. `target`: who has used it; used
-- again by the same, nothing happens, and by anybody else it is refused.
create table channel_tokens (
  shard smallint not null,
  digest bytea not null,
  channel text not null,
  list_id text collate "C" not null,
  expires_at timestamptz not null,
  target text,
  primary key (shard, digest)
);
create index channel_tokens_by_end on channel_tokens (shard, expires_at);
