mod support;

use crate::support::{EmptyStore, FakeStore};

#[test]
fn finds_what_is_kept() {
    let store = FakeStore::new("a");
    assert_eq!(shop::find(&store), Some("a".to_string()));
}

#[test]
fn finds_nothing() {
    assert_eq!(shop::find_boxed(Box::new(EmptyStore)), None);
}
