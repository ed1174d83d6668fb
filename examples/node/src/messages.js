// Messages: kept in Postgres, the newest page remembered in Redis until somebody writes.
const PAGE = "page:newest";
const PAGE_LENGTH = 10;
const REMEMBERED_SECONDS = 30;

export async function write({ database, redis }, author, body) {
  const { rows } = await database.query("INSERT INTO message (author, body) VALUES ($1, $2) RETURNING id", [author, body]);
  await redis.del(PAGE);
  return rows[0].id;
}

export async function newest({ database, redis }) {
  const remembered = await redis.get(PAGE);
  if (remembered) return { messages: JSON.parse(remembered), from: "redis" };
  const { rows } = await database.query("SELECT id, author, body, likes FROM message ORDER BY id DESC LIMIT $1", [PAGE_LENGTH]);
  await redis.set(PAGE, JSON.stringify(rows), "EX", REMEMBERED_SECONDS);
  return { messages: rows, from: "postgres" };
}

// Each reader likes a message once, however often they say so; false where they did already.
export async function like({ database, redis }, id, reader) {
  const isFirst = await redis.sadd(`likes:${id}`, reader);
  if (!isFirst) return false;
  await database.query("UPDATE message SET likes = likes + 1 WHERE id = $1", [id]);
  await redis.del(PAGE);
  return true;
}

// All of it or nothing.
export async function move({ database }, from, to) {
  const client = await database.connect();
  try {
    await client.query("BEGIN");
    const moved = await client.query("UPDATE message SET author = $2 WHERE author = $1", [from, to]);
    await client.query("COMMIT");
    return moved.rowCount;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
