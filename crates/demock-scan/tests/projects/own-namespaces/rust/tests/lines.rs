struct StubLines;

impl redis::stub::Lines for StubLines {
    fn first(&self) -> u32 {
        1
    }
}

struct StubNames;

impl redis::names::Names for StubNames {
    fn first(&self) -> u32 {
        1
    }
}

#[test]
fn replaces() {
    assert_eq!(redis::stub::Lines::first(&StubLines), 1);
    assert_eq!(redis::names::Names::first(&StubNames), 1);
}
