use crate::Namer;

pub struct FakeNamer {
    pub asked: u32,
}

impl Namer for FakeNamer {
    fn join(&self, _: &str, _: &str) -> String {
        String::new()
    }
}
