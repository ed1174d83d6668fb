use acmelib::names::Namer;
use acmelib::testing::FakeNamer;
use mockall::mock;

mock! {
    pub OfNames {}
    impl Namer for OfNames {
        fn join(&self, a: &str, b: &str) -> String;
    }
}

struct StubNamer;

impl acmelib::Namer for StubNamer {
    fn join(&self, _: &str, _: &str) -> String {
        String::new()
    }
}

struct StubMessage;

impl lapin::message::Message for StubMessage {
    fn acknowledge(&self) -> bool {
        true
    }
}

#[test]
fn mocks() {
    let names = MockOfNames::new();
    assert_eq!(names.join("a", "b"), "");
    assert_eq!(StubNamer.join("a", "b"), "");
    assert!(StubMessage.acknowledge());
}

#[test]
fn doubles() {
    let fake = FakeNamer { asked: 0 };
    assert_eq!(fake.join("a", "b"), "");
    let fake = acmelib::testing::FakeNamer { asked: 0 };
    assert_eq!(fake.join("a", "b"), "");
}
