CREATE TABLE board.view (message UInt64, reader String, at DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY (message, at);
