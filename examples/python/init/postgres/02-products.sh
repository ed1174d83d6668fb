#!/bin/bash
# What is for sale, from the list that lies beside this script.
set -e
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<SQL
\copy product (sku, name, price_cents, stock) FROM '/docker-entrypoint-initdb.d/products.csv' CSV HEADER
SQL
