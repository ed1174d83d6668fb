use shop::Store;

pub struct FakeStore {
    value: String,
}

impl FakeStore {
    pub fn new(value: &str) -> Self {
        Self { value: value.to_string() }
    }
}

impl Store for FakeStore {
    fn get(&self, _key: &str) -> Option<String> {
        Some(self.value.clone())
    }
}

pub struct EmptyStore;

impl Store for EmptyStore {
    fn get(&self, _key: &str) -> Option<String> {
        None
    }
}
