use desk::bus::{Bus, InMemoryBus};
use desk::shelf::{InMemoryShelf, Shelf};
use desk::till::Till;

struct FakeTill;

impl Till for FakeTill {
    fn take(&self, _cents: u64) -> bool {
        true
    }
}

mockall::mock! {
    pub Drawer {}
    impl Clone for Drawer {
        fn clone(&self) -> Self;
    }
    impl desk::till::Till for Drawer {
        fn take(&self, cents: u64) -> bool;
    }
}

#[test]
fn keeps() {
    let shelf = InMemoryShelf::new();
    shelf.put(1, "nails");
    assert_eq!(shelf.find(1).as_deref(), Some("nails"));
}

#[test]
fn tells_as_the_program_does() {
    let bus = InMemoryBus::new();
    bus.tell("nails");
    assert!(FakeTill.take(3));
}
