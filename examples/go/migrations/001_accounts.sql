CREATE TABLE account (
    name text PRIMARY KEY,
    cents bigint NOT NULL DEFAULT 0 CHECK (cents >= 0)
);
