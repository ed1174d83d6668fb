from app.redis.lines import Lines
