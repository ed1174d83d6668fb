// Who has seen what: written to ClickHouse in batches, read back in sums.
export async function record({ clickhouse }, views) {
  await clickhouse.insert({ table: "view", values: views, format: "JSONEachRow" });
}

export async function readers({ clickhouse }) {
  const result = await clickhouse.query({
    query: "SELECT message, uniqExact(reader) AS readers FROM view GROUP BY message ORDER BY message",
    format: "JSONEachRow",
  });
  const rows = await result.json();
  return new Map(rows.map((row) => [Number(row.message), Number(row.readers)]));
}
