CREATE TABLE product (
    id serial PRIMARY KEY,
    sku text NOT NULL UNIQUE,
    name text NOT NULL,
    price_cents integer NOT NULL CHECK (price_cents > 0),
    stock integer NOT NULL CHECK (stock >= 0)
);

CREATE TABLE purchase (
    id serial PRIMARY KEY,
    customer text NOT NULL,
    placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE purchase_line (
    purchase_id integer NOT NULL REFERENCES purchase ON DELETE CASCADE,
    product_id integer NOT NULL REFERENCES product,
    quantity integer NOT NULL CHECK (quantity > 0),
    price_cents integer NOT NULL,
    PRIMARY KEY (purchase_id, product_id)
);
