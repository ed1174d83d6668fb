CREATE TABLE message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author text NOT NULL CHECK (author <> ''),
    body text NOT NULL,
    likes integer NOT NULL DEFAULT 0,
    written_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION message_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('message', NEW.id::text);
    RETURN NEW;
END
$$;

CREATE TRIGGER message_was_written AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION message_was_written();
