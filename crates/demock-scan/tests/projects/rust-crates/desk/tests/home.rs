use acme_desk::{Home, MockHome};

#[test]
fn nobody_is_known() {
    let home = MockHome::new();
    assert!(!home.knows("ada"));
}
