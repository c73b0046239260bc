-- The payments of the built-in test provider, as a provider outside would keep them: nothing else reads
-- them. The shard is the reference's, which is made of the attempt. `answer` is what the buyer chose on the
-- page of the payment, and `answers_at` when it comes true; `silent` never does. `returned` lists refunds by
-- their keys and claims decided for the buyer, and `returned_minor` is their sum: never more than was paid.
create table test_payments (
  shard smallint not null,
  reference text collate "C" not null,
  attempt text collate "C" not null,
  checkout_id text collate "C" not null,
  buyer_id text collate "C" not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
  description text not null,
  return_url text not null,
  begun_at timestamptz not null,
  answer text check (answer in ('pay', 'silent', 'invalid-card-number', 'insufficient-funds',
    'limit-exceeded', 'wrong-security-code', 'verification-failed')),
  decided_at timestamptz,
  answers_at timestamptz,
  cancelled_at timestamptz,
  returned jsonb not null default '[]',
  returned_minor bigint not null default 0 check (returned_minor between 0 and amount_minor),
  check ((answer is null) = (decided_at is null)),
  check ((answers_at is not null) = (coalesce(answer, 'silent') <> 'silent')),
  primary key (shard, reference)
);

-- What the test provider still has to tell, and what came of it: posted when it is due, and again until it
-- is taken. `at` is when the fact comes true, `due_at` when it is posted next.
create table test_payment_events (
  shard smallint not null,
  reference text collate "C" not null,
  id text collate "C" not null,
  document jsonb not null,
  at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  delivered_at timestamptz,
  last_fault text,
  primary key (shard, reference, id)
);
create index test_payment_events_due on test_payment_events (shard, due_at)
  where delivered_at is null;
