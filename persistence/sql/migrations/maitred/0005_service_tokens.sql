-- Tokens of machines. The token itself is shown once and kept nowhere; it has 256 random bits, so
-- a plain hash cannot be guessed back.
create table maitred.service_tokens (
    id uuid primary key default gen_random_uuid(),
    name text not null check (name ~ '^[A-Za-z0-9._-]{1,64}$'),
    token_sha256 bytea not null unique check (length(token_sha256) = 32),
    role text not null check (role in ('owner', 'manager', 'host', 'server')),
    -- Null: every restaurant, those to come too.
    restaurant_id uuid,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
create unique index on maitred.service_tokens (name) where revoked_at is null;
