CREATE TABLE account (
    name text PRIMARY KEY,
    cents bigint NOT NULL CHECK (cents >= 0)
);
CREATE TABLE transfer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payer text NOT NULL REFERENCES account,
    payee text NOT NULL REFERENCES account,
    cents bigint NOT NULL CHECK (cents > 0)
);
INSERT INTO account VALUES ('house', 1000000);
