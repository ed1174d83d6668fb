CREATE TABLE transfer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    giver text NOT NULL REFERENCES account,
    taker text NOT NULL REFERENCES account,
    cents bigint NOT NULL CHECK (cents > 0)
);

INSERT INTO account (name, cents) VALUES ('bank', 1000000);
