struct StubLines;

impl shop::redis_lines::Lines for StubLines {
    fn first(&self) -> u32 {
        1
    }
}

struct StubConnection;

impl redis::ConnectionLike for StubConnection {
    fn get_db(&self) -> i64 {
        0
    }
}

#[test]
fn replaces() {
    use shop::redis_lines::Lines;
    assert_eq!(StubLines.first(), 1);
    assert_eq!(redis::ConnectionLike::get_db(&StubConnection), 0);
}
