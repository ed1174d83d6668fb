CREATE TABLE events.sale (
    at DateTime64(3, 'UTC'),
    sku LowCardinality(String),
    quantity UInt32,
    price_cents UInt32
) ENGINE = MergeTree ORDER BY (sku, at);
